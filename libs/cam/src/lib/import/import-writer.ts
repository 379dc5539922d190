import type { Tx } from '@aicmo/core-db';
import * as z from 'zod/mini';
import type { Campaign } from '../../contract/campaign.ts';
import { DuplicatePolicy, type ColumnMapping } from '../../contract/lead-import.ts';
import type { IdentityRow, ImportBatchRow, LeadRow } from '../db/cam-tables.ts';
import type { ImportTouchRow } from '../db/import-tables.ts';
import { suggestCollisions } from '../identity/suggest-collisions.ts';
import type { Scorer } from '../scoring/scorer.ts';
import type { ImportHouse } from './import-house.ts';
import { planImport, type ImportPlan, type PlannedLead, type PlannedTouch } from './import-plan.ts';
import type { ReadRows } from './list-rows.ts';
import { newLeadRow } from './new-lead-row.ts';
import { identitiesBesides, identityRow, type OwnerFinder } from './owner-finder.ts';
import type { ReadOneRow } from './read-row.ts';
import { routeRows } from './route-rows.ts';
import { changeOf } from './undoable-change.ts';

/** What a batch needs while it runs. */
export interface RunningImport {
  readonly batch: ImportBatchRow;
  readonly campaign: Campaign | null;
  readonly mapping: ColumnMapping;
  readonly readRow: ReadOneRow;
  /** Another thread can read its rows as well. */
  readonly canReadAhead: boolean;
  readonly scorer: Scorer;
  readonly finder: OwnerFinder;
  /** Into an empty workspace at full pace: what can be made of the leads themselves is made at the end. */
  readonly isFresh: boolean;
  readonly idOf: (row: number) => string;
  readonly enrolmentIdOf: (row: number) => string;
}

/** What one transaction added to the batch's counters. */
export type ImportGain = Pick<ImportBatchRow, 'imported' | 'updated' | 'duplicates' | 'rejected' | 'enrolled'>;

/** What was written, and what it adds up to. */
export interface Written {
  readonly gain: ImportGain;
  readonly plan: ImportPlan;
  /** Identities that no column of their lead shows; of a load into an empty workspace only. */
  readonly besides: readonly IdentityRow[];
}

/** Recognises, scores, routes and writes some rows in the caller's transaction. */
export async function writeRows(
  tx: Tx,
  house: ImportHouse,
  run: RunningImport,
  { leads, rejected }: ReadRows,
): Promise<Written> {
  const { batch, campaign } = run;
  const found = await run.finder.find(tx, leads);
  const { clientId, campaignId, fileName: source, id: batchId } = batch;
  const origin = { clientId, campaignId, source, batchId, now: house.clock.now() };
  const plan = planImport(leads, {
    ...{ clientId, batchId, owners: found.owners, policy: z.parse(DuplicatePolicy, batch.policy) },
    newRow: (lead) => {
      const row = newLeadRow(lead, run.idOf(lead.rowNumber), origin);
      row.personId = found.personOf(lead) ?? row.id;
      return row;
    },
  });
  const touched = plan.leads.filter(({ isTouched }) => isTouched);
  for (const lead of touched) score(lead, run, origin.now);
  const enrolled = campaign ? await routeRows(tx, house, { ...run, campaign }, touched) : 0;
  const besides = run.isFresh ? identitiesBesides(plan, batchId) : [];
  await writePlan(tx, house, run, plan, besides);
  await house.batches.insertRejections(tx, batch.id, rejected);
  const { imported, updated, duplicates } = plan;
  return { plan, besides, gain: { imported, updated, duplicates, rejected: rejected.length, enrolled } };
}

/** Scores a lead; one that was there and would stay as it is is not written again. */
function score(lead: PlannedLead, { scorer, campaign }: RunningImport, now: string): void {
  const found = scorer.score(lead.row);
  if (lead.stored !== null) {
    const campaignId = campaign?.id ?? lead.row.campaignId;
    if (!lead.isChanged && campaignId === lead.row.campaignId && isSameScore(lead.row, found)) return;
    lead.row = { ...lead.row, campaignId };
    lead.isChanged = true;
  }
  const { row } = lead;
  row.score = found.score;
  row.fit = found.fit;
  row.opportunity = found.opportunity;
  row.tier = found.tier;
  row.grade = found.grade;
  row.factors = found.factors;
  row.scoreVersion = found.scoreVersion;
  row.scoredAt = now;
}

/** Seven factors, a tier and a grade of one version: the sums follow from them. */
const isSameScore = (row: LeadRow, found: ReturnType<Scorer['score']>): boolean =>
  row.factors === found.factors &&
  row.scoreVersion === found.scoreVersion &&
  row.score === found.score &&
  row.tier === found.tier &&
  row.grade === found.grade;

async function writePlan(
  tx: Tx,
  house: ImportHouse,
  run: RunningImport,
  plan: ImportPlan,
  besides: readonly IdentityRow[],
): Promise<void> {
  const { batch, isFresh } = run;
  const now = house.clock.now();
  const added: LeadRow[] = [];
  const changed: PlannedLead[] = [];
  for (const lead of plan.leads) {
    if (lead.stored === null) added.push(lead.row);
    else if (lead.isChanged) {
      lead.row.updatedAt = now; // its own copy since it was scored
      changed.push(lead);
    }
  }
  const derived = isFresh ? 'later' : 'now';
  await house.leads.insertMany(tx, added, { derived });
  const before = changed.flatMap(({ stored }) => (stored ? [stored] : []));
  const after = changed.map(({ row }) => row);
  await house.leads.replaceMany(tx, before, after, { derived });
  const all = (): readonly IdentityRow[] => plan.identities.map((identity) => identityRow(identity, identity.lead.row));
  await house.load.insertIdentities(tx, isFresh ? besides : all());
  await house.load.insertTouches(tx, touchRows(plan.touches, batch.id));
  await house.batches.insertConflicts(tx, batch.id, plan.conflicts);
  if (plan.collisions.length > 0) await suggestCollisions(tx, house.matches, batch.clientId, plan.collisions);
}

/** What the rows of a transaction changed about one lead stands in the last of them. */
function touchRows(touches: readonly PlannedTouch[], batchId: string): readonly ImportTouchRow[] {
  const told = new Set<PlannedLead>();
  const rows = [...touches].reverse().map(({ rowNumber, lead, outcome, identities }): ImportTouchRow => {
    const isOwn = lead.stored === null || lead.stored.batchId === batchId || told.has(lead);
    told.add(lead);
    const change = isOwn || lead.stored === null ? none : changeOf(lead.stored, lead.row);
    const gained = identities.length === 0 ? '[]' : JSON.stringify(identities.map(({ kind, value }) => [kind, value]));
    return { batchId, rowNumber, leadId: lead.row.id, outcome, ...change, identities: gained };
  });
  return rows.reverse();
}

const none = { before: '{}', after: '{}' };
