import type { LeadCounts } from '../../contract/lead-list.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import type { BatchCountRow, LeadCountRow, LeadSumRow } from '../db/lead-list-tables.ts';

/** What of a lead is counted; a whole row is one. */
export type CountedLead = Pick<LeadRow, (typeof countedColumns)[number]>;

/** Who changes one of these changes the counts. */
export const countedColumns = [
  ...(['clientId', 'campaignId', 'batchId', 'state', 'tier', 'grade'] as const),
  ...(['needsReview', 'consent', 'emailCheck', 'mergedInto'] as const),
] as const;

/** Whether a change of a lead could change the counts. */
export const touchesCounts = (change: Partial<LeadRow>): boolean => countedColumns.some((column) => column in change);

/** What has to be added to the counts. */
export interface CountChanges {
  readonly kinds: readonly LeadCountRow[];
  readonly sums: readonly LeadSumRow[];
  readonly batches: readonly BatchCountRow[];
}

/** What to add when leads were `before` and are `after`; always in the same order, so that nobody waits in a circle. */
export function countChanges(before: readonly CountedLead[], after: readonly CountedLead[]): CountChanges {
  const kinds = new Map<string, LeadCountRow>();
  const sums = new Map<string, LeadSumRow>();
  const batches = new Map<string, BatchCountRow>();
  const add = (lead: CountedLead, by: number): void => {
    if (lead.mergedInto !== null) return;
    const kind = kindOf(lead);
    addTo(kinds, countedKey(kind), { ...kind, leads: by });
    const { clientId, campaignId, state, tier, needsReview } = kind;
    const sum = { clientId, campaignId, state, tier, needsReview, leads: by };
    addTo(sums, [clientId, campaignId, state, tier, needsReview].join('|'), sum);
    const { batchId } = lead;
    if (batchId !== null) addTo(batches, batchId, { batchId, leads: by });
  };
  for (const lead of before) add(lead, -1);
  for (const lead of after) add(lead, 1);
  return { kinds: changed(kinds), sums: changed(sums), batches: changed(batches) };
}

function addTo<Row extends { leads: number }>(rows: Map<string, Row>, key: string, row: Row): void {
  const known = rows.get(key);
  if (known) known.leads += row.leads;
  else rows.set(key, row);
}

const changed = <Row extends { leads: number }>(rows: ReadonlyMap<string, Row>): readonly Row[] =>
  [...rows]
    .filter(([, { leads }]) => leads !== 0)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, row]) => row);

type Kind = Omit<LeadCountRow, 'leads'>;

const kindOf = (lead: CountedLead): Kind => ({
  ...{ clientId: lead.clientId, campaignId: lead.campaignId ?? '' },
  ...{ state: lead.state, tier: lead.tier ?? '', grade: lead.grade ?? '' },
  ...{ needsReview: lead.needsReview, consent: lead.consent, emailCheck: lead.emailCheck },
});

/** The text under which the index `cam_lead_by_counted` keeps leads of a kind. */
export const countedKey = (kind: Kind): string =>
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
