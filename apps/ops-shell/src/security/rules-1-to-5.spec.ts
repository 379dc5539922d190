import { readdir, readFile, stat } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { requestApp } from '@aicmo/core-server/testing';
import { formAddresses, pageAddresses } from '../api/ops-pages.ts';
import { rawStatus, startBoot, type StartedBoot } from '../test-setup/a-boot.ts';
import { aShell, aVisitor, startToken, wordsOf } from '../test-setup/a-shell.ts';

const cleanings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanings.splice(0)) await clean();
});
const open = async (variables: Readonly<Record<string, string>> = {}, more = {}) => {
  const opened = await aShell(variables, more);
  cleanings.push(() => opened.close());
  return { ...opened, visitor: aVisitor(opened.shell) };
};
const origin = 'http://127.0.0.1:8510';
const bootstrap = '/diagnostics/bootstrap';

let boot: StartedBoot;
let home: string;
let closeHome: () => Promise<void>;
beforeAll(async () => {
  ({ home, close: closeHome } = await aShell());
  boot = await startBoot({ env: { AICMO_HOME: home } });
  await boot.until(/#code=/);
});
afterAll(async () => {
  await boot.stop();
  await closeHome();
});

describe('rule 1: it listens on this machine alone', () => {
  test('by default on 127.0.0.1 and on no other address of the machine', async () => {
    const others = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    const outside = others.filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of outside) await expect(fetch(`http://${address}:${String(boot.port)}/`)).rejects.toThrow();
    expect((await fetch(`${boot.url}/livez`)).status).toBe(200);
  });

  test('a wider address needs a token of good length, and is warned of', async () => {
    const refused = await startBoot({ env: { AICMO_HOST: '0.0.0.0', AICMO_HOME: home } });
    expect([refused.said(), await refused.ended]).toEqual([expect.stringContaining('Set AICMO_ACCESS_TOKEN'), 1]);
    const short = await startBoot({ env: { AICMO_HOST: '0.0.0.0', AICMO_ACCESS_TOKEN: 'short', AICMO_HOME: home } });
    expect([short.said(), await short.ended]).toEqual([expect.stringContaining('expected at least 16'), 1]);
    const token = 'a token of good length';
    const wide = await startBoot({ env: { AICMO_HOST: '0.0.0.0', AICMO_ACCESS_TOKEN: token, AICMO_HOME: home } });
    await wide.until(/Other machines can reach this shell/);
    expect((await fetch(`${wide.url}/`, { redirect: 'manual' })).status).toBe(303);
    expect(wide.said()).not.toContain('#code=');
    await wide.stop();
  });
});

test('rule 2: exactly one Host of its own, before anything is answered', async () => {
  for (const address of [
    '/',
    '/sentinels',
    '/assets/ops.css',
    '/api/ops/report',
    '/livez',
    '/healthz',
    '/login',
    '/nothing',
  ]) {
    const ask = (...hosts: readonly string[]) =>
      rawStatus(boot.port, [`GET ${address} HTTP/1.1`, ...hosts.map((host) => `Host: ${host}`)]);
    expect([address, await ask('evil.example')]).toEqual([address, 421]);
    expect([address, await ask(`127.0.0.1:${String(boot.port)}`, 'evil.example')]).toEqual([address, 400]);
  }
  for (const host of [
    `127.0.0.1:${String(boot.port)}`,
    `localhost:${String(boot.port)}`,
    `[::1]:${String(boot.port)}`,
  ]) {
    expect(await rawStatus(boot.port, ['GET /livez HTTP/1.1', `Host: ${host}`])).toBe(200);
  }
});

describe('rule 3: no other page speaks for this one', () => {
  test.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a sandboxed page', { origin: 'null' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:8501', 'sec-fetch-site': 'same-site' }],
    ['an address bar', { 'sec-fetch-site': 'none' }],
  ])('%s can send no form', async (_, headers) => {
    const { shell } = await open();
    for (const address of formAddresses) {
      expect((await requestApp(shell, address, { method: 'POST', headers })).status).toBe(403);
    }
  });

  test('it answers no preflight and gives no page of another origin a right', async () => {
    const { shell } = await open();
    for (const address of [...pageAddresses, '/api/ops/run', '/livez']) {
      const headers = { origin, 'access-control-request-method': 'POST' };
      const answers = [
        await requestApp(shell, address, { method: 'OPTIONS', headers }),
        await requestApp(shell, address),
      ];
      expect(answers[0]?.status).toBe(405);
      const names = answers.flatMap((answer) => [...answer.headers.keys()]);
      expect(names.filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});

describe('rule 4: a token of its own for each start', () => {
  test('256 bits, in a file for its owner alone, never in the arguments, and gone with the shell', async () => {
    const folder = path.join(home, 'ops-shell');
    const file = path.join(folder, `token-${String(boot.port)}`);
    const token = (await readFile(file, 'utf8')).trim();
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(((await stat(file)).mode & 0o777).toString(8)).toBe('600');
    expect(((await stat(folder)).mode & 0o777).toString(8)).toBe('700');
    expect(await readFile(`/proc/${String(boot.pid)}/cmdline`, 'utf8')).not.toContain(token);
    expect(boot.said()).not.toContain(token);
    const second = await startBoot({ env: { AICMO_HOME: home } });
    await second.until(/#code=/);
    const other = path.join(folder, `token-${String(second.port)}`);
    expect((await readFile(other, 'utf8')).trim()).not.toBe(token);
    await second.stop();
    await expect(stat(other)).rejects.toThrow();
  });

  test('the printed address hands it over behind the #, once, for a cookie that no script and no other site has', async () => {
    const code = (await boot.until(/#code=([\w-]+)/))[1] ?? '';
    const enter = () =>
      fetch(`${boot.url}/login`, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `token=${code}`,
      });
    const answer = await enter();
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(
      new RegExp(`^aicmo_session_${String(boot.port)}=\\S+; Path=/; HttpOnly; SameSite=Strict; Max-Age=1800$`),
    );
    expect((await enter()).status).toBe(401);
    const hold = await (await fetch(`${boot.url}/`, { headers: { cookie: cookie.split(';')[0] ?? '' } })).text();
    expect(hold).toContain('signed in');
  });

  test('a token in the address opens nothing', async () => {
    const { shell } = await open();
    const address = `/api/ops/run?token=${startToken}&access_token=${startToken}`;
    expect((await requestApp(shell, address, { method: 'POST' })).status).toBe(401);
  });
});

describe('rule 5: what changes something is a form of our own page, for one visitor and one time', () => {
  test('every form is refused without its permit, with another visitor’s, another action’s, and a second time', async () => {
    const { shell, visitor, home: own } = await open();
    await visitor.signIn();
    const stranger = aVisitor(shell);
    await stranger.signIn();
    for (const action of formAddresses) {
      expect([action, (await visitor.post(action, new URLSearchParams())).status]).toEqual([action, 403]);
    }
    const form = await visitor.formOf('/diagnostics', '/diagnostics/url');
    expect(form.get('permit')).toMatch(/^[\w-]{22}\.\d+\.[\w-]{43}$/);
    expect((await stranger.post('/diagnostics/url', form)).status).toBe(403);
    expect((await visitor.post('/hold', form)).status).toBe(403);
    expect((await visitor.post('/diagnostics/url', form)).status).toBe(200);
    expect((await visitor.post('/diagnostics/url', form)).status).toBe(403);
    expect(await readdir(own)).toEqual([]);
  });

  test('a form lives for half an hour', async () => {
    const clock = fakeClock();
    const { visitor } = await open({}, { clock });
    const form = await visitor.formOf('/diagnostics', '/diagnostics/url');
    clock.advance(31 * 60_000);
    const answer = await visitor.post('/diagnostics/url', form);
    expect([answer.status, wordsOf(await answer.text())]).toEqual([403, expect.stringContaining('half an hour')]);
  });

  test('nobody acts without having signed in, and the pages show the way instead of the buttons', async () => {
    const { visitor, home: own } = await open();
    for (const action of [bootstrap, '/hold', '/hold/release']) {
      expect((await visitor.post(action, new URLSearchParams())).status).toBe(401);
    }
    expect(await visitor.read(bootstrap)).toContain('Sign in to act…');
    expect(await readdir(own)).toEqual([]);
  });

  test('reading changes nothing: no page, no health, no asset makes a file, a table or a bill', async () => {
    const { shell, home: own } = await open({
      OPENAI_API_KEY: 'sk-never-to-be-used-4711',
      OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
    });
    for (const address of [...pageAddresses, '/livez', '/readyz', '/healthz', '/assets/ops.js', '/api/ops/report']) {
      await requestApp(shell, address);
    }
    for (const address of formAddresses.filter((each) => !pageAddresses.includes(each))) {
      expect([address, (await requestApp(shell, address)).status]).toEqual([address, 405]);
    }
    // The memory of the shell's own: since when something is as it is.
    expect(await readdir(own, { recursive: true })).toEqual(['ops-shell', 'ops-shell/history.json']);
  });
});
