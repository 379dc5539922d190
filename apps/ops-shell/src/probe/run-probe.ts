import { spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import path from 'node:path';
import { printable, type Redactor } from '@aicmo/core-server';

/** What a check's own process answered, or how it failed to. */
export type ProbeAnswer =
  | { readonly ok: true; readonly value: unknown; readonly ms: number }
  | {
      readonly ok: false;
      readonly why: 'crashed' | 'timeout' | 'flooded';
      readonly detail: string;
      readonly ms: number;
    };

export interface ProbeRequest {
  readonly task: string;
  /** Given as JSON on standard input: never in the arguments, which every user of the machine can read. */
  readonly input?: unknown;
  /** 10 s by default. */
  readonly timeoutMs?: number;
  /** It changes something: when the shell is told to stop, it is let come to its end. False by default. */
  readonly isAct?: boolean;
}

/** Runs one task in a fresh process: a library that throws, hangs, exits or crashes natively is an answer, not our end. */
export type RunProbe = (request: ProbeRequest) => Promise<ProbeAnswer>;

/** The runner of a shell, with a way to its end. */
export interface ProbeRunner extends RunProbe {
  /** Ends every process that only looks. */
  end(): void;
}

export interface ProbeDeps {
  readonly environment: Readonly<Record<string, string>>;
  readonly repositoryFolder: string;
  readonly redactor: Redactor;
  /** How many processes at once; 4 by default. */
  readonly atOnce?: number;
}

/** Before the answer on standard output; everything else there is noise of the library. */
export const answerMark = '\u001eAICMO ';
const program = path.join(import.meta.dirname, 'probe-main.ts');
const mostBytes = 512_000;

/** The runner that all checks of the shell share, so that a hundred clicks are still a few processes. */
export function createProbeRunner(deps: ProbeDeps): ProbeRunner {
  const waiting: (() => void)[] = [];
  const looking = new Set<ChildProcess>();
  let running = 0;
  const enter = async () => {
    if (running >= (deps.atOnce ?? 4)) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
  };
  const run = async (request: ProbeRequest) => {
    await enter();
    try {
      const child = startProcess(request, deps);
      if (request.isAct !== true) looking.add(child);
      return await answerFrom(child, request, deps).finally(() => looking.delete(child));
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
  return Object.assign(run, {
    end: () => {
      for (const child of looking) endGroup(child);
    },
  });
}

/** No shell, nothing of ours in its arguments, a group of its own: what it starts ends with it. */
function startProcess({ task, input }: ProbeRequest, deps: ProbeDeps): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, ['--no-warnings', program, task], {
    cwd: deps.repositoryFolder,
    // Reading TypeScript is half of what such a process does; the cache lies with the packages and may be missing.
    env: { NODE_COMPILE_CACHE: path.join(deps.repositoryFolder, 'node_modules/.cache/compiled'), ...deps.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  child.stdin.on('error', () => undefined); // it may have died before it read
  child.stdin.end(JSON.stringify(input ?? null));
  return child;
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The whole group has ended by itself.
    return;
  }
}

function answerFrom(
  child: ChildProcessWithoutNullStreams,
  { timeoutMs = 10_000 }: ProbeRequest,
  deps: ProbeDeps,
): Promise<ProbeAnswer> {
  const started = performance.now();
  const seen = { out: '', err: '', bytes: 0, stopped: undefined as Stopped | undefined };
  const stop = (why: Stopped) => {
    seen.stopped ??= why;
    endGroup(child);
  };
  const keep = (stream: 'out' | 'err') => (chunk: Buffer) => {
    seen.bytes += chunk.length;
    if (seen.bytes > mostBytes) return stop('flood');
    seen[stream] += chunk.toString();
    // An answer is an answer, even when the library keeps the process alive behind it.
    if (stream === 'out' && seen.out.includes('\n', seen.out.lastIndexOf(answerMark)) && seen.out.includes(answerMark))
      endGroup(child);
  };
  child.stdout.on('data', keep('out'));
  child.stderr.on('data', keep('err'));
  return new Promise((resolve) => {
    const limit = setTimeout(() => stop('late'), timeoutMs);
    const end = (how: string) => {
      clearTimeout(limit);
      endGroup(child); // what it started and left behind
      resolve(answerOf({ ...seen, how, timeoutMs }, Math.round(performance.now() - started), deps.redactor));
    };
    child.on('error', (error) => {
      end(error.message);
    });
    child.on('close', (code, signal) => {
      end(signal === null ? `exit status ${String(code)}` : `signal ${signal}`);
    });
  });
}

type Stopped = 'late' | 'flood';

interface Ended {
  readonly out: string;
  readonly err: string;
  readonly how: string;
  readonly stopped: Stopped | undefined;
  readonly timeoutMs: number;
}

function answerOf(ended: Ended, ms: number, redactor: Redactor): ProbeAnswer {
  const line = ended.out.split('\n').find((candidate) => candidate.startsWith(answerMark));
  const value = line === undefined ? undefined : parse(line.slice(answerMark.length));
  if (value !== undefined) return { ok: true, value: redactor.facts(value), ms };
  const why = ended.stopped === 'late' ? 'timeout' : ended.stopped === 'flood' ? 'flooded' : 'crashed';
  return { ok: false, why, detail: detailOf(ended, redactor), ms };
}

function detailOf({ stopped, timeoutMs, how, err }: Ended, redactor: Redactor): string {
  if (stopped === 'late') return `It did not answer within ${String(timeoutMs / 1000)} s.`;
  if (stopped === 'flood') return `It wrote more than ${String(mostBytes / 1000)} kB without an answer and was ended.`;
  return `It ended with ${how} and no answer. ${printable(redactor.text(lastWords(err)))}`.trim();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A cut line is no answer.
    return undefined;
  }
}

/** The line of an uncaught error, without terminal colours and stack. */
function lastWords(err: string): string {
  const lines = err.split('\n').map((line) => line.trim());
  return (lines.find((line) => /^[A-Za-z]*Error\b/.test(line)) ?? lines.find((line) => line !== '') ?? '').slice(
    0,
    300,
  );
}
