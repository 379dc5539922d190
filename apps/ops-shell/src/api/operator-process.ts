import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Clock, Instant } from '@aicmo/core-kernel';
import { printable, type Redactor } from '@aicmo/core-server';

/** The operator that this shell has started. */
export interface OperatorRun {
  readonly isRunning: boolean;
  readonly since: Instant;
  /** How it ended; undefined while it runs. */
  readonly ended: { readonly at: Instant; readonly how: string } | undefined;
  /** The newest lines that it printed, without secrets. */
  readonly lines: readonly string[];
}

/** Starts the operator as `npm start` does, keeps what it prints, and ends it. One at a time. */
export interface OperatorProcess {
  /** Undefined before the first start. */
  latest(): OperatorRun | undefined;
  /** Starts it; one that runs already is left as it is. */
  start(): OperatorRun;
  /** Asks it to end as Ctrl-C does, and ends it after 10 s; resolves when it is gone. */
  stop(): Promise<void>;
}

export interface OperatorProcessDeps {
  /** All that it is given of our variables. */
  readonly environment: Readonly<Record<string, string>>;
  readonly repositoryFolder: string;
  readonly redactor: Redactor;
  readonly clock: Clock;
  /** The program that is run; that of `npm start` by default. */
  readonly program?: string;
}

const keptLines = 200;
const longestLine = 500;
const patienceMs = 10_000;

interface Running {
  readonly child: ChildProcess;
  readonly since: Instant;
  readonly lines: string[];
  readonly gone: Promise<void>;
  ended: OperatorRun['ended'];
}

export function createOperatorProcess(deps: OperatorProcessDeps): OperatorProcess {
  let newest: Running | undefined;
  const shown = ({ since, ended, lines }: Running): OperatorRun => ({
    isRunning: ended === undefined,
    since,
    ended,
    lines: [...lines],
  });
  return {
    latest: () => (newest === undefined ? undefined : shown(newest)),
    start: () => {
      if (newest === undefined || newest.ended !== undefined) newest = startProgram(deps);
      return shown(newest);
    },
    stop: async () => {
      if (newest === undefined || newest.ended !== undefined) return;
      signalGroup(newest.child, 'SIGINT');
      const { child, gone } = newest;
      const limit = setTimeout(() => signalGroup(child, 'SIGKILL'), patienceMs);
      await gone;
      clearTimeout(limit);
    },
  };
}

function startProgram({ environment, repositoryFolder, redactor, clock, program }: OperatorProcessDeps): Running {
  const child = spawn(process.execPath, [program ?? path.join(repositoryFolder, 'tools/scripts/start.mjs')], {
    cwd: repositoryFolder,
    env: { ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a group of its own, so that what it starts ends with it
  });
  const lines: string[] = [];
  const keep = (line: string) => {
    lines.push(printable(redactor.text(line)).slice(0, longestLine));
    if (lines.length > keptLines) lines.shift();
  };
  for (const stream of [child.stdout, child.stderr]) keepLines(stream, keep);
  const { promise: gone, resolve } = Promise.withResolvers<void>();
  const running: Running = { child, since: clock.now(), lines, gone, ended: undefined };
  const end = (how: string) => {
    running.ended ??= { at: clock.now(), how };
    resolve();
  };
  child.on('error', (error) => end(printable(redactor.text(error.message))));
  child.on('close', (code, signal) => {
    signalGroup(child, 'SIGKILL'); // what it started and left behind
    end(signal === null ? `exit status ${String(code)}` : `signal ${signal}`);
  });
  return running;
}

/** Whole lines only; a program that prints one without an end is cut. */
function keepLines(stream: NodeJS.ReadableStream, keep: (line: string) => void): void {
  let rest = '';
  stream.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split(/\r?\n/);
    rest = (parts.pop() ?? '').slice(0, 10_000);
    parts.filter((line) => line.trim() !== '').forEach(keep);
  });
  stream.on('end', () => {
    if (rest.trim() !== '') keep(rest);
  });
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Its whole group has ended already.
  }
}
