import { invalid, type Clock, type Instant, type SentinelReport } from '@aicmo/core-kernel';
import type { CheckEvent, CheckReport, CheckResult } from '../contract/ops.contract.ts';
import { readHistory, writeHistory } from './history-file.ts';
import { afterRun, changedSince, emptyHistory, type History } from './history-rules.ts';
import type { CheckupRun } from './run-checkup.ts';

/** The checks of a house, and the way to ask them. */
export interface Checkup {
  /** Every check, in the order of a report. */
  readonly checks: readonly { readonly id: string; readonly title: string }[];
  run(run: CheckupRun): Promise<readonly SentinelReport[]>;
}

/** The newest run, and the way to a new one. */
export interface CheckupRunner {
  /** Undefined before the first run; while one runs, with `tookMs` null and what is there already. */
  latest(): CheckReport | undefined;
  /** Runs all checks; who asks while they run waits for the same run. */
  run(): Promise<CheckReport>;
  /** Asks one check and what it waits for, and puts its finding in the newest report. Rejects (`check-unknown`) for an id that there is not. */
  runOne(id: string): Promise<CheckReport>;
  /** Since when a check has had its verdict, also over restarts. */
  since(id: string): Instant | undefined;
  /** What happens, from the newest report on, until the signal. */
  watch(signal: AbortSignal): AsyncIterable<CheckEvent>;
  /** Ends a run that is under way. */
  stop(): void;
}

export interface CheckupRunnerDeps {
  readonly checkup: Checkup;
  readonly clock: Clock;
  /** Where the history is kept. It is read at the first run and written at the end of each. */
  readonly historyFile: string;
}

/** Runs the checks, keeps the newest report, and remembers since when each is as it is. */
export function createCheckupRunner({ checkup, clock, historyFile }: CheckupRunnerDeps): CheckupRunner {
  const state: State = { latest: undefined, history: emptyHistory, listeners: new Set() };
  const stop = new AbortController();
  let remembered: Promise<void> | undefined;
  const remember = () =>
    (remembered ??= readHistory(historyFile).then(({ history }) => {
      state.history = history;
    }));
  let running: Promise<CheckReport> | undefined;
  const start = async (): Promise<CheckReport> => {
    const startedAt = clock.now();
    const began = performance.now();
    state.latest = { startedAt, tookMs: null, results: [], worse: [], better: [] };
    await remember();
    tell(state, { kind: 'started', startedAt });
    const reports = await checkup.run({ signal: stop.signal, onReport: (report) => keep(state, report) });
    const tookMs = Math.round(performance.now() - began);
    // A run that was broken off has seen nothing worth remembering.
    if (!stop.signal.aborted) {
      state.history = afterRun(state.history, startedAt, tookMs, reports);
      await writeHistory(historyFile, state.history);
    }
    const results = reports.map((report) => stamped(report, state.history));
    const report = { startedAt, tookMs, results, ...changedSince(state.history) };
    state.latest = { ...report, worse: [...report.worse], better: [...report.better] };
    tell(state, { kind: 'ended', report: state.latest });
    return state.latest;
  };
  const run = (): Promise<CheckReport> =>
    (running ??= start().finally(() => {
      running = undefined;
    }));
  return {
    latest: () => state.latest,
    run,
    runOne: async (id) => {
      refuseUnknown(checkup, id);
      if (running !== undefined || state.latest === undefined) return run();
      await checkup.run({ only: [id], signal: stop.signal, onReport: (report) => keep(state, report) });
      return state.latest;
    },
    since: (id) => state.history.checks[id]?.since,
    watch: (signal) => watch(state, signal),
    stop: () => stop.abort(),
  };
}

interface State {
  latest: CheckReport | undefined;
  history: History;
  readonly listeners: Set<(event: CheckEvent) => void>;
}

const tell = ({ listeners }: State, event: CheckEvent): void => listeners.forEach((listen) => listen(event));

/** Puts a finding in the newest report, in the place of an older one of the same check. */
function keep(state: State, report: SentinelReport): void {
  if (state.latest === undefined) return;
  const result = stamped(report, afterRun(state.history, report.observedAt, 0, [report]));
  const others = state.latest.results;
  const place = others.findIndex(({ id }) => id === report.id);
  state.latest = { ...state.latest, results: place < 0 ? [...others, result] : others.with(place, result) };
  tell(state, { kind: 'finding', result });
}

function stamped(report: SentinelReport, { checks }: History): CheckResult {
  const known = checks[report.id];
  return {
    ...report,
    evidence: report.evidence.map((fact) => ({ ...fact })),
    blockedBy: [...report.blockedBy],
    remedy: report.remedy === null ? null : { text: report.remedy.text, commands: [...report.remedy.commands] },
    since: known?.since ?? null,
    lastPass: known?.lastPass ?? null,
  };
}

function refuseUnknown({ checks }: Checkup, id: string): void {
  if (checks.some((check) => check.id === id)) return;
  throw invalid({
    code: 'check-unknown',
    message: `There is no check "${id.slice(0, 60)}". Type: npx aicmo doctor --list`,
  });
}

/** So many events may wait for a reader who does not read; then nothing more is kept for it. */
const mostWaiting = 500;

/** By hand and not as a generator: one that waits for the next event could not be left before it comes. */
function watch(state: State, signal: AbortSignal): AsyncIterable<CheckEvent> {
  const waiting: CheckEvent[] = [{ kind: 'report', report: state.latest ?? null }];
  let give: ((result: IteratorResult<CheckEvent, undefined>) => void) | undefined;
  let isOver = false;
  const answer = (): void => {
    const next = isOver ? undefined : waiting[0];
    if (give === undefined || (next === undefined && !isOver)) return;
    waiting.shift();
    give(next === undefined ? { done: true, value: undefined } : { done: false, value: next });
    give = undefined;
  };
  const listen = (event: CheckEvent): void => {
    if (waiting.length < mostWaiting) waiting.push(event);
    answer();
  };
  const end = (): void => {
    isOver = true;
    state.listeners.delete(listen);
    signal.removeEventListener('abort', end);
    answer();
  };
  state.listeners.add(listen);
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  const iterator: AsyncIterator<CheckEvent, undefined> = {
    next: () =>
      new Promise((resolve) => {
        give = resolve;
        answer();
      }),
    return: () => {
      end();
      return Promise.resolve({ done: true, value: undefined });
    },
  };
  return { [Symbol.asyncIterator]: () => iterator };
}
