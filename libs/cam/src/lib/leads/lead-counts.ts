import type { LeadCounts } from '../../contract/lead-list.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import type { LeadCountRow } from '../db/lead-list-tables.ts';

/** What of a lead is counted; a whole row is one. */
export type CountedLead = Pick<LeadRow, (typeof countedColumns)[number]>;

/** Who changes one of these changes the counts. */
export const countedColumns = [
  ...(['clientId', 'campaignId', 'batchId', 'state', 'tier', 'grade'] as const),
  ...(['needsReview', 'consent', 'emailCheck', 'mergedInto'] as const),
] as const;

/** Whether a change of a lead could change the counts. */
export const touchesCounts = (change: Partial<LeadRow>): boolean => countedColumns.some((column) => column in change);

/** What has to be added to the counts when leads were `before` and are `after`; in one order, so that nobody waits in a circle. */
export function countChanges(before: readonly CountedLead[], after: readonly CountedLead[]): readonly LeadCountRow[] {
  const changes = new Map<string, LeadCountRow>();
  const add = (lead: CountedLead, by: number): void => {
    if (lead.mergedInto !== null) return;
    const kind = kindOf(lead);
    const key = `${kind.batchId}|${countedKey(kind)}`;
    const known = changes.get(key);
    if (known) known.leads += by;
    else changes.set(key, { ...kind, leads: by });
  };
  for (const lead of before) add(lead, -1);
  for (const lead of after) add(lead, 1);
  return [...changes]
    .filter(([, { leads }]) => leads !== 0)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, row]) => row);
}

type Kind = Omit<LeadCountRow, 'leads'>;

const kindOf = (lead: CountedLead): Kind => ({
  ...{ clientId: lead.clientId, campaignId: lead.campaignId ?? '', batchId: lead.batchId ?? '' },
  ...{ state: lead.state, tier: lead.tier ?? '', grade: lead.grade ?? '' },
  ...{ needsReview: lead.needsReview, consent: lead.consent, emailCheck: lead.emailCheck },
});

/** The text under which the index `cam_lead_by_counted` keeps leads of a kind, without their batch. */
export const countedKey = (kind: Omit<Kind, 'batchId'>): string =>
  [
    ...[kind.clientId, kind.campaignId, kind.state, kind.tier, kind.grade],
    ...[String(kind.needsReview), kind.consent, kind.emailCheck],
  ].join('|');

/** What the screens show of the counts. */
export function sumCounts(rows: readonly Pick<LeadCountRow, 'state' | 'tier' | 'needsReview' | 'leads'>[]): LeadCounts {
  const byState: Record<string, number> = {};
  const byTier: Record<string, number> = {};
  const sums = { total: 0, needsReview: 0 };
  for (const { state, tier, needsReview, leads } of rows) {
    sums.total += leads;
    byState[state] = (byState[state] ?? 0) + leads;
    if (tier !== '') byTier[tier] = (byTier[tier] ?? 0) + leads;
    if (needsReview === 1) sums.needsReview += leads;
  }
  return { ...sums, byState, byTier };
}
