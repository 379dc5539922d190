import { spawn } from 'node:child_process';
import path from 'node:path';

/** A process that a row needs: somebody who holds a lock, a server that is none. */
export interface OtherProcess {
  readonly pid: number;
  /** What it printed after the word "ready". */
  readonly said: string;
  kill(): Promise<void>;
}

/**
 * Runs a script (CommonJS, may require the drivers of core-db) in a process of its own, so that no database is opened
 * in this one, and resolves when it has printed "ready" and a line break. Rejects with what it said when it ends before.
 */
export async function startOther(
  script: string,
  { repositoryFolder, args = [] }: { readonly repositoryFolder: string; readonly args?: readonly string[] },
): Promise<OtherProcess> {
  const child = spawn(process.execPath, ['--no-warnings', '-e', script, ...args], {
    cwd: path.join(repositoryFolder, 'libs/core-db'),
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      if (/ready.*\n/u.test((said += String(chunk)))) resolve();
    });
    child.once('error', reject);
    child.once('close', () => reject(new Error(`A process of the drill ended before it was ready: ${said}`)));
  });
  return { pid: child.pid ?? 0, said: /ready(.*)/u.exec(said)?.[1]?.trim() ?? '', kill };
}
