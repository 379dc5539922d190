import { createDatabaseWorker, type Database, type DatabaseWorker } from '@aicmo/core-db';
import { conflict, epochMs, minuteMs, newId, notFound, parseInstant, toAppError, type Clock } from '@aicmo/core-kernel';
import { setImmediate as breathe } from 'node:timers/promises';
import * as z from 'zod/mini';
import { MatchRun, type MatchScope } from '../../contract/match.ts';
import type { MatchRunRow } from '../db/match-tables.ts';
import type { matchJobs } from './match-jobs.program.ts';
import type { MatchStore } from './match-store.ts';
import type { MatchProgress, MatchSearch, MatchSearchResult } from './search-matches.ts';

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

interface Running {
  row: MatchRunRow;
  isOver: boolean;
  changed: PromiseWithResolvers<void>;
  readonly stop: AbortController;
  done: Promise<void>;
}

/** A search whose step is older was interrupted. */
const interruptedAfterMs = 2 * minuteMs;

/** Builds the service of searches. */
export function createMatchRuns(deps: Deps): MatchRuns {
  const { db, clock, store } = deps;
  const here = new Map<string, Running>();
  let worker: DatabaseWorker<typeof matchJobs> | undefined;
  const isStale = (row: MatchRunRow): boolean =>
    !here.has(row.id) && epochMs(clock.now()) - epochMs(parseInstant(row.heartbeatAt)) > interruptedAfterMs;
  const told = ({ heartbeatAt, uptoId: _upto, ...row }: MatchRunRow): MatchRun => {
    const isLost = row.status === 'RUNNING' && isStale({ heartbeatAt, uptoId: '', ...row });
    return z.parse(MatchRun, { ...row, status: isLost ? 'INTERRUPTED' : row.status });
  };
  const find = async (runId: string): Promise<MatchRunRow> => {
    const row = here.get(runId)?.row ?? (await store.findRun(runId));
    if (row) return row;
    throw notFound({ code: 'match-run-unknown', message: 'There is no such search any more. Reload the page.' });
  };
  const work = async (search: MatchSearch, running: Running): Promise<MatchSearchResult> => {
    const tell = (progress: MatchProgress) => advance(deps, running, progress);
    if (deps.databaseUrl === undefined) {
      const progress = async (step: MatchProgress): Promise<void> => {
        running.stop.signal.throwIfAborted();
        tell(step);
        await breathe();
      };
      // The tables of all scripts are large: loaded for the search, not with the console.
      const { searchMatches } = await import('./search-matches.ts');
      return searchMatches({ db, clock, progress }, search);
    }
    const program = new URL('./match-jobs.program.ts', import.meta.url);
    worker ??= createDatabaseWorker<typeof matchJobs>({ url: deps.databaseUrl, program });
    const onProgress = (step: unknown): void => tell(step as MatchProgress); // told by searchMatches in the thread
    return worker.run('search', search, { signal: running.stop.signal, onProgress });
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
      const search: MatchSearch = {
        clientId,
        scope: last ? 'NEW' : 'ALL',
        afterId: last ? await idBefore(store, last) : '',
      };
      const row = newRun(search, by, clock);
      await db.transaction((tx) => store.insertRun(tx, row));
      const each: Running = {
        ...{ row, isOver: false, changed: Promise.withResolvers<void>(), stop: new AbortController() },
        done: Promise.resolve(),
      };
      here.set(row.id, each);
      each.done = follow(deps, each, work(search, each)).finally(() => here.delete(row.id));
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
    list: async (limit = 20) => (await store.runs(limit)).map((row) => told(here.get(row.id)?.row ?? row)),
    finished: async (runId) => {
      const running = here.get(runId);
      await running?.done;
      return told(running?.row ?? (await find(runId)));
    },
    watch: async function* (runId, signal) {
      const running = here.get(runId);
      if (!running) return yield told(await find(runId));
      while (!signal?.aborted) {
        const { changed, isOver, row } = running;
        yield told(row);
        if (isOver) return;
        await Promise.race([changed.promise, ...(signal ? [aborted(signal)] : [])]);
      }
    },
    cancel: async (runId) => {
      here.get(runId)?.stop.abort();
      return service.finished(runId);
    },
    stop: async () => {
      for (const running of here.values()) running.stop.abort();
      await Promise.all([...here.values()].map(({ done }) => done));
      await worker?.close();
    },
  };
  return service;
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

function tellWatchers(running: Running, row: MatchRunRow, isOver = false): void {
  const { changed } = running;
  Object.assign(running, { row, isOver, changed: Promise.withResolvers<void>() });
  changed.resolve();
}

function advance({ clock }: Deps, running: Running, { share, leads }: MatchProgress): void {
  tellWatchers(running, { ...running.row, share, leads, heartbeatAt: clock.now() });
}

/** Keeps what became of a search; its failure ends it and is kept in it. */
async function follow({ db, clock, store }: Deps, running: Running, work: Promise<MatchSearchResult>): Promise<void> {
  const end = async (change: Partial<MatchRunRow>): Promise<void> => {
    const ended = {
      ...change,
      leads: change.leads ?? running.row.leads,
      endedAt: clock.now(),
      heartbeatAt: clock.now(),
    };
    await db.transaction((tx) => store.updateRun(tx, running.row.id, ended));
    tellWatchers(running, { ...running.row, ...ended }, true);
  };
  try {
    await end({ ...(await work), status: 'COMPLETED', share: 1 });
  } catch (error) {
    if (running.stop.signal.aborted) await end({ status: 'CANCELLED', error: 'Stopped by a person.' });
    else await end({ status: 'FAILED', error: toAppError(error).message });
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
