import type { Database, Tx } from '@aicmo/core-db';
import { conflict, newId, notFound, toAppError, type Clock } from '@aicmo/core-kernel';
import { setImmediate as breathe } from 'node:timers/promises';
import type { LeadRun, LeadRunKind } from '../../contract/lead-run.ts';
import type { LeadRunRow } from '../db/scoring-tables.ts';
import type { LeadRunStore } from './lead-run-store.ts';
import { isStale, refuseSecondRun, runOf } from './lead-run-rules.ts';
import { createBackgroundRuns } from '../background/background-runs.ts';

/**
 * Leads of one transaction: while the console is open, none may last long (EFFECTS, "transactions"). Where nobody waits,
 * fewer and longer ones write each page of an index less often.
 */
const leadsPerTransaction = { calm: 500, full: 5000 } as const;

/** What one transaction added. */
export interface PassGain {
  readonly changed: number;
  readonly counts?: Readonly<Record<string, number>>;
}

/**
 * What is done with each 500 leads: first whatever needs no transaction (reading, asking outside), then the writing,
 * which moves on together with the pass's own counters.
 */
export type LeadPass = (
  ids: readonly string[],
  signal: AbortSignal,
  runId: string,
) => Promise<(tx: Tx) => Promise<PassGain>>;

/** A pass that is asked for. */
export interface NewLeadRun {
  readonly kind: LeadRunKind;
  readonly clientId: string;
  /** Null: all leads of the client. */
  readonly campaignId: string | null;
  /** In words for the operator. */
  readonly why: string;
  /** Only these leads; default: all that the client or campaign has. */
  readonly leadIds?: readonly string[];
  /** `full` where nobody works beside it: the command line. Default `calm`. */
  readonly pace?: 'calm' | 'full';
}

/** Passes over many leads: in the background, with progress, and each batch whole or not at all. */
export interface LeadRuns {
  /** Begins and answers at once. Throws `conflict` (`lead-run-running`). */
  start(run: NewLeadRun, pass: LeadPass, by: string, ended?: EndOfRun): Promise<LeadRun>;
  /** Goes on with one that stopped before its end. Throws `not-found` (`lead-run-unknown`) or `conflict` (`lead-run-over`). */
  goOn(runId: string, pass: LeadPass, ended?: EndOfRun): Promise<LeadRun>;
  /** Throws `not-found` (`lead-run-unknown`). */
  get(runId: string): Promise<LeadRun>;
  /** Newest first; 20 by default. */
  list(clientId: string, kind?: LeadRunKind, limit?: number): Promise<readonly LeadRun[]>;
  /** The pass once it has ended here. */
  finished(runId: string): Promise<LeadRun>;
  /** Now and after each transaction, until it has ended. */
  watch(runId: string, signal?: AbortSignal): AsyncGenerator<LeadRun>;
  /** Stops after the transaction that is under way; what is done stays. */
  stop(runId: string): Promise<LeadRun>;
  /** Passes of a kind that ended with the program, newest first: for who takes them up at the next start. */
  cutShort(kind: LeadRunKind): Promise<readonly LeadRun[]>;
  /** Stops all and waits for them: before the database is closed. */
  stopAll(): Promise<void>;
}

/** Told inside the transaction that ends a pass well. */
export type EndOfRun = (tx: Tx, run: LeadRun) => Promise<void>;

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: LeadRunStore;
}

/** Builds the service of passes over many leads. */
export function createLeadRuns(deps: Deps): LeadRuns {
  const { db, clock, store } = deps;
  const here = createBackgroundRuns<LeadRun>((run, error) => ({ ...run, status: 'FAILED', error }));
  const told = (row: LeadRunRow): LeadRun => runOf(row, clock.now(), here.has(row.id));
  const find = async (runId: string): Promise<LeadRunRow> => {
    const row = await store.find(runId);
    if (row) return row;
    throw notFound({ code: 'lead-run-unknown', message: 'There is no such pass over the leads. Reload the page.' });
  };
  const whyStopped = (): string => (here.isStopping() ? cutShort : 'Stopped by a person.');
  const launch = (launched: Work): LeadRun =>
    here.start(runOf(launched.row, clock.now(), true), (tell, signal) => work(deps, launched, tell, signal)).first;
  return {
    start: async ({ leadIds, pace = 'calm', ...run }, pass, by, ended) => {
      const ids = leadIds ? [...leadIds].sort() : await store.leadIds(run.clientId, run.campaignId);
      const row = newRun(run, ids.length, by, clock);
      await db.transaction(async (tx) => {
        const running = await store.running(run.kind, run.clientId, tx);
        refuseSecondRun(running, clock.now());
        for (const { id } of running) await store.update(tx, id, interrupted(clock));
        await store.insert(tx, row);
      });
      return launch({ row, ids, pass, ended, whyStopped, atOnce: leadsPerTransaction[pace] });
    },
    goOn: async (runId, pass, ended) => {
      const row = await find(runId);
      if (row.status === 'COMPLETED' || here.has(runId) || (row.status === 'RUNNING' && !isStale(row, clock.now())))
        throw conflict({ code: 'lead-run-over', message: 'There is nothing left to go on with. Reload the page.' });
      const ids = await store.leadIds(row.clientId, row.campaignId);
      const again = { status: 'RUNNING', error: '', endedAt: null, heartbeatAt: clock.now() };
      await db.transaction((tx) => store.update(tx, runId, again));
      const left = ids.filter((id) => id > row.afterId);
      return launch({
        row: { ...row, ...again },
        ids: left,
        pass,
        ended,
        whyStopped,
        atOnce: leadsPerTransaction.calm,
      });
    },
    get: async (runId) => told(await find(runId)),
    list: async (clientId, kind, limit = 20) => (await store.list(clientId, kind, limit)).map(told),
    finished: async (runId) => (await here.finished(runId)) ?? told(await find(runId)),
    watch: async function* (runId, signal) {
      if (here.has(runId)) yield* here.watch(runId, signal);
      else yield told(await find(runId));
    },
    stop: async (runId) => {
      here.cancel(runId);
      return (await here.finished(runId)) ?? told(await find(runId));
    },
    cutShort: async (kind) => {
      const rows = await store.unfinished(kind, cutShort);
      return rows
        .filter((row) => !here.has(row.id) && (row.status === 'STOPPED' || isStale(row, clock.now())))
        .map(told);
    },
    stopAll: () => here.stop(),
  };
}

/** Why a pass stopped that nobody stopped. */
const cutShort = 'The program ended meanwhile.';

const interrupted = (clock: Clock) => ({ status: 'STOPPED', error: cutShort, endedAt: clock.now() });

function newRun(run: Omit<NewLeadRun, 'leadIds' | 'pace'>, total: number, by: string, clock: Clock): LeadRunRow {
  const now = clock.now();
  return {
    ...{ id: newId(clock), ...run, status: 'RUNNING', total, done: 0, changed: 0, counts: '{}', afterId: '' },
    ...{ error: '', startedBy: by, startedAt: now, heartbeatAt: now, endedAt: null },
  };
}

interface Work {
  readonly row: LeadRunRow;
  readonly ids: readonly string[];
  readonly pass: LeadPass;
  readonly ended: EndOfRun | undefined;
  /** Leads of one transaction. */
  readonly atOnce: number;
  readonly whyStopped: () => string;
}

/** Works through the leads; each transaction moves the counters with the rows, so nothing counts twice. */
async function work(
  deps: Deps,
  { row: first, ids, pass, ended, atOnce, whyStopped }: Work,
  tell: (run: LeadRun) => void,
  signal: AbortSignal,
): Promise<LeadRun> {
  const { db, clock, store } = deps;
  let row = first;
  const end = async (status: 'COMPLETED' | 'STOPPED' | 'FAILED', error = ''): Promise<LeadRun> => {
    row = { ...row, status, error, endedAt: clock.now() };
    const run = runOf(row, clock.now(), true);
    await db.transaction(async (tx) => {
      await store.update(tx, row.id, { status, error, endedAt: row.endedAt });
      if (status === 'COMPLETED') await ended?.(tx, run);
    });
    return run;
  };
  try {
    for (let from = 0; from < ids.length; from += atOnce) {
      if (signal.aborted) return await end('STOPPED', whyStopped());
      const batch = ids.slice(from, from + atOnce);
      const write = await pass(batch, signal, row.id);
      if (signal.aborted) return await end('STOPPED', whyStopped());
      row = await advance(deps, row, batch, write);
      tell(runOf(row, clock.now(), true));
      await breathe();
    }
    return await end('COMPLETED');
  } catch (error) {
    const { code, message } = toAppError(error);
    // Whoever took it over goes on counting: its row is no longer ours to write.
    if (code === 'lead-run-taken-over') return { ...runOf(row, clock.now(), true), status: 'FAILED', error: message };
    return end('FAILED', message);
  }
}

async function advance(
  { db, clock, store }: Deps,
  row: LeadRunRow,
  ids: readonly string[],
  write: (tx: Tx) => Promise<PassGain>,
): Promise<LeadRunRow> {
  return db.transaction(async (tx) => {
    const gain = await write(tx);
    const change = {
      ...{ done: row.done + ids.length, changed: row.changed + gain.changed, heartbeatAt: clock.now() },
      ...{ afterId: ids.at(-1) ?? row.afterId, counts: addCounts(row.counts, gain.counts ?? {}) },
    };
    if (await store.advance(tx, row.id, row.afterId, change)) return { ...row, ...change };
    throw conflict({
      code: 'lead-run-taken-over',
      message: 'Somebody else goes on with this pass. Reload the page to follow it.',
    });
  });
}

function addCounts(stored: string, gain: Readonly<Record<string, number>>): string {
  const counts = JSON.parse(stored) as Record<string, number>; // written by this file only
  for (const [name, count] of Object.entries(gain)) counts[name] = (counts[name] ?? 0) + count;
  return JSON.stringify(counts);
}
