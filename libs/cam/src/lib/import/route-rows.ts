import type { Tx } from '@aicmo/core-db';
import { newId, type EnrolmentId } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import type { Campaign } from '../../contract/campaign.ts';
import { Consent, LeadState, Tier } from '../../contract/lead.ts';
import type { ImportBatchRow, LeadRow } from '../db/cam-tables.ts';
import type { EnrolmentRow } from '../db/outreach-tables.ts';
import type { NewRecord } from '../records/record-store.ts';
import { rankOf } from '../routing/rank-rules.ts';
import { routeLead } from '../routing/routing-rules.ts';
import type { ImportHouse } from './import-house.ts';
import type { PlannedLead } from './import-plan.ts';

/** What routing needs besides the leads. */
export interface Routing {
  readonly campaign: Campaign;
  readonly batch: ImportBatchRow;
  /** The id of the enrolment of a lead that a row made. */
  readonly enrolmentIdOf: (row: number) => string;
}

/**
 * Puts leads in sequence by their tier before they are written, so that a new lead is written once, in the state that
 * routing gives it. The enrolments name the batch, which is their story; who is not put in sequence has a record that
 * says why. Gives how many are in sequence now.
 */
export async function routeRows(
  tx: Tx,
  house: ImportHouse,
  { campaign, batch, enrolmentIdOf }: Routing,
  touched: readonly PlannedLead[],
): Promise<number> {
  const known = touched.flatMap(({ row, stored }) => (stored === null ? [] : [row.id]));
  const present = await house.enrolments.inSequence(tx, campaign.id, known);
  const sequenceOf = sequences(tx, house, campaign);
  const rows: EnrolmentRow[] = [];
  const refused: NewRecord[] = [];
  const now = house.clock.now();
  for (const lead of touched) {
    const routing = routeLead({ lead: routable(lead.row), campaign, isInSequence: present.has(lead.row.id) });
    if (!routing.ok) {
      refused.push(refusal(lead.row, campaign, routing.why, batch.importedBy));
      continue;
    }
    const isMade = lead.stored === null && lead.row.batchRow !== null;
    const id = isMade ? enrolmentIdOf(lead.row.batchRow ?? 0) : newId<EnrolmentId>(house.clock);
    rows.push({
      ...{ id, clientId: campaign.clientId, campaignId: campaign.id, leadId: lead.row.id },
      ...{ ...(await sequenceOf(routing.tier)), tier: routing.tier, status: 'ACTIVE', statusReason: '' },
      ...{ pausedUntil: null, startedAt: now, endedAt: null, createdBy: batch.importedBy, createdAt: now },
      ...{ updatedAt: now, dueSimulation: null, dueProof: null, dueLive: null, batchId: batch.id },
      ...{ mailboxId: null, rank: rankOf(lead.row.score) },
    });
    qualify(lead);
  }
  await house.load.insertEnrolments(tx, rows);
  await house.records.append(tx, refused);
  return rows.length;
}

function sequences(tx: Tx, house: ImportHouse, campaign: Campaign) {
  const found = new Map<Tier, Pick<EnrolmentRow, 'sequenceId' | 'sequenceVersion'>>();
  return async (tier: Tier): Promise<Pick<EnrolmentRow, 'sequenceId' | 'sequenceVersion'>> => {
    const known = found.get(tier);
    if (known !== undefined) return known;
    const { id, version } = await house.sequences.forTier(tier, campaign, tx);
    const chosen = { sequenceId: id, sequenceVersion: version };
    found.set(tier, chosen);
    return chosen;
  };
}

/** New rows are made by this import, so what they hold is known; stored ones are parsed as everywhere. */
function routable(row: LeadRow) {
  const tier = row.tier === null ? null : z.parse(Tier, row.tier);
  return { state: z.parse(LeadState, row.state), consent: z.parse(Consent, row.consent), score: row.score, tier };
}

function qualify(lead: PlannedLead): void {
  if (lead.row.state !== 'NEW' && lead.row.state !== 'ENRICHED') return;
  if (lead.stored === null) lead.row.state = 'QUALIFIED';
  else lead.row = { ...lead.row, state: 'QUALIFIED' };
  lead.isChanged = true;
}

const refusal = (row: LeadRow, campaign: Campaign, why: string, actor: string): NewRecord => ({
  ...{ clientId: row.clientId, campaignId: campaign.id, subjectKind: 'lead', subjectId: row.id },
  ...{ what: `Not put in sequence of “${campaign.name}”`, why, actor },
});
