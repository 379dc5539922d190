import { notFound } from '@aicmo/core-kernel';
import type {
  ImportBatch,
  ImportPreview,
  ImportUndoPlan,
  ListLook,
  MergeConflict,
  RejectedRow,
} from '../../contract/lead-import.ts';
import type { CampaignService } from '../campaigns/campaign-service.ts';
import type { ClientService } from '../clients/client-service.ts';
import type { ImportBatchRow } from '../db/cam-tables.ts';
import { lookAtList } from './files/look-at-list.ts';
import { openListFile } from './files/open-list-file.ts';
import { followImport, followUndo } from './follow-import.ts';
import type { ImportHouse } from './import-house.ts';
import type { ImportInput, PreviewInput } from './import-input.ts';
import { assertUndoable, decideRepeat, isInterrupted } from './import-rules.ts';
import { createBackgroundRuns, type BackgroundRuns } from '../background/background-runs.ts';
import { shapeOf } from './import-shape.ts';
import { batchOf } from './import-store.ts';
import type { ImportWorker } from './import-worker.ts';
import { discardMentioning } from './discard-mentioning.ts';
import type { FileBytes, KeptFile, KeptFiles } from './kept-files.ts';
import type { PreviewTask } from './preview-import.ts';
import { locateFile, openBatch, readCampaign, takeUp } from './open-batch.ts';
import { rejectedFile, type RejectedFile } from './files/rejected-file.ts';

export type { ImportInput, PreviewInput } from './import-input.ts';

/** Lists of people that become leads. */
export interface ImportService {
  /** Keeps a file on its way, so that it can be looked at and imported by its key; unused ones go after a week. */
  keep(bytes: FileBytes): Promise<Pick<KeptFile, 'key' | 'sizeBytes'>>;
  /** Looks at the first rows of a file: what it is, and what each column probably is. */
  look(input: PreviewInput): Promise<ListLook>;
  /** Looks at a whole file and writes nothing. Throws what the import itself would throw. */
  preview(input: PreviewInput, signal?: AbortSignal): Promise<ImportPreview>;
  /**
   * Whether an import could begin, before a client or a campaign is made for it: throws what `begin` would throw, and
   * `conflict` (`import-nobody`) when no row would become a lead. Stops at the first row that would.
   */
  check(input: PreviewInput): Promise<void>;
  /**
   * Begins to import and answers at once; the work goes on in a thread of its own where there is one, in transactions of
   * 500 rows (5,000 at full pace). A file whose import stopped half-way is taken up where it stopped, with the mapping
   * and policy it had.
   * Throws `invalid` (`import-…`, what is wrong with file or mapping), `conflict` (`import-same-file` naming the batch,
   * `import-running`) or `not-found`.
   */
  begin(input: ImportInput, by: string): Promise<ImportBatch>;
  /** Goes on with an import that stopped, from the file that is kept. Throws `not-found` (`import-file-gone`), `conflict`. */
  resume(batchId: string): Promise<ImportBatch>;
  /** Goes on with every import and undo whose process is gone: at a start, and now and then. Gives their ids. */
  resumeInterrupted(): Promise<readonly string[]>;
  /** The batch once its work has ended here, whether well (COMPLETED) or not (FAILED and CANCELLED, with the error). */
  finished(batchId: string): Promise<ImportBatch>;
  /** The batch now and after each transaction, until it has ended. */
  watch(batchId: string, signal?: AbortSignal): AsyncGenerator<ImportBatch>;
  /** Stops after the transaction that is under way; what is imported stays, and the same file goes on from there. */
  cancel(batchId: string): Promise<ImportBatch>;
  /** What `undo` would do; nothing is changed. Throws as `undo`. */
  planUndo(batchId: string): Promise<ImportUndoPlan>;
  /**
   * Takes an import back and answers at once: leads that it made go, values that it changed go back, whoever was
   * contacted or worked on since stays. The same file may come again afterwards.
   * Throws `conflict` (`import-not-ended`, `import-undone`) or `not-found`.
   */
  undo(batchId: string, by: string): Promise<ImportBatch>;
  /** Throws `not-found` (`import-unknown`). */
  get(batchId: string): Promise<ImportBatch>;
  /** Newest first. */
  list(clientId?: string): Promise<readonly ImportBatch[]>;
  /** Rejected rows by number. */
  rejections(batchId: string, limit?: number): Promise<readonly RejectedRow[]>;
  /** Values that a merge left alone. */
  conflicts(batchId: string, limit?: number): Promise<readonly MergeConflict[]>;
  /** The rejected rows in their file's own format, to correct and import again. */
  rejectedFile(batchId: string): Promise<RejectedFile>;
  /** Removes the file that is kept for an import; it cannot be taken up again then. */
  discardKept(batchId: string): Promise<void>;
  /** Removes the kept files in which a row mentions somebody, but for those in work; gives how many. */
  discardMentioning(isMentioned: (text: string) => boolean): Promise<number>;
  /** Stops what is running and waits for it, before the database is closed; the next start goes on with it. */
  stop(): Promise<void>;
}

/** What the service of imports is built from. */
export interface ImportDeps {
  readonly house: ImportHouse;
  readonly worker: ImportWorker;
  readonly files: KeptFiles;
  readonly clients: ClientService;
  readonly campaigns: CampaignService;
}

const everything = 1_000_000;

/** What the parts of the service share. */
interface Wiring extends ImportDeps {
  readonly runs: BackgroundRuns<ImportBatch>;
  row(batchId: string): Promise<ImportBatchRow>;
  toBatch(row: ImportBatchRow): ImportBatch;
}

/** Builds the service of imports. */
export function createImportService(deps: ImportDeps): ImportService {
  const { clock, batches } = deps.house;
  const runs = createBackgroundRuns<ImportBatch>((batch, error) => ({ ...batch, status: 'FAILED', error }));
  const wiring: Wiring = {
    ...{ ...deps, runs },
    toBatch: (row) => batchOf(row, !runs.has(row.id) && isInterrupted(row, clock.now())),
    row: async (batchId) => {
      const found = await batches.find(batchId);
      if (found) return found;
      throw notFound({ code: 'import-unknown', message: 'There is no such import. Choose one from the list.' });
    },
  };
  return {
    ...{ ...looking(deps), ...reading(wiring), ...running(wiring), ...goingOn(wiring), ...undoing(wiring) },
    stop: async () => {
      await runs.stop();
      await deps.worker.close();
    },
  };
}

type Reading = 'get' | 'list' | 'rejections' | 'conflicts' | 'rejectedFile' | 'discardKept' | 'discardMentioning';

function reading({ house: { batches }, files, runs, row, toBatch }: Wiring): Pick<ImportService, Reading> {
  return {
    get: async (batchId) => toBatch(await row(batchId)),
    list: async (clientId) => (await batches.list(clientId)).map(toBatch),
    rejections: (batchId, limit = 1000) => batches.rejections(batchId, limit),
    conflicts: (batchId, limit = 1000) => batches.conflicts(batchId, limit),
    rejectedFile: async (batchId) => {
      const batch = await row(batchId);
      const { fileName, delimiter } = batch;
      return rejectedFile({ ...shapeOf(batch), fileName, delimiter }, await batches.rejections(batchId, everything));
    },
    discardKept: async (batchId) => files.discard((await row(batchId)).sha256),
    discardMentioning: async (isMentioned) => {
      const inWork = (await batches.unfinished()).filter(({ id }) => runs.has(id));
      return discardMentioning(files, isMentioned, new Set(inWork.map(({ sha256 }) => sha256)));
    },
  };
}

function running(wiring: Wiring): Pick<ImportService, 'keep' | 'begin' | 'finished' | 'watch' | 'cancel'> {
  const { house, files, runs, row, toBatch } = wiring;
  const get = async (batchId: string): Promise<ImportBatch> => toBatch(await row(batchId));
  return {
    keep: async (bytes) => {
      const { key, sizeBytes } = await files.keep(bytes);
      return { key, sizeBytes };
    },
    begin: async (input, by) => {
      const { batch, kept } = await openBatch(wiring, input, by);
      return followImport(wiring, batch, kept, input.pace ?? 'calm');
    },
    finished: async (batchId) => (await runs.finished(batchId)) ?? get(batchId),
    watch: async function* (batchId, signal) {
      if (runs.has(batchId)) yield* runs.watch(batchId, signal);
      else yield await get(batchId);
    },
    cancel: async (batchId) => {
      runs.cancel(batchId);
      const ended = await runs.finished(batchId);
      if (ended) return ended;
      const batch = await row(batchId);
      if (batch.status === 'RUNNING' && isInterrupted(batch, house.clock.now())) {
        const change = { status: 'CANCELLED', error: 'Stopped by a person.', endedAt: house.clock.now() };
        await house.db.transaction((tx) => house.batches.update(tx, batchId, change));
      }
      return get(batchId);
    },
  };
}

function goingOn(wiring: Wiring): Pick<ImportService, 'resume' | 'resumeInterrupted'> {
  const { house, files, runs, row, toBatch } = wiring;
  const resume = async (batchId: string): Promise<ImportBatch> => {
    const batch = await row(batchId);
    if (runs.has(batchId)) return toBatch(batch);
    if (batch.status === 'UNDOING') return followUndo(wiring, batch);
    decideRepeat(batch, house.clock.now());
    const kept = await files.find(batch.sha256);
    return followImport(wiring, await takeUp(house, batch), kept, 'calm');
  };
  return {
    resume,
    resumeInterrupted: async () => {
      const unfinished = await house.batches.unfinished();
      const left = unfinished.filter((each) => !runs.has(each.id) && isInterrupted(each, house.clock.now()));
      await files.sweep(new Set(unfinished.map(({ sha256 }) => sha256)));
      const taken: string[] = [];
      for (const batch of left) {
        if (batch.status !== 'UNDOING' && !(await files.has(batch.sha256))) continue;
        await resume(batch.id);
        taken.push(batch.id);
      }
      return taken;
    },
  };
}

function undoing(wiring: Wiring): Pick<ImportService, 'planUndo' | 'undo'> {
  const { worker, row, toBatch } = wiring;
  return {
    planUndo: async (batchId) => {
      assertUndoable(toBatch(await row(batchId)));
      return worker.planUndo({ batchId, by: '' });
    },
    undo: async (batchId, by) => {
      const batch = await row(batchId);
      assertUndoable(toBatch(batch));
      return followUndo(wiring, batch, by);
    },
  };
}

/** Looking at a file: it is kept as long as it is looked at, or longer when somebody keeps it by its key. */
function looking(deps: ImportDeps): Pick<ImportService, 'look' | 'preview' | 'check'> {
  const { worker, files } = deps;
  const withTask = async <Result>(
    input: PreviewInput,
    look: (task: PreviewTask) => Promise<Result>,
  ): Promise<Result> => {
    await readCampaign(deps, input);
    const kept = await locateFile(files, input);
    const { clientId, campaignId, fileName, sheet, headerRow, mapping } = input;
    const task = { path: kept.path, sha256: kept.key, clientId, campaignId, fileName, sheet, headerRow };
    try {
      const known = await deps.house.batches.findByHash(clientId ?? '', kept.key);
      if (known) decideRepeat(known, deps.house.clock.now());
      return await look({ ...task, ...(mapping && { mapping }) });
    } finally {
      if (!('kept' in input)) await discardUnneeded(deps, kept.key);
    }
  };
  return {
    look: (input) => withTask(input, (task) => lookAt(deps.house, task)),
    preview: (input, signal) => withTask(input, (task) => worker.preview(task, signal)),
    check: (input) => withTask(input, (task) => worker.check(task)),
  };
}

async function lookAt({ shapes }: ImportHouse, { path, sheet, clientId }: PreviewTask): Promise<ListLook> {
  const list = await openListFile({ path }, sheet === undefined ? {} : { sheet });
  try {
    return lookAtList(list, await shapes.recall(clientId, list));
  } finally {
    await list.close();
  }
}

/** A file that an import still works on, or could go on from, stays. */
async function discardUnneeded({ house, files }: ImportDeps, key: string): Promise<void> {
  if (!(await house.batches.isNeeded(key))) await files.discard(key);
}
