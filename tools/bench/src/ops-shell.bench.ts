/*
 * node src/run-benchmarks.ts ops-shell [starts]
 * How soon the ops shell stands, how much it takes, and how much a browser loads: `nx start ops-shell` as it is run in
 * production, over a house without a database. The middle and the worst of several starts; the first one fills the
 * cache of compiled sources and is not counted.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import * as z from 'zod/mini';

const repository = path.resolve(import.meta.dirname, '../../..');
const folder = path.join(repository, 'apps/ops-shell');
// What `nx start ops-shell` runs, without nx.
const [, ...words] = (await startCommand()).split(' ');
const starts = Number(process.argv[2] ?? 7);
const pages = ['/', '/sentinels', '/diagnostics', '/canonical-ui', '/hold'];

interface Measured {
  readonly listeningMs: number;
  readonly appMs: number;
  readonly firstVerdictMs: number;
  readonly residentMb: number;
  readonly afterPagesMb: number;
  readonly scriptBytes: number;
}

const home = await mkdtemp(path.join(tmpdir(), 'aicmo-bench-ops-'));
try {
  await measureStart();
  const all: Measured[] = [];
  for (let count = 0; count < starts; count += 1) all.push(await measureStart());
  report(
    'process start to listening',
    'ms',
    300,
    all.map(({ listeningMs }) => listeningMs),
  );
  report(
    'process start to the app behind it',
    'ms',
    null,
    all.map(({ appMs }) => appMs),
  );
  report(
    'process start to the first verdict on the page',
    'ms',
    500,
    all.map(({ firstVerdictMs }) => firstVerdictMs),
  );
  report(
    'resident, after the first page',
    'MB',
    100,
    all.map(({ residentMb }) => residentMb),
  );
  report(
    'resident, after every page and a whole run',
    'MB',
    100,
    all.map(({ afterPagesMb }) => afterPagesMb),
  );
  report(
    'JavaScript of the first load, gzipped',
    'kB',
    150,
    all.map(({ scriptBytes }) => scriptBytes / 1000),
  );
} finally {
  await rm(home, { recursive: true, force: true });
}

async function startCommand(): Promise<string> {
  const manifest = z.object({
    nx: z.object({ targets: z.object({ start: z.object({ options: z.object({ command: z.string() }) }) }) }),
  });
  const text = await readFile(path.join(folder, 'package.json'), 'utf8');
  return manifest.parse(JSON.parse(text)).nx.targets.start.options.command;
}

async function measureStart(): Promise<Measured> {
  const began = performance.now();
  const since = () => performance.now() - began;
  const shell = spawn(process.execPath, words, {
    cwd: folder,
    env: { PATH: process.env['PATH'], AICMO_HOME: home, AICMO_OPS_PORT: '0', NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const until = (words: RegExp) =>
    new Promise<string>((resolve) => {
      const look = () => {
        const found = words.exec(said)?.[1];
        if (found !== undefined) resolve(found);
      };
      shell.stdout.on('data', look);
      look();
    });
  shell.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const url = await until(/(http:\/\/\S+)\n/);
  const listeningMs = since();
  await until(/(#code=)/);
  const appMs = since();
  const first = await (await fetch(url)).text();
  const residentMb = await resident(shell.pid);
  let page = first;
  while (!/class="badge (?:good|bad|warn)/.test(page)) page = await (await fetch(`${url}/sentinels`)).text();
  const firstVerdictMs = since();
  await fetch(`${url}/sentinels.txt`);
  for (const address of pages) await (await fetch(url + address)).text();
  const afterPagesMb = await resident(shell.pid);
  const scriptBytes = await scriptsOf(url, first);
  shell.kill();
  await new Promise((resolve) => shell.once('exit', resolve));
  return { listeningMs, appMs, firstVerdictMs, residentMb, afterPagesMb, scriptBytes };
}

/** Of the process itself; what its checks start is theirs. */
async function resident(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

/** The bytes of every script that a page names. */
async function scriptsOf(url: string, page: string): Promise<number> {
  const addresses = [...page.matchAll(/<script[^>]*src="([^"]+)"/g)].map((match) => match[1] ?? '');
  const texts = await Promise.all(addresses.map(async (address) => (await fetch(url + address)).text()));
  return texts.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).byteLength, 0);
}

function report(what: string, unit: string, limit: number | null, found: readonly number[]): void {
  const sorted = found.toSorted((one, other) => one - other);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const worst = sorted.at(-1) ?? 0;
  const against = limit === null ? '' : `, of ${String(limit)} allowed${middle > limit ? ': MISSED' : ''}`;
  process.stdout.write(`${what}: ${rounded(middle)} ${unit}, at worst ${rounded(worst)}${against}\n`);
}

function rounded(value: number): string {
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}
