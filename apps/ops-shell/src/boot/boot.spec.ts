import { spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';

const app = path.resolve(import.meta.dirname, '../..');
let home = '';
let bare = '';
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'aicmo-ops-home-'));
  // The shell without anything installed: what is left when node_modules is gone.
  bare = await mkdtemp(path.join(tmpdir(), 'aicmo-ops-bare-'));
  await cp(app, path.join(bare, 'apps/ops-shell'), {
    recursive: true,
    filter: (file) => !file.includes('test-output'),
  });
});
afterAll(() => Promise.all([home, bare].map((folder) => rm(folder, { recursive: true }))));

const started: Started[] = [];
afterEach(() => Promise.all(started.splice(0).map((shell) => shell.stop())));

const code = (source: string) => `data:text/javascript,${encodeURIComponent(source)}`;
/** Writes the name of each module of ours that is asked for to standard error. */
const spy = code(`import { registerHooks } from 'node:module';
  registerHooks({ resolve(name, context, next) {
    if (name.startsWith('@aicmo/') || ['better-sqlite3', 'pg', 'openai'].includes(name)) console.error('loads ' + name);
    return next(name, context);
  } });`);
const oldNode = code("Object.defineProperty(process.versions, 'node', { value: '20.20.2' })");

interface Started {
  readonly url: string;
  readonly said: () => string;
  stop(): Promise<number | null>;
}

/** Starts the boot; gives it once it says where it listens, or has ended. */
async function boot(options: { folder?: string; preload?: string; env?: Readonly<Record<string, string>> } = {}) {
  const preload = options.preload === undefined ? [] : ['--import', options.preload];
  const child = spawn(process.execPath, [...preload, path.join(options.folder ?? app, 'boot.mjs')], {
    env: { PATH: process.env['PATH'], AICMO_HOME: home, AICMO_OPS_PORT: '0', ...options.env },
  });
  let said = '';
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const url = await new Promise<string>((resolve) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const found = /(http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1];
      if (found !== undefined && said.endsWith('\n')) resolve(found);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void ended.then(() => {
      resolve('');
    });
  });
  const stop = () => {
    child.kill('SIGTERM');
    return ended;
  };
  const shell: Started = { url, said: () => said, stop };
  started.push(shell);
  return shell;
}

const ask = (url: string, headers: Readonly<Record<string, string>>, method = 'GET') =>
  new Promise<number | undefined>((resolve, reject) => {
    request(url, { method, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });

describe('the start of the ops shell', () => {
  test('loads no library of a domain and no driver, makes no database, and leaves nothing of its token behind', async () => {
    const shell = await boot({ preload: spy });
    const asset = await fetch(`${shell.url}/assets/ops.css`);
    expect([asset.status, asset.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
    const loaded = new Set([...shell.said().matchAll(/loads (\S+)/g)].map((match) => match[1]));
    expect([...loaded].sort()).toEqual(['@aicmo/core-kernel', '@aicmo/core-server']);
    expect(await shell.stop()).toBe(0);
    expect(await readdir(home)).toEqual(['ops-shell']);
    expect(await readdir(path.join(home, 'ops-shell'))).toEqual([]);
  });

  test('says in one line that its port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const port = String((other.address() as AddressInfo).port);
    for (const folder of [app, path.join(bare, 'apps/ops-shell')]) {
      const shell = await boot({ folder, env: { AICMO_OPS_PORT: port } });
      expect(shell.said()).toMatch(/^Port \d+ .*is taken by another program\. .*AICMO_OPS_PORT=\d+\n$/m);
      expect(await shell.stop()).toBe(1);
    }
    other.close();
  });

  test('refuses an address beyond this machine without an access token', async () => {
    const shell = await boot({ env: { AICMO_HOST: '0.0.0.0' } });
    expect(shell.said()).toContain('Set AICMO_ACCESS_TOKEN');
    expect(await shell.stop()).toBe(1);
  });
});

describe('the page of last resort', () => {
  test('says what is missing and what to type when nothing is installed', async () => {
    const shell = await boot({ folder: path.join(bare, 'apps/ops-shell') });
    const answer = await fetch(shell.url);
    const page = await answer.text();
    expect(answer.status).toBe(503);
    expect(page).toContain('cannot be loaded');
    expect(page).toContain('npm ci');
    expect(page).toMatch(/Not installed: hono/);
    expect(await shell.stop()).toBe(0);
  });

  test('is what an unsupported Node gets, in words, with nothing native loaded', async () => {
    const shell = await boot({ folder: path.join(bare, 'apps/ops-shell'), preload: oldNode });
    expect(shell.said()).toContain('Found Node 20.20.2; AICMO needs Node 24');
    expect(await (await fetch(shell.url)).text()).toContain('Found Node 20.20.2');
    expect(await shell.stop()).toBe(0);
  });

  test('answers this machine alone, and changes nothing', async () => {
    const shell = await boot({ folder: path.join(bare, 'apps/ops-shell') });
    expect(await ask(shell.url, { host: 'evil.example' })).toBe(421);
    expect(await ask(shell.url, {}, 'POST')).toBe(405);
    await shell.stop();
  });
});
