import { spawn } from 'node:child_process';
import { mkdtemp, readFile, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { internal } from '@aicmo/core-kernel';
import { freshDatabaseUrl, type Undo } from '../../testing/fresh-database-url.ts';
import type { FaultSeen } from './fault-seen.ts';

/** Where one row of the fault matrix is made: a folder of its own, real servers and real other processes. */
export interface FaultPlace {
  /** Removed after the test; only its owner may enter it until a row changes that. */
  readonly folder: string;
  /** A path in the folder. */
  file(name?: string): string;
  /** The URL of such a file. */
  url(name?: string): string;
  /** The URL of an empty PostgreSQL database of its own. */
  postgres(): Promise<string>;
  /** Runs after the test, in reverse order; also when the test fails. */
  readonly undo: Undo;
  /**
   * Runs a script (CommonJS, may require('better-sqlite3') and require('pg')) in a process of its own, and resolves when it has printed "ready". The process
   * is killed after the test, or by `kill`.
   */
  otherProcess(script: string, args?: readonly string[]): Promise<{ readonly pid: number; kill(): Promise<void> }>;
  /** What core-db's checks see when the unprivileged user nobody runs them; as ourselves when we are not root. */
  seeAsNobody(url: string, sentinel?: string): Promise<FaultSeen>;
  /** Ends the row as one that cannot be made here. */
  cannotMake(why: string): never;
}

const packageFolder = path.resolve(import.meta.dirname, '../../..');
const program = path.join(import.meta.dirname, 'see-as-nobody.program.ts');

/** A place for one row; `undo` takes it away again. */
export async function makeFaultPlace(undo: Undo): Promise<FaultPlace> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'aicmo-fault-')));
  undo(() => rm(folder, { recursive: true, force: true }));
  const file = (name = 'a.db') => path.join(folder, name);
  return {
    folder,
    file,
    url: (name) => `sqlite:${file(name)}`,
    postgres: () => freshDatabaseUrl('postgres', undo),
    undo,
    otherProcess: (script, args = []) => startOther(script, args, undo),
    seeAsNobody,
    cannotMake,
  };
}

/** The code of the error by which a row says that it cannot be made here. */
export const notMadeCode = 'fault-not-made';

function cannotMake(why: string): never {
  throw internal({ code: notMadeCode, message: why });
}

async function startOther(script: string, args: readonly string[], undo: Undo) {
  const child = spawn(process.execPath, ['--no-warnings', '-e', script, ...args], {
    cwd: packageFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  undo(kill);
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      if ((said += String(chunk)).includes('ready')) resolve();
    });
    child.once('error', reject);
    child.once('close', () => reject(new Error(`The other process ended before it was ready: ${said}`)));
  });
  return { pid: child.pid ?? 0, kill };
}

async function seeAsNobody(url: string, sentinel?: string): Promise<FaultSeen> {
  const child = spawn(process.execPath, ['--no-warnings', program], {
    cwd: '/',
    env: {},
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(await unprivileged()),
  });
  child.stdin.end(JSON.stringify({ url, sentinel }));
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  const status = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (status !== 0) throw new Error(`The checks ended with status ${String(status)}: ${err}`);
  return JSON.parse(out) as FaultSeen; // our own program's answer, one line above its print
}

async function unprivileged(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const line = /^nobody:[^:]*:(\d+):(\d+):/m.exec(await readFile('/etc/passwd', 'utf8'));
  if (!line) return cannotMake('the tests run as root and there is no user nobody');
  for (let folder = program; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    if (((await stat(path.dirname(folder))).mode & 0o001) === 0)
      return cannotMake(`the user nobody cannot enter ${path.dirname(folder)}, where the code is`);
  }
  return { uid: Number(line[1]), gid: Number(line[2]) };
}
