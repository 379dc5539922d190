import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { appFolder, moduleOf, rawStatus, startBoot, type BootOptions, type StartedBoot } from '../test-setup/a-boot.ts';

let home = '';
let bare = '';
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'aicmo-ops-home-'));
  // The shell without anything installed: what is left when node_modules is gone.
  bare = await copyOfApp();
});
const copies: string[] = [];
afterAll(() => Promise.all([home, ...copies].map((folder) => rm(folder, { recursive: true }))));

async function copyOfApp(): Promise<string> {
  const root = await mkdtemp(path.join(tmpdir(), 'aicmo-ops-bare-'));
  copies.push(root);
  const folder = path.join(root, 'apps/ops-shell');
  await cp(appFolder, folder, { recursive: true, filter: (file) => !file.includes('test-output') });
  return folder;
}

/** A copy whose app is this module instead. */
async function withApp(source: string): Promise<string> {
  const folder = await copyOfApp();
  await writeFile(path.join(folder, 'src/api/main.ts'), source);
  return folder;
}

const started: StartedBoot[] = [];
afterEach(() => Promise.all(started.splice(0).map((shell) => shell.stop())));
async function boot(options: BootOptions = {}): Promise<StartedBoot> {
  const shell = await startBoot({ ...options, env: { AICMO_HOME: home, ...options.env } });
  started.push(shell);
  return shell;
}

/** Writes the name of each module of ours that is asked for to standard error. */
const spy = moduleOf(`import { registerHooks } from 'node:module';
  registerHooks({ resolve(name, context, next) {
    if (name.startsWith('@aicmo/') || ['better-sqlite3', 'pg', 'openai'].includes(name)) console.error('loads ' + name);
    return next(name, context);
  } });`);
const oldNode = moduleOf("Object.defineProperty(process.versions, 'node', { value: '12.22.12' })");
const page = async (shell: StartedBoot, init: RequestInit = {}) => {
  const answer = await fetch(shell.url, init);
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
};

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
    for (const folder of [appFolder, bare]) {
      const shell = await boot({ folder, env: { AICMO_OPS_PORT: port } });
      expect(await shell.ended).toBe(1);
      expect(shell.said()).toMatch(/^Port \d+ .*is taken by another program\. .*AICMO_OPS_PORT=\d+\n$/m);
    }
    other.close();
  });

  test('refuses an address beyond this machine without an access token', async () => {
    const shell = await boot({ env: { AICMO_HOST: '0.0.0.0' } });
    expect(shell.said()).toContain('Set AICMO_ACCESS_TOKEN');
    expect(await shell.ended).toBe(1);
  });

  test('stands in an environment full of nonsense, on this machine alone, and says what it left out', async () => {
    const nonsense = {
      AICMO_HOST: '%%% no address',
      AICMO_ALLOWED_HOSTS: 'http://x/, ::::',
      AICMO_OPERATOR_PORT: 'eighty',
      AICMO_DEMO: 'perhaps',
      AICMO_USE_LLM: '\u0001',
      DATABASE_URL: 'jdbc:nothing at all',
      NODE_ENV: 'prod',
      TZ: 'Moon/Base',
      LANG: '=',
    };
    const shell = await boot({ env: nonsense });
    await shell.until(/#code=/);
    for (const address of ['/', '/sentinels', '/diagnostics', '/canonical-ui', '/hold']) {
      expect((await fetch(shell.url + address)).status).toBe(200);
    }
    expect(shell.said()).toContain('AICMO_HOST holds 14 signs that are no address');
    expect(shell.said()).toContain('AICMO_ALLOWED_HOSTS holds names that are none');
  });

  test('takes the usual port instead of one that is no number', async () => {
    const { readListenFacts } = (await import(path.join(appFolder, 'src/boot/listen-facts.mjs'))) as {
      readListenFacts(env: object): { readonly port: number; readonly host: string; readonly notes: readonly string[] };
    };
    for (const text of ['eighty', '70000', '-1', '1e3', '8510x']) {
      const facts = readListenFacts({ AICMO_OPS_PORT: text });
      expect(facts).toMatchObject({
        port: 8510,
        host: '127.0.0.1',
        notes: [expect.stringContaining('AICMO_OPS_PORT')],
      });
    }
  });

  test('stands where nothing can be written, and says that its token has no file', async () => {
    const file = path.join(home, 'a-file');
    await writeFile(file, '');
    const shell = await boot({ env: { AICMO_HOME: file } });
    await shell.until(/#code=/);
    expect(shell.said()).toContain('The token of this start could not be written');
    expect((await fetch(`${shell.url}/hold`)).status).toBe(200);
    await rm(file);
  });
});

describe('the page of last resort', () => {
  test('says what is missing and what to type when nothing is installed, and no page needs the app', async () => {
    const shell = await boot({ folder: bare });
    const { status, text } = await page(shell);
    expect(status).toBe(503);
    expect(text).toContain('cannot be loaded');
    expect(text).toContain('npm ci');
    expect(text).toMatch(/Not installed: hono/);
    expect((await fetch(`${shell.url}/boot.css`)).headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(await shell.stop()).toBe(0);
  });

  test('shows what the doctor found as well, where it is there', async () => {
    const folder = await copyOfApp();
    const root = path.resolve(folder, '../..');
    const tools = path.resolve(appFolder, '../../tools');
    await mkdir(path.join(root, 'tools'));
    for (const name of ['cli', 'scripts'])
      await cp(path.join(tools, name), path.join(root, 'tools', name), { recursive: true });
    await cp(path.resolve(tools, '../package.json'), path.join(root, 'package.json'));
    await cp(path.resolve(tools, '../package-lock.json'), path.join(root, 'package-lock.json'));
    const shell = await boot({ folder });
    let { text } = await page(shell);
    while (text.includes('more is being found out')) ({ text } = await page(shell));
    expect(text.match(/<li>/g)?.length).toBeGreaterThan(4);
    expect(text).toMatch(/No packages are installed/);
  });

  test('is what an unsupported Node gets, in words, with nothing native loaded', async () => {
    const shell = await boot({ folder: bare, preload: oldNode });
    expect(shell.said()).toContain('Found Node 12.22.12; AICMO needs Node 24');
    expect((await page(shell)).text).toContain('Found Node 12.22.12');
    expect(await shell.stop()).toBe(0);
  });

  test.each([
    ['throws while it is imported', "throw new Error('boom \\u001b[31m <b>at import</b>'); export {};", 'boom'],
    ['cannot be opened', "export const start = async () => { throw new TypeError('no house'); };", 'no house'],
    ['has no start', 'export const other = 1;', 'is not a function'],
    ['is no TypeScript', 'export const = ;', 'cannot be loaded'],
  ])('is there when the app %s', async (_, source, words) => {
    const shell = await boot({ folder: await withApp(source) });
    const { status, text } = await page(shell);
    expect(status).toBe(503);
    expect(text).toContain(words);
    expect(text).not.toMatch(/<b>at import|\u001b/);
    expect(shell.said().split('\n')[1]).not.toContain('\u001b');
  });

  test('is there when the app never comes to an end of its start, and the process lives all the while', async () => {
    const shell = await boot({
      folder: await withApp('await new Promise(() => setInterval(() => 0, 1000)); export {};'),
    });
    expect(await (await fetch(`${shell.url}/livez`)).text()).toBe('ok');
    expect((await page(shell)).status).toBe(503);
  });

  test('has the guards of the app: one Host of ours, no other page, no other method, the same policy', async () => {
    const shell = await boot({ folder: bare });
    const own = `Host: 127.0.0.1:${String(shell.port)}`;
    const status = (...lines: readonly string[]) => rawStatus(shell.port, lines);
    expect(await status('GET / HTTP/1.1', 'Host: evil.example')).toBe(421);
    expect(await status('GET / HTTP/1.1', `Host: 0.0.0.0:${String(shell.port)}`)).toBe(421);
    expect(await status('GET / HTTP/1.0')).toBe(421);
    expect(await status('GET / HTTP/1.1', own, 'Host: evil.example')).toBe(400);
    expect(await status('GET / HTTP/1.1', own, 'Origin: https://evil.example')).toBe(403);
    expect(await status('GET / HTTP/1.1', own, 'Origin: null')).toBe(403);
    expect(await status('GET / HTTP/1.1', own, 'Sec-Fetch-Site: cross-site')).toBe(403);
    for (const method of ['POST', 'OPTIONS', 'PUT', 'DELETE'])
      expect(await status(`${method} / HTTP/1.1`, own)).toBe(405);
    const app = await boot();
    const policy = async (url: string) => (await fetch(url)).headers.get('content-security-policy');
    expect(await policy(shell.url)).toBe(await policy(app.url));
  });

  test('tells a monitor that it lives and is not ready', async () => {
    const shell = await boot({ folder: bare });
    await page(shell);
    const ask = async (address: string) => {
      const answer = await fetch(shell.url + address);
      return [answer.status, await answer.text()];
    };
    expect(await ask('/livez')).toEqual([200, 'ok']);
    expect(await ask('/readyz')).toEqual([503, 'not ready']);
    expect(await ask('/healthz')).toEqual([503, '{"status":"fail"}']);
  });

  test('asks for the access token where there is one, and shows no secret', async () => {
    const token = 'a token of good length';
    const source = `throw new Error('no ' + process.env.AICMO_ACCESS_TOKEN + ' ' + process.env.DATABASE_URL); export {};`;
    const env = { AICMO_ACCESS_TOKEN: token, DATABASE_URL: 'postgres://u:pa%20ss-4711@h/x' };
    const shell = await boot({ folder: await withApp(source), env });
    expect((await page(shell)).status).toBe(401);
    const basic = Buffer.from(`anybody:${token}`).toString('base64');
    const { status, text } = await page(shell, { headers: { authorization: `Basic ${basic}` } });
    expect([status, text]).toEqual([503, expect.stringContaining('postgres://u:•••@h/x')]);
    expect((await page(shell, { headers: { authorization: 'Bearer wrong' } })).status).toBe(401);
    expect(text + shell.said()).not.toMatch(/a token of good length|pa%20ss|pa ss-4711/);
  });
});
