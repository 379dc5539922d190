import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { freePort } from './operator/free-port.ts';
import { repositoryRoot } from './repository-root.ts';

const patienceMs = 90_000;
let home: string;
let started: Started | undefined;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'aicmo-start-'));
});
afterEach(async () => {
  // Not by SIGKILL: it hands the signal on to the server that it started.
  if (started?.process.exitCode === null) started.process.kill('SIGTERM');
  await started?.ended;
});
afterAll(() => rm(home, { recursive: true, force: true }));

interface Started {
  readonly url: string;
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;
  printed(): string;
}

/** What npm start runs, on a port of its own, until it says where it serves. */
async function npmStart(...words: readonly string[]): Promise<Started> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { PATH: process.env['PATH'], HOME: home, AICMO_HOME: home, AICMO_OPERATOR_PORT: String(port) };
  const script = path.join(repositoryRoot, 'tools/scripts/start.mjs');
  const child = spawn(process.execPath, [script, ...words], { env, cwd: home });
  let text = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  started = { url, process: child, ended, printed: () => text };
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`it did not serve in time:\n${text}`)), patienceMs);
    const listen = (chunk: Buffer): void => {
      text += chunk.toString();
      if (!text.includes(`AICMO operator: ${url}`)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void ended.then(() => reject(new Error(`it ended:\n${text}`)));
  });
  return started;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false; // nobody listens there any more
  }
}

test('npm start makes the database where there is none, says so, serves, and Ctrl-C ends all of it', async () => {
  const first = await npmStart();
  expect(first.printed()).toContain(`There is no database yet: creating ${path.join(home, 'aicmo.db')}`);
  expect(first.printed()).toMatch(/Tables before: 0, after: \d\d/u);
  expect(await answers(first.url)).toBe(true);
  first.process.kill('SIGINT');
  expect(await first.ended).toBe(0);
  expect(await answers(first.url)).toBe(false);
}, 120_000);

test('the next npm start leaves the database as it is', async () => {
  const before = await readFile(path.join(home, 'aicmo.db'));
  const second = await npmStart();
  expect(second.printed()).not.toContain('creating');
  expect(await answers(second.url)).toBe(true);
  second.process.kill('SIGTERM');
  expect(await second.ended).toBe(0);
  expect(before.equals(await readFile(path.join(home, 'aicmo.db')))).toBe(true);
}, 120_000);

test('npm run demo has a database of its own, filled with its story', async () => {
  const demo = await npmStart('--demo');
  expect(demo.printed()).toContain(`creating ${path.join(home, 'demo.db')}`);
  expect(existsSync(path.join(home, 'aicmo.db'))).toBe(true);
  const house = await (await fetch(`${demo.url}/api/house/status`)).text();
  expect(house).toContain('"demo":true');
  demo.process.kill('SIGINT');
  expect(await demo.ended).toBe(0);
}, 150_000);
