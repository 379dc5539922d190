import type { Database } from '@aicmo/core-db';
import { conflict, invalid, newId, notFound, toAppError, type Clock } from '@aicmo/core-kernel';
import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import * as z from 'zod/mini';
import { anyCustomer, type Campaign } from '../../contract/campaign.ts';
import {
  ColumnMapping,
  type DuplicatePolicy,
  type ImportBatch,
  type ImportPreview,
  type MergeConflict,
  type RejectedRow,
} from '../../contract/lead-import.ts';
import type { CampaignService } from '../campaigns/campaign-service.ts';
import type { ClientService } from '../clients/client-service.ts';
import type { ImportBatchRow } from '../db/cam-tables.ts';
import { readJsonColumn } from '../db/json-column.ts';
import { leadOf } from '../leads/lead-row.ts';
import type { LeadStore } from '../leads/lead-store.ts';
import { openPhoneParser } from '../leads/phone-identity.ts';
import { scoreColumns } from '../leads/score-columns.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { EnrolmentService } from '../routing/enrolment-service.ts';
import { readFileTable, type FileTable } from './file-table.ts';
import { guessColumns, mappingOf } from './guess-columns.ts';
import { planImport } from './import-plan.ts';
import { assertMapping, decideRepeat, isInterrupted } from './import-rules.ts';
import { createImportRuns } from './import-runs.ts';
import { batchOf, type ImportStore } from './import-store.ts';
import { findOwners, readRows, rowsPerTransaction, writeRows, type RunningImport } from './import-writer.ts';
import { newLeadRow } from './new-lead-row.ts';
import { readRow } from './read-row.ts';
import { rejectedCsv } from './rejected-csv.ts';

/** A file and what is to be done with it. */
export interface ImportInput {
  readonly clientId: string;
  /** Null: the leads are kept and scored neutrally, and not put in sequence. */
  readonly campaignId: string | null;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** Missing: as guessed. */
  readonly mapping?: ColumnMapping;
  /** For people who are known already; default `merge`. */
  readonly policy?: DuplicatePolicy;
}

/** A file to be looked at; without a client nobody is known already. */
export type PreviewInput = Omit<ImportInput, 'clientId' | 'policy'> & { readonly clientId: string | null };

/** Lists of people that become leads. */
export interface ImportService {
  /** Looks at a file and writes nothing. Throws what the import itself would throw. */
  preview(input: PreviewInput): Promise<ImportPreview>;
  /**
   * Whether an import could begin, before a client or a campaign is made for it: throws what `begin` would throw, and
   * `conflict` (`import-nobody`) when no row would become a lead. Stops at the first row that would.
   */
  check(input: PreviewInput): Promise<void>;
  /**
   * Begins to import and answers at once; the work goes on in transactions of 500 rows. A file whose import stopped
   * half-way is taken up where it stopped, with the mapping and policy it had.
   * Throws `invalid` (`import-…`, what is wrong with file or mapping), `conflict` (`import-same-file` naming the batch,
   * `import-running`) or `not-found`.
   */
  begin(input: ImportInput, by: string): Promise<ImportBatch>;
  /** The batch once its work has ended here, whether well (COMPLETED) or not (FAILED and CANCELLED, with the error). */
  finished(batchId: string): Promise<ImportBatch>;
  /** The batch now and after each transaction, until it has ended. */
  watch(batchId: string, signal?: AbortSignal): AsyncGenerator<ImportBatch>;
  /** Stops after the transaction that is under way; what is imported stays, and the same file goes on from there. */
  cancel(batchId: string): Promise<ImportBatch>;
  /** Throws `not-found` (`import-unknown`). */
  get(batchId: string): Promise<ImportBatch>;
  /** Newest first. */
  list(clientId?: string): Promise<readonly ImportBatch[]>;
  /** Rejected rows by number. */
  rejections(batchId: string, limit?: number): Promise<readonly RejectedRow[]>;
  /** Values that a merge left alone. */
  conflicts(batchId: string, limit?: number): Promise<readonly MergeConflict[]>;
  /** The rejected rows as a CSV to correct and import again. */
  rejectedFile(batchId: string): Promise<string>;
  /** Cancels what is running and waits for it: before the database is closed. */
  stop(): Promise<void>;
}

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: ImportStore;
  readonly leads: LeadStore;
  readonly clients: ClientService;
  readonly campaigns: CampaignService;
  readonly enrolments: EnrolmentService;
  readonly records: RecordStore;
}

const Shape = z.object({ header: z.array(z.string()), mapping: ColumnMapping });
const everything = 1_000_000;

/** Builds the service of imports. */
export function createImportService(deps: Deps): ImportService {
  const { clock, store } = deps;
  const runs = createImportRuns();
  const toBatch = (row: ImportBatchRow): ImportBatch =>
    batchOf(row, !runs.has(row.id) && isInterrupted(row, clock.now()));
  const row = async (batchId: string): Promise<ImportBatchRow> => {
    const found = await store.find(batchId);
    if (found) return found;
    throw notFound({ code: 'import-unknown', message: 'There is no such import. Choose one from the list.' });
  };
  return {
    preview: (input) => previewFile(deps, input),
    check: (input) => checkFile(deps, input),
    begin: async (input, by) => {
      const table = readFileTable(input.bytes);
      const run = await openBatch(deps, input, table, by);
      const done = runs.start(batchOf(run.batch, false), (tell, signal) => importAll(deps, run, table, tell, signal));
      return done.first;
    },
    finished: async (batchId) => (await runs.finished(batchId)) ?? toBatch(await row(batchId)),
    watch: async function* (batchId, signal) {
      if (runs.has(batchId)) yield* runs.watch(batchId, signal);
      else yield toBatch(await row(batchId));
    },
    cancel: async (batchId) => {
      runs.cancel(batchId);
      return (await runs.finished(batchId)) ?? toBatch(await row(batchId));
    },
    get: async (batchId) => toBatch(await row(batchId)),
    list: async (clientId) => (await store.list(clientId)).map(toBatch),
    rejections: (batchId, limit = 1000) => store.rejections(batchId, limit),
    conflicts: (batchId, limit = 1000) => store.conflicts(batchId, limit),
    rejectedFile: async (batchId) => {
      const batch = await row(batchId);
      const { header } = readJsonColumn(Shape, batch.mapping, 'cam_import_batch.mapping');
      return rejectedCsv(header, batch.delimiter, await store.rejections(batchId, everything));
    },
    stop: () => runs.stop(),
  };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function readCampaign(
  { clients, campaigns }: Deps,
  { clientId, campaignId }: PreviewInput,
): Promise<Campaign | null> {
  if (clientId !== null) await clients.get(clientId);
  if (campaignId === null) return null;
  const campaign = await campaigns.get(campaignId);
  if (campaign.clientId === clientId) return campaign;
  throw invalid({
    code: 'import-foreign-campaign',
    message: `“${campaign.name}” is a campaign of another client. Choose one of this client.`,
  });
}

/** A file of a client's that was read before is refused, or taken up again. */
async function refuseRepeat({ store, clock }: Deps, clientId: string, bytes: Uint8Array): Promise<string> {
  const hash = sha256(bytes);
  const batch = await store.findByHash(clientId, hash);
  if (batch) decideRepeat(batch, clock.now());
  return hash;
}

async function checkFile(deps: Deps, input: PreviewInput): Promise<void> {
  await readCampaign(deps, input);
  const { header, rows } = readFileTable(input.bytes);
  await refuseRepeat(deps, input.clientId ?? '', input.bytes);
  const mapping = input.mapping ?? mappingOf(guessColumns({ header, rows }));
  assertMapping(mapping, header);
  const context = { header, mapping, parsePhone: await openPhoneParser() };
  if (rows.some((record) => readRow(record, context).ok)) return;
  throw conflict({
    code: 'import-nobody',
    message: 'No row of this file would become a lead. Look at the reasons, or choose other columns.',
  });
}

async function previewFile(deps: Deps, input: PreviewInput): Promise<ImportPreview> {
  const { clock, leads } = deps;
  const campaign = await readCampaign(deps, input);
  const table = readFileTable(input.bytes);
  const clientId = input.clientId ?? '';
  const hash = await refuseRepeat(deps, clientId, input.bytes);
  const columns = guessColumns(table);
  const mapping = input.mapping ?? mappingOf(columns);
  assertMapping(mapping, table.header, 'partial');
  const read = readRows(table.rows, { header: table.header, mapping, parsePhone: await openPhoneParser() });
  const origin = { clientId, campaignId: input.campaignId, source: input.fileName, batchId: '' };
  const plan = planImport(read.leads, {
    ...{ clientId, policy: 'skip', batchId: '', owners: await findOwners(leads, clientId, read.leads) },
    newRow: (lead) => newLeadRow(lead, origin, clock),
  });
  const icp = campaign?.icp ?? anyCustomer;
  const sample = plan.leads.filter(({ isNew }) => isNew).slice(0, 5);
  return {
    ...{ sha256: hash, encoding: table.encoding, delimiter: table.delimiter, columns: [...columns], mapping },
    ...{ rows: table.rows.length, valid: read.leads.length, rejected: read.rejected.length },
    ...{ duplicatesInFile: plan.knownFromFile, duplicatesKnown: plan.duplicates - plan.knownFromFile },
    sample: sample.map(({ row }) => leadOf({ ...row, ...scoreColumns(leadOf(row), icp, clock.now()) })),
    rejectedSample: read.rejected.slice(0, 20),
  };
}

/** Makes the batch, or takes up the one that these bytes have; everything is checked before anything is written. */
async function openBatch(deps: Deps, input: ImportInput, table: FileTable, by: string): Promise<RunningImport> {
  const { db, store } = deps;
  const campaign = await readCampaign(deps, input);
  const wanted = { header: table.header, mapping: input.mapping ?? mappingOf(guessColumns(table)) };
  assertMapping(wanted.mapping, table.header);
  const fresh = newBatch(deps.clock, input, table, by);
  const batch = await db.transaction(async (tx) => {
    const known = await store.findByHash(input.clientId, fresh.sha256, tx);
    if (!known) {
      await store.insert(tx, { ...fresh, mapping: JSON.stringify(wanted) });
      return { ...fresh, mapping: JSON.stringify(wanted) };
    }
    const decision = decideRepeat(known, deps.clock.now());
    const again = { status: 'RUNNING', error: '', endedAt: null, heartbeatAt: fresh.heartbeatAt };
    const change = decision === 'resume' ? again : { ...fresh, id: known.id, mapping: JSON.stringify(wanted) };
    if (decision === 'restart') await store.clear(tx, known.id);
    await store.update(tx, known.id, change);
    return { ...known, ...change };
  });
  const { header, mapping } = readJsonColumn(Shape, batch.mapping, 'cam_import_batch.mapping');
  const own =
    batch.campaignId === campaign?.id || batch.campaignId === null
      ? campaign
      : await deps.campaigns.get(batch.campaignId);
  return {
    batch,
    campaign: batch.campaignId === null ? null : own,
    header,
    mapping,
    parsePhone: await openPhoneParser(),
  };
}

function newBatch(clock: Clock, input: ImportInput, table: FileTable, by: string): ImportBatchRow {
  const now = clock.now();
  return {
    ...{ id: newId(clock), clientId: input.clientId, campaignId: input.campaignId, fileName: input.fileName },
    ...{
      sha256: sha256(input.bytes),
      sizeBytes: input.bytes.length,
      status: 'RUNNING',
      policy: input.policy ?? 'merge',
    },
    ...{
      encoding: table.encoding,
      delimiter: table.delimiter,
      mapping: '{}',
      rowsTotal: table.rows.length,
      rowsDone: 0,
    },
    ...{ imported: 0, updated: 0, duplicates: 0, rejected: 0, enrolled: 0, error: '', importedBy: by },
    ...{ startedAt: now, heartbeatAt: now, endedAt: null },
    ...{ sheet: '', runner: '', lastRow: 0, bytesDone: 0, loadMode: 'CALM', undo: null },
  };
}

/** Works through the rows that are left; each transaction moves the counters with the rows, so nothing counts twice. */
async function importAll(
  deps: Deps,
  run: RunningImport,
  table: FileTable,
  tell: (batch: ImportBatch) => void,
  signal: AbortSignal,
): Promise<ImportBatch> {
  let batch = run.batch;
  const end = async (change: Partial<ImportBatchRow>): Promise<ImportBatch> => {
    batch = { ...batch, ...change, endedAt: deps.clock.now() };
    const { status, error, endedAt } = batch;
    await deps.db.transaction((tx) => deps.store.update(tx, batch.id, { status, error, endedAt }));
    return batchOf(batch, false);
  };
  try {
    while (batch.rowsDone < table.rows.length) {
      if (signal.aborted) return await end({ status: 'CANCELLED', error: 'Stopped by a person.' });
      batch = await importNext(deps, { ...run, batch }, table);
      tell(batchOf(batch, false));
      await breathe();
    }
    return await end({ status: 'COMPLETED' });
  } catch (error) {
    const { code, message } = toAppError(error);
    // Whoever took it over goes on counting: its row is no longer ours to write.
    if (code === 'import-taken-over') return { ...batchOf(batch, false), status: 'FAILED', error: message };
    return end({ status: 'FAILED', error: message });
  }
}

async function importNext(deps: Deps, run: RunningImport, table: FileTable): Promise<ImportBatchRow> {
  const { batch } = run;
  const rows = table.rows.slice(batch.rowsDone, batch.rowsDone + rowsPerTransaction);
  return deps.db.transaction(async (tx) => {
    const gain = await writeRows(tx, deps, run, rows);
    const change = {
      ...{ rowsDone: batch.rowsDone + rows.length, heartbeatAt: deps.clock.now() },
      ...{ imported: batch.imported + gain.imported, updated: batch.updated + gain.updated },
      ...{ duplicates: batch.duplicates + gain.duplicates, rejected: batch.rejected + gain.rejected },
      enrolled: batch.enrolled + gain.enrolled,
    };
    if (await deps.store.advance(tx, batch.id, batch.rowsDone, change)) return { ...batch, ...change };
    throw conflict({
      code: 'import-taken-over',
      message: 'Somebody else goes on with this import. Reload the page to follow it.',
    });
  });
}
