import { createServer, type Server } from 'node:http';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '@aicmo/core-kernel';
import { createLog, type HttpServer } from '@aicmo/core-server';
import { createApiClient } from '@aicmo/core-server/contract';
import { requestApp } from '@aicmo/core-server/testing';
import { checks } from '../checks/index.ts';
import { opsContract } from '../contract/ops.contract.ts';
import { readEnv } from './env.ts';
import { openOpsShell } from './server.ts';

const cleanings: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanings.splice(0)) await clean();
});

/** A shell over a house of its own. Without the check of all libraries, which has a spec of its own and takes long. */
async function open(variables: Readonly<Record<string, string>> = {}) {
  const home = await mkdtemp(path.join(tmpdir(), 'aicmo-ops-'));
  cleanings.push(() => rm(home, { recursive: true }));
  const env = readEnv({ PATH: process.env['PATH'], AICMO_HOME: home, ...variables });
  const log = createLog({ clock: systemClock, level: 'silent', secrets: env.secrets });
  const quick = checks.filter(({ id }) => id !== 'public-apis');
  const shell = await openOpsShell({ env, log, clock: systemClock, checks: quick });
  return { home, shell, log };
}

const words = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const read = async (shell: HttpServer, address: string) => words(await (await requestApp(shell, address)).text());
const send = async (shell: HttpServer, address: string, form: Readonly<Record<string, string>> = {}) =>
  requestApp(shell, address, {
    method: 'POST',
    body: new URLSearchParams(form).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://127.0.0.1:8510' },
  });

describe('a house without a database', () => {
  test('is told what is wrong and what to type, and has its schema made by the explicit step alone', async () => {
    const { shell, home } = await open();
    await requestApp(shell, '/sentinels.txt');
    const page = await read(shell, '/sentinels');
    expect(page).toContain('One thing is wrong: database reachable');
    expect(page).toContain('npx aicmo db bootstrap');
    expect(page).toContain('Not asked: waits for “Database reachable”');
    for (const address of ['/', '/diagnostics', '/hold']) await requestApp(shell, address);
    expect(await readdir(home)).toEqual([]);

    expect(await read(shell, '/diagnostics/bootstrap')).toContain('Where there is no SQLite file yet, one is made.');
    const report = words(await (await send(shell, '/diagnostics/bootstrap')).text());
    expect(report).toMatch(/The schema is up to date: \d+ migrations applied/);
    expect(report).toMatch(/Tables before 0 Tables after \d\d/);
    expect(await read(shell, '/sentinels.txt')).toContain('Everything works');
    expect(words(await (await send(shell, '/diagnostics/bootstrap')).text())).toContain('nothing was changed');
    expect(await read(shell, '/diagnostics/bootstrap')).toContain('There is nothing to do here now.');
    await read(shell, '/sentinels.txt');
  });

  test('cannot be bootstrapped by a link, another site, or a page without the form', async () => {
    const { shell, home } = await open();
    const foreign = { method: 'POST', headers: { origin: 'https://evil.example' } };
    expect((await requestApp(shell, '/diagnostics/bootstrap', foreign)).status).toBe(403);
    expect((await requestApp(shell, '/sentinels/run')).status).toBe(404);
    expect((await requestApp(shell, '/diagnostics/bootstrap', { headers: { host: 'evil.example' } })).status).toBe(421);
    expect(await readdir(home)).toEqual([]);
  });
});

describe('with a broken setting', () => {
  test('a URL for another database is one finding with its remedy, and no password is shown anywhere', async () => {
    const { shell } = await open({ DATABASE_URL: 'mysql://root:s3cret-4711@db/x' });
    const text = await (await requestApp(shell, '/sentinels.txt')).text();
    expect(text).toContain('FAIL    Database URL: The database "mysql" is not supported.');
    const pages = [
      '/',
      '/sentinels',
      '/diagnostics',
      '/diagnostics/bootstrap',
      '/canonical-ui',
      '/hold',
      '/api/ops/report',
    ];
    const all = await Promise.all(pages.map(async (address) => (await requestApp(shell, address)).text()));
    expect(all.join('') + text).not.toContain('s3cret-4711');
  });

  test('a database server that is down is a finding, and every page stands', async () => {
    const { shell } = await open({ DATABASE_URL: 'postgres://app:pw-4711@127.0.0.1:9/aicmo' });
    const text = await (await requestApp(shell, '/sentinels.txt')).text();
    expect(text).toMatch(/FAIL {4}Database reachable: The database server does not answer/);
    for (const address of ['/', '/sentinels', '/diagnostics', '/canonical-ui', '/hold']) {
      expect((await requestApp(shell, address)).status).toBe(200);
    }
    expect(words(await (await send(shell, '/diagnostics/bootstrap')).text())).toContain('Nothing was applied.');
    await read(shell, '/sentinels.txt');
  });
});

describe('the judge of database addresses', () => {
  test('reads what is typed, hides its password, and lets no HTML through', async () => {
    const { shell } = await open();
    const judge = async (url: string) => (await send(shell, '/diagnostics/url', { url })).text();
    const good = await judge('postgresql://app:pass-4711@db:5432/aicmo');
    expect(words(good)).toContain('This address can be used: postgres, driver pg.');
    expect(good).not.toContain('pass-4711');
    expect(words(await judge('postgres://u:a#b@h/x'))).toContain('%23');
    const evil = await judge('<script>alert(1)</script>');
    expect(evil).not.toContain('<script>alert');
    expect(words(evil)).toContain('This address cannot be used.');
  });
});

describe('the hold', () => {
  test('stops everything with a reason and is released again, without the operator', async () => {
    const { shell, log } = await open();
    expect(await read(shell, '/hold')).toContain('The flags could not be read.');
    await send(shell, '/diagnostics/bootstrap');
    expect(await read(shell, '/hold')).toContain('Nothing is held.');
    const held = words(await (await send(shell, '/hold', { reason: 'Wrong list <b>' })).text());
    expect(held).toContain('Everything is held');
    expect(held).toContain('Wrong list &lt;b&gt;');
    expect(words(await (await send(shell, '/hold/release', { reason: 'Right list' })).text())).toContain(
      'Nothing is held.',
    );
    expect(log.recent().map(({ message }) => message)).toContain('The hold was changed');
    await read(shell, '/sentinels.txt');
  });
});

describe('the canonical UI', () => {
  const listen = async (answer: (path: string) => { status: number; body: string }) => {
    const server: Server = createServer((request, response) => {
      const { status, body } = answer(request.url ?? '');
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanings.push(() => new Promise<void>((resolve) => void server.close(() => resolve())));
    const { shell } = await open({ AICMO_OPERATOR_PORT: String((server.address() as AddressInfo).port) });
    return read(shell, '/canonical-ui');
  };

  test('is the program that answers with the operator’s marker', async () => {
    const body = JSON.stringify({ build: { marker: 'AICMO_OPERATOR_9.9.9+abc+2026-11-22' } });
    const page = await listen(() => ({ status: 200, body }));
    expect(page).toContain('AICMO_OPERATOR_9.9.9+abc+2026-11-22');
    expect(page).toMatch(/This is the real operator|The operator answers/);
  });

  test('is not a stranger, and a locked door or a silent port is named as such', async () => {
    expect(await listen(() => ({ status: 200, body: '<h1>Another app</h1>' }))).toContain('Another program answers');
    expect(await listen(() => ({ status: 200, body: '{"build":{"marker":"NGINX"}}' }))).toContain('Another program');
    expect(await listen(() => ({ status: 401, body: '{"code":"sign-in-first"}' }))).toContain(
      'asks for its access token',
    );
    const { shell } = await open({ AICMO_OPERATOR_PORT: '9' });
    expect(await read(shell, '/canonical-ui')).toContain('Nothing answers at http://127.0.0.1:9');
  });
});

test('programs get the same report as JSON', async () => {
  const { shell } = await open();
  const api = createApiClient(opsContract, { fetch: (url, init) => requestApp(shell, url, init) });
  expect(await api.report()).toEqual({ report: null });
  const report = await api.run();
  expect(report.results).toHaveLength(6);
  expect(await api.report()).toEqual({ report });
});

test('the shell’s colours are the tokens of the screens', async () => {
  const folder = path.resolve(import.meta.dirname, '../../../..');
  const [css, resolver] = await Promise.all([
    readFile(path.join(import.meta.dirname, '../assets/ops.css'), 'utf8'),
    readFile(path.join(folder, 'libs/ui/src/lib/theme/css-variables.ts'), 'utf8'),
  ]);
  const tokens = [...css.matchAll(/--([a-z-]+): light-dark\((#\w+), (#\w+)\)/g)];
  const names: Readonly<Record<string, string>> = {
    text: 'mantine-color-text',
    dimmed: 'mantine-color-dimmed',
    anchor: 'mantine-color-anchor',
  };
  const shared = tokens.filter(([, name]) => !['page', 'accent', 'on-accent'].includes(name ?? ''));
  expect(shared.length).toBeGreaterThan(10);
  for (const [, name = '', light, dark] of shared) {
    const found = [...resolver.matchAll(new RegExp(`'--${names[name] ?? `aicmo-${name}`}': '(#\\w+)'`, 'g'))];
    expect([name, ...found.map(([, value]) => value)]).toEqual([name, light, dark]);
  }
});
