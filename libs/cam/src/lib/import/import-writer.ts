import type { Tx } from '@aicmo/core-db';
import type { Clock } from '@aicmo/core-kernel';
import { anyCustomer, type Campaign } from '../../contract/campaign.ts';
import type { ColumnMapping, RejectedRow } from '../../contract/lead-import.ts';
import { DuplicatePolicy } from '../../contract/lead-import.ts';
import * as z from 'zod/mini';
import type { ImportBatchRow, LeadRow } from '../db/cam-tables.ts';
import { leadOf } from '../leads/lead-row.ts';
import type { LeadStore } from '../leads/lead-store.ts';
import type { ParsePhone } from '../leads/phone-identity.ts';
import { scoreColumns } from '../leads/score-columns.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { EnrolmentService } from '../routing/enrolment-service.ts';
import type { CsvRecord } from './csv-reader.ts';
import { planImport, type ImportPlan, type PlannedLead } from './import-plan.ts';
import type { ImportStore } from './import-store.ts';
import { newLeadRow } from './new-lead-row.ts';
import { readRow, type RowLead } from './read-row.ts';

/** Rows of one transaction: while the console is open, none may last long. EFFECTS, "transactions". */
export const rowsPerTransaction = 500;

/** What a batch needs while it runs. */
export interface RunningImport {
  readonly batch: ImportBatchRow;
  readonly campaign: Campaign | null;
  readonly header: readonly string[];
  readonly mapping: ColumnMapping;
  readonly parsePhone: ParsePhone;
}

/** What one transaction added to the batch's counters. */
export type ImportGain = Pick<ImportBatchRow, 'imported' | 'updated' | 'duplicates' | 'rejected' | 'enrolled'>;

interface Deps {
  readonly clock: Clock;
  readonly store: ImportStore;
  readonly leads: LeadStore;
  readonly enrolments: EnrolmentService;
  readonly records: RecordStore;
}

/** Reads, recognises, scores, routes and writes at most 500 rows in the caller's transaction. */
export async function writeRows(
  tx: Tx,
  deps: Deps,
  run: RunningImport,
  rows: readonly CsvRecord[],
): Promise<ImportGain> {
  const { batch } = run;
  const { leads, rejected } = readRows(rows, run);
  const owners = await findOwners(deps.leads, batch.clientId, leads, tx);
  const origin = { clientId: batch.clientId, campaignId: batch.campaignId, source: batch.fileName, batchId: batch.id };
  const plan = planImport(leads, {
    ...{ clientId: batch.clientId, batchId: batch.id, owners, policy: z.parse(DuplicatePolicy, batch.policy) },
    newRow: (lead) => newLeadRow(lead, origin, deps.clock),
  });
  const touched = plan.leads.filter(({ isTouched }) => isTouched);
  for (const lead of touched) score(lead, run.campaign, deps.clock);
  await tellOrigin(tx, deps, batch, touched);
  const enrolled = run.campaign ? await route(tx, deps, run.campaign, touched, batch) : 0;
  await writePlan(tx, deps, batch, plan);
  await deps.store.insertRejections(tx, batch.id, rejected);
  return {
    imported: plan.imported,
    updated: plan.updated,
    duplicates: plan.duplicates,
    rejected: rejected.length,
    enrolled,
  };
}

/** Reads records into people and rejected rows. */
export function readRows(rows: readonly CsvRecord[], context: Parameters<typeof readRow>[1]) {
  const leads: RowLead[] = [];
  const rejected: RejectedRow[] = [];
  for (const record of rows) {
    const read = readRow(record, context);
    if (read.ok) leads.push(read.lead);
    else rejected.push(read.rejected);
  }
  return { leads, rejected };
}

/** Whom the identities of these people belong to already. */
export async function findOwners(
  store: LeadStore,
  clientId: string,
  people: readonly RowLead[],
  tx?: Tx,
): Promise<ReadonlyMap<string, LeadRow>> {
  const owners = new Map<string, LeadRow>();
  for (let from = 0; from < people.length; from += rowsPerTransaction) {
    const wanted = people.slice(from, from + rowsPerTransaction).flatMap(({ identities }) => identities);
    const known = await store.knownIdentities(clientId, wanted, tx);
    const rows = new Map(
      (await store.rows([...new Set(known.map(({ leadId }) => leadId))], tx)).map((row) => [row.id, row]),
    );
    for (const { kind, value, leadId } of known) {
      const row = rows.get(leadId);
      if (row) owners.set(`${kind} ${value}`, row);
    }
  }
  return owners;
}

function score(lead: PlannedLead, campaign: Campaign | null, clock: Clock): void {
  const row = campaign && !lead.isNew ? { ...lead.row, campaignId: campaign.id } : lead.row;
  lead.row = { ...row, ...scoreColumns(leadOf(row), campaign?.icp ?? anyCustomer, clock.now()) };
  lead.isChanged = true;
}

/** Routes before the rows are written, so that a new lead is written once, in the state that routing gives it. */
async function route(tx: Tx, deps: Deps, campaign: Campaign, touched: readonly PlannedLead[], batch: ImportBatchRow) {
  const routed = await deps.enrolments.route(
    tx,
    campaign,
    touched.map(({ row }) => leadOf(row)),
    batch.importedBy,
  );
  const inSequence = new Map(routed.map(({ leadId, routing }) => [leadId, routing.ok]));
  for (const lead of touched) {
    const isEarly = lead.row.state === 'NEW' || lead.row.state === 'ENRICHED';
    if (inSequence.get(lead.row.id) && isEarly) lead.row = { ...lead.row, state: 'QUALIFIED' };
  }
  return routed.filter(({ routing }) => routing.ok).length;
}

async function writePlan(
  tx: Tx,
  { clock, store, leads }: Deps,
  batch: ImportBatchRow,
  plan: ImportPlan,
): Promise<void> {
  await leads.insertMany(
    tx,
    plan.leads.filter(({ isNew }) => isNew).map(({ row }) => row),
  );
  for (const { row, isNew, isChanged } of plan.leads) {
    if (!isNew && isChanged) await leads.update(tx, row.id, { ...row, updatedAt: clock.now() });
  }
  await leads.insertIdentities(tx, plan.identities);
  await store.insertConflicts(tx, batch.id, plan.conflicts);
}

/** Written before people are put in sequence: in their story they came first. */
async function tellOrigin(
  tx: Tx,
  { records }: Deps,
  batch: ImportBatchRow,
  touched: readonly PlannedLead[],
): Promise<void> {
  await records.append(
    tx,
    touched.map(({ row, isNew }) => ({
      ...{ clientId: row.clientId, campaignId: batch.campaignId, subjectKind: 'lead', subjectId: row.id },
      what: `${isNew ? 'Imported' : 'Found again'} in “${batch.fileName}”`,
      why:
        isNew && row.batchRow !== null
          ? `Row ${row.batchRow} of the file.`
          : `The file was imported with “${batch.policy}” for known people.`,
      actor: batch.importedBy,
    })),
  );
}
