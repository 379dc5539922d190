import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repositoryRoot } from '../repository-root.ts';
import { freePort } from './free-port.ts';
import type { AicmoRun } from './run-aicmo.ts';
import { runAicmo } from './run-aicmo.ts';

const startMs = 30_000;
const stopMs = 10_000;

/** A served operator with a house of its own. */
export interface RunningOperator {
  readonly url: string;
  /** Its AICMO_HOME, removed by {@link stop}. */
  readonly home: string;
  /** Runs the command line on the same database. */
  aicmo(...words: readonly string[]): Promise<AicmoRun>;
  /** What the server has printed so far. */
  output(): string;
  /** Stops it as Ctrl-C does and gives its exit status. */
  stop(): Promise<number>;
}

export interface OperatorOptions {
  /** Shows demonstration data: AICMO_DEMO=1. */
  readonly demo?: boolean;
  /** Fills the database with the demonstration's story; as `demo` by default. */
  readonly seed?: boolean;
  /** Leaves the database without its tables. */
  readonly withoutSchema?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** A module that the server alone loads first: it damages what it is to be damaged by. */
  readonly damagedBy?: string;
}

/** Starts the production server on a free loopback port, with a fresh, bootstrapped database in a temporary folder. */
export async function startOperator(options: OperatorOptions = {}): Promise<RunningOperator> {
  if (!existsSync(path.join(repositoryRoot, 'apps/operator/dist/index.html'))) {
    throw new Error('The operator is not built. Type: npx nx build operator');
  }
  const home = await mkdtemp(path.join(tmpdir(), 'aicmo-e2e-'));
  const port = await freePort();
  const env = environment(home, port, options);
  try {
    await prepare(env, options);
    const damage: Record<string, string> =
      options.damagedBy === undefined ? {} : { NODE_OPTIONS: `--import=${options.damagedBy}` };
    return await serve({ ...env, ...damage }, home, `http://127.0.0.1:${port}`);
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    throw error;
  }
}

function environment(home: string, port: number, options: OperatorOptions): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    TZ: 'UTC',
    NODE_ENV: 'production',
    AICMO_HOME: home,
    AICMO_OPERATOR_PORT: String(port),
    ...(options.demo === true ? { AICMO_DEMO: '1' } : {}),
    ...options.env,
  };
}

async function prepare(env: Readonly<Record<string, string>>, options: OperatorOptions): Promise<void> {
  const steps = [
    ...(options.withoutSchema === true ? [] : [['db', 'bootstrap']]),
    ...((options.seed ?? options.demo) === true ? [['demo', 'seed']] : []),
  ];
  for (const words of steps) {
    const run = await runAicmo(words, env);
    if (run.status !== 0) throw new Error(`aicmo ${words.join(' ')} failed:\n${run.stdout}${run.stderr}`);
  }
}

async function serve(env: Readonly<Record<string, string>>, home: string, url: string): Promise<RunningOperator> {
  const server = spawn(process.execPath, [path.join(repositoryRoot, 'apps/operator/main.mjs')], { cwd: home, env });
  let printed = '';
  const keep = (chunk: Buffer): void => void (printed += chunk.toString());
  server.stdout.on('data', keep);
  server.stderr.on('data', keep);
  const stop = async (): Promise<number> => {
    const status = await end(server);
    await rm(home, { recursive: true, force: true });
    return status;
  };
  try {
    await answering(server, () => printed.includes(url));
  } catch (error) {
    await stop();
    throw new Error(`The operator did not start:\n${printed}`, { cause: error });
  }
  return { url, home, stop, output: () => printed, aicmo: (...words) => runAicmo(words, env) };
}

function answering(server: ChildProcess, isUp: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no address printed in ${startMs / 1000} s`)), startMs);
    const settle = (): void => {
      if (!isUp()) return;
      clearTimeout(timer);
      resolve();
    };
    server.stdout?.on('data', settle);
    server.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`it ended with ${code}`));
    });
  });
}

function end(server: ChildProcess): Promise<number> {
  if (server.exitCode !== null) return Promise.resolve(server.exitCode);
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.kill('SIGKILL'), stopMs);
    server.once('exit', (code) => {
      clearTimeout(timer);
      resolve(code ?? 1);
    });
    server.kill('SIGINT');
  });
}
