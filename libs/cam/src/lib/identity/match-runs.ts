import { createDatabaseWorker, type Database, type DatabaseWorker } from '@aicmo/core-db';
import { conflict, epochMs, minuteMs, newId, notFound, parseInstant, toAppError, type Clock } from '@aicmo/core-kernel';
import { setImmediate as breathe } from 'node:timers/promises';
import * as z from 'zod/mini';
import { createBackgroundRuns } from '../background/background-runs.ts';
import { MatchRun, type MatchScope } from '../../contract/match.ts';
import type { MatchRunRow } from '../db/match-tables.ts';
import type { matchJobs } from './match-jobs.program.ts';
import type { MatchStore } from './match-store.ts';
import type { MatchProgress, MatchSearch } from './search-matches.ts';

/** Searches for leads that may be one person: in the background, with progress. */
export interface MatchRuns {
  /** Begins and answers at once. Throws `conflict` (`match-run-running`). */
  start(search: { readonly clientId: string | null; readonly scope: MatchScope }, by: string): Promise<MatchRun>;
  /** Looks for the people of lists that were imported since the last search; null, and nothing written, without any. */
  startDue(by: string): Promise<MatchRun | null>;
  /** Throws `not-found` (`match-run-unknown`). */
  get(runId: string): Promise<MatchRun>;
  /** Newest first. */
  list(limit?: number): Promise<readonly MatchRun[]>;
  /** The search once it has ended here. */
  finished(runId: string): Promise<MatchRun>;
  /** Now and at each step, until it has ended. */
  watch(runId: string, signal?: AbortSignal): AsyncGenerator<MatchRun>;
  /** What was found until then stays. */
  cancel(runId: string): Promise<MatchRun>;
  /** Cancels what runs and waits for it: before the database is closed. */
  stop(): Promise<void>;
}

interface Deps {
  readonly db: Database;
  readonly databaseUrl?: string | undefined;
  readonly clock: Clock;
  readonly store: MatchStore;
}

/** A search whose step is older was interrupted. */
const interruptedAfterMs = 2 * minuteMs;

/** Builds the service of searches. */
export function createMatchRuns(deps: Deps): MatchRuns {
  const { db, clock, store } = deps;
  const here = createBackgroundRuns<MatchRunRow>((row, error) => ({ ...row, status: 'FAILED', error }));
  const searcher = createSearcher(deps);
  const isStale = (row: MatchRunRow): boolean =>
    !here.has(row.id) && epochMs(clock.now()) - epochMs(parseInstant(row.heartbeatAt)) > interruptedAfterMs;
  const told = (row: MatchRunRow): MatchRun => {
    const { heartbeatAt: _at, uptoId: _upto, ...run } = row;
    return z.parse(MatchRun, { ...run, status: run.status === 'RUNNING' && isStale(row) ? 'INTERRUPTED' : run.status });
  };
  const find = async (runId: string): Promise<MatchRunRow> => {
    const row = await store.findRun(runId);
    if (row) return row;
    throw notFound({ code: 'match-run-unknown', message: 'There is no such search any more. Reload the page.' });
  };
  const service: MatchRuns = {
    start: async ({ clientId, scope }, by) => {
      const running = (await store.runs(20)).find((row) => row.status === 'RUNNING' && !isStale(row));
      if (running)
        throw conflict({
          code: 'match-run-running',
          message: 'A search for people who may be the same is under way. Wait until it ends, or stop it.',
          details: { runId: running.id },
        });
      const last = scope === 'NEW' ? await store.lastFinished(clientId) : undefined;
      const afterId = last ? await idBefore(store, last) : '';
      const search: MatchSearch = { clientId, scope: last ? 'NEW' : 'ALL', afterId };
      const row = newRun(search, by, clock);
      await db.transaction((tx) => store.insertRun(tx, row));
      here.start(row, (tell, signal) => work(deps, { row, search, searcher, tell, signal }));
      return told(row);
    },
    startDue: async (by) => {
      const { newest, isUnderWay } = await store.imports();
      const [last] = await store.runs(1);
      const isRunning = last?.status === 'RUNNING' && !isStale(last);
      if (newest === null || isUnderWay || isRunning || (last && last.startedAt >= newest)) return null;
      return service.start({ clientId: null, scope: 'NEW' }, by);
    },
    get: async (runId) => told(await find(runId)),
    list: async (limit = 20) => (await store.runs(limit)).map(told),
    finished: async (runId) => told((await here.finished(runId)) ?? (await find(runId))),
    watch: async function* (runId, signal) {
      if (!here.has(runId)) return yield told(await find(runId));
      for await (const row of here.watch(runId, signal)) yield told(row);
    },
    cancel: async (runId) => {
      here.cancel(runId);
      return service.finished(runId);
    },
    stop: async () => {
      await here.stop();
      await searcher.close();
    },
  };
  return service;
}

/** Searches in a thread where there can be one, else here, with a turn for others between two steps. */
function createSearcher({ db, databaseUrl, clock }: Deps) {
  let worker: DatabaseWorker<typeof matchJobs> | undefined;
  const inThread = (url: string, search: MatchSearch, tell: (step: MatchProgress) => void, signal: AbortSignal) => {
    const program = new URL('./match-jobs.program.ts', import.meta.url);
    worker ??= createDatabaseWorker<typeof matchJobs>({ url, program });
    const onProgress = (step: unknown): void => tell(step as MatchProgress); // told by searchMatches in the thread
    return worker.run('search', search, { signal, onProgress });
  };
  return {
    run: async (search: MatchSearch, tell: (step: MatchProgress) => void, signal: AbortSignal) => {
      if (databaseUrl !== undefined) return inThread(databaseUrl, search, tell, signal);
      const progress = async (step: MatchProgress): Promise<void> => {
        signal.throwIfAborted();
        tell(step);
        await breathe();
      };
      // The tables of all scripts are large: loaded for the search, not with the console.
      const { searchMatches } = await import('./search-matches.ts');
      return searchMatches({ db, clock, progress }, search);
    },
    close: async () => worker?.close(),
  };
}

interface Work {
  readonly row: MatchRunRow;
  readonly search: MatchSearch;
  readonly searcher: ReturnType<typeof createSearcher>;
  readonly tell: (row: MatchRunRow) => void;
  readonly signal: AbortSignal;
}

/** Keeps what became of a search; its failure ends it and is kept in it. */
async function work({ db, clock, store }: Deps, { row, search, searcher, tell, signal }: Work): Promise<MatchRunRow> {
  let now = row;
  const step = ({ share, leads }: MatchProgress): void => {
    now = { ...now, share, leads, heartbeatAt: clock.now() };
    tell(now);
  };
  const end = async (change: Partial<MatchRunRow>): Promise<MatchRunRow> => {
    const ended = { ...now, ...change, endedAt: clock.now(), heartbeatAt: clock.now() };
    await db.transaction((tx) => store.updateRun(tx, row.id, ended));
    return ended;
  };
  try {
    return await end({ ...(await searcher.run(search, step, signal)), status: 'COMPLETED', share: 1 });
  } catch (error) {
    if (signal.aborted) return end({ status: 'CANCELLED', error: 'Stopped by a person.' });
    return end({ status: 'FAILED', error: toAppError(error).message });
  }
}

/**
 * An id that is smaller than that of every lead which the last search may not have seen. Leads of an import bear the time
 * at which it began, however late their rows are written.
 */
async function idBefore(store: MatchStore, { startedAt }: MatchRunRow): Promise<string> {
  const oldest = (await store.oldestImportSince(startedAt)) ?? startedAt;
  const ms = epochMs(parseInstant(oldest < startedAt ? oldest : startedAt));
  const time = ms.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}`;
}

function newRun({ clientId, scope }: MatchSearch, by: string, clock: Clock): MatchRunRow {
  const now = clock.now();
  return {
    ...{ id: newId(clock), clientId, scope, status: 'RUNNING', share: 0, leads: 0, compared: 0, found: 0, uptoId: '' },
    ...{ error: '', startedBy: by, startedAt: now, heartbeatAt: now, endedAt: null },
  };
}
