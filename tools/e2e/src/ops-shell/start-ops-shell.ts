import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repositoryRoot } from '../repository-root.ts';

const startMs = 30_000;

/** A served ops shell over a house of its own, without a database. */
export interface RunningOpsShell {
  readonly url: string;
  readonly home: string;
  /** The address that its start printed: it opens a session, once. */
  readonly entryUrl: string;
  /** Stops it as Ctrl-C does and gives its exit status. */
  stop(): Promise<number | null>;
}

/** Starts the shell on a free loopback port. */
export async function startOpsShell(more: Readonly<Record<string, string>> = {}): Promise<RunningOpsShell> {
  const home = await mkdtemp(path.join(tmpdir(), 'aicmo-e2e-ops-'));
  const env = { PATH: process.env['PATH'], TZ: 'UTC', AICMO_HOME: home, AICMO_OPS_PORT: '0', ...more };
  const shell = spawn(process.execPath, [path.join(repositoryRoot, 'apps/ops-shell/boot.mjs')], { env });
  const ended = new Promise<number | null>((resolve) => shell.once('exit', resolve));
  let printed = '';
  const [url, entryUrl] = await new Promise<readonly [string, string]>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The ops shell printed no address:\n${printed}`)), startMs);
    const listen = (chunk: Buffer): void => {
      printed += chunk.toString();
      const url = /(http:\/\/127\.0\.0\.1:\d+)\n/.exec(printed)?.[1];
      const entry = /(http:\/\/\S+#code=\S+)\n/.exec(printed)?.[1];
      if (url === undefined || entry === undefined) return;
      clearTimeout(timer);
      resolve([url, entry]);
    };
    shell.stdout.on('data', listen);
    shell.stderr.on('data', listen);
  });
  const stop = async (): Promise<number | null> => {
    shell.kill('SIGINT');
    const status = await ended;
    await rm(home, { recursive: true, force: true });
    return status;
  };
  return { url, home, entryUrl, stop };
}
