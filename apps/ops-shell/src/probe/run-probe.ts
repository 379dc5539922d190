import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Redactor } from '@aicmo/core-server';

/** What a check's own process answered, or how it failed to. */
export type ProbeAnswer =
  | { readonly ok: true; readonly value: unknown; readonly ms: number }
  | { readonly ok: false; readonly why: 'crashed' | 'timeout'; readonly detail: string; readonly ms: number };

export interface ProbeRequest {
  readonly task: string;
  /** Given as JSON on standard input: never in the arguments, which every user of the machine can read. */
  readonly input?: unknown;
  /** 10 s by default. */
  readonly timeoutMs?: number;
}

/** Runs one task in a fresh process: a library that throws, hangs, exits or crashes natively is an answer, not our end. */
export type RunProbe = (request: ProbeRequest) => Promise<ProbeAnswer>;

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
export function createProbeRunner(deps: ProbeDeps): RunProbe {
  const waiting: (() => void)[] = [];
  let running = 0;
  const enter = async () => {
    if (running >= (deps.atOnce ?? 4)) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
  };
  return async (request) => {
    await enter();
    try {
      return await runOne(request, deps);
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}

function runOne({ task, input, timeoutMs = 10_000 }: ProbeRequest, deps: ProbeDeps): Promise<ProbeAnswer> {
  const started = performance.now();
  const child = spawn(process.execPath, ['--no-warnings', program, task], {
    cwd: deps.repositoryFolder,
    // Reading TypeScript is half of what such a process does; the cache lies with the packages and may be missing.
    env: { NODE_COMPILE_CACHE: path.join(deps.repositoryFolder, 'node_modules/.cache/compiled'), ...deps.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => undefined); // it may have died before it read
  child.stdin.end(JSON.stringify(input ?? null));
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    if (out.length < mostBytes) out += chunk.toString();
    // An answer is an answer, even when the library keeps the process alive behind it.
    if (out.includes('\n', out.lastIndexOf(answerMark)) && out.includes(answerMark)) child.kill('SIGKILL');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    if (err.length < mostBytes) err += chunk.toString();
  });
  return new Promise((resolve) => {
    let late = false;
    const limit = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, timeoutMs);
    const end = (how: string) => {
      clearTimeout(limit);
      resolve(answerOf({ out, err, how, late, timeoutMs }, Math.round(performance.now() - started), deps.redactor));
    };
    child.on('error', (error) => {
      end(error.message);
    });
    child.on('close', (code, signal) => {
      end(signal === null ? `exit status ${String(code)}` : `signal ${signal}`);
    });
  });
}

interface Ended {
  readonly out: string;
  readonly err: string;
  readonly how: string;
  readonly late: boolean;
  readonly timeoutMs: number;
}

function answerOf({ out, err, how, late, timeoutMs }: Ended, ms: number, redactor: Redactor): ProbeAnswer {
  const line = out.split('\n').find((candidate) => candidate.startsWith(answerMark));
  const value = line === undefined ? undefined : parse(line.slice(answerMark.length));
  if (value !== undefined) return { ok: true, value: redactor.facts(value), ms };
  const detail = late
    ? `It did not answer within ${String(timeoutMs / 1000)} s.`
    : `It ended with ${how} and no answer. ${redactor.text(lastWords(err))}`.trim();
  return { ok: false, why: late ? 'timeout' : 'crashed', detail, ms };
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
