import { createServer, type Server } from 'node:http';
import { readFile, readdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { HttpServer } from '@aicmo/core-server';
import { createApiClient } from '@aicmo/core-server/contract';
import { requestApp } from '@aicmo/core-server/testing';
import { opsContract } from '../contract/ops.contract.ts';
import { aShell, aVisitor, startToken, wordsOf } from '../test-setup/a-shell.ts';

const cleanings: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanings.splice(0)) await clean();
});

async function open(variables: Readonly<Record<string, string>> = {}) {
  const opened = await aShell(variables);
  cleanings.push(() => opened.close());
  const visitor = aVisitor(opened.shell);
  await visitor.signIn();
  return { ...opened, visitor };
}

const read = async (shell: HttpServer, address: string) => wordsOf(await (await requestApp(shell, address)).text());
const confirm = { name: 'aicmo.db' };
const bootstrap = '/diagnostics/bootstrap';
const words = async (answer: Promise<Response>) => wordsOf(await (await answer).text());

describe('a house without a database', () => {
  test('is told what is wrong and what to type, and has its schema made by the explicit step alone', async () => {
    const { shell, home, visitor } = await open();
    await requestApp(shell, '/sentinels.txt');
    const page = await read(shell, '/sentinels');
    expect(page).toContain('One check fails: There is no database at');
    expect(page).toContain('npx aicmo db bootstrap');
    expect(page).toContain('Not asked: waits for “Database answers”');
    for (const address of ['/', '/diagnostics', '/hold']) await requestApp(shell, address);
    expect(await readdir(home)).toEqual(['ops-shell']); // its own history, and nothing else

    expect(await visitor.read(bootstrap)).toContain('where there is no file yet, one is made.');
    const report = await words(visitor.submit(bootstrap, bootstrap, confirm));
    expect(report).toMatch(/The schema is up to date: \d+ migrations applied/);
    expect(report).toMatch(/Tables before 0 Tables after \d\d/);
    expect(await read(shell, '/sentinels.txt')).toContain('Everything works');
    expect(await visitor.read(bootstrap)).toContain('There is nothing to do here now.');
  });

  test('cannot be bootstrapped by a link, another site, or a page without the form', async () => {
    const { shell, home } = await open();
    const foreign = { method: 'POST', headers: { origin: 'https://evil.example' } };
    expect((await requestApp(shell, '/diagnostics/bootstrap', foreign)).status).toBe(403);
    expect((await requestApp(shell, '/sentinels/run')).status).toBe(405);
    expect((await requestApp(shell, '/diagnostics/bootstrap', { headers: { host: 'evil.example' } })).status).toBe(421);
    expect(await readdir(home)).toEqual([]);
  });
});

describe('with a broken setting', () => {
  test('a URL for another database is one finding with its remedy, and no password is shown anywhere', async () => {
    const { shell } = await open({ DATABASE_URL: 'mysql://root:s3cret-4711@db/x' });
    const text = await (await requestApp(shell, '/sentinels.txt')).text();
    expect(text).toMatch(/FAIL +Database URL is valid: .*mysql/);
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
    const { shell, visitor } = await open({ DATABASE_URL: 'postgres://app:pw-4711@127.0.0.1:9/aicmo' });
    const text = await (await requestApp(shell, '/sentinels.txt')).text();
    expect(text).toMatch(/(?:FAIL|UNKNOWN) +Database answers: /);
    for (const address of ['/', '/sentinels', '/diagnostics', '/canonical-ui', '/hold']) {
      expect((await requestApp(shell, address)).status).toBe(200);
    }
    expect(await visitor.read(bootstrap)).toContain('Nothing can be done from here.');
  });
});

describe('the judge of database addresses', () => {
  test('reads what is typed, hides its password, and lets no HTML through', async () => {
    const { visitor } = await open();
    const judge = async (url: string) => (await visitor.submit('/diagnostics', '/diagnostics/url', { url })).text();
    const good = await judge('postgresql://app:pass-4711@db:5432/aicmo');
    expect(wordsOf(good)).toContain('This address can be used: postgres, driver pg.');
    expect(good).not.toContain('pass-4711');
    expect(wordsOf(await judge('postgres://u:a#b@h/x'))).toContain('%23');
    const evil = await judge('<script>alert(1)</script>');
    expect(evil).not.toContain('<script>alert');
    expect(wordsOf(evil)).toContain('This address cannot be used.');
  });
});

describe('the hold', () => {
  test('stops everything with a reason and is released again, without the operator', async () => {
    const { visitor, log } = await open();
    expect(await visitor.read('/hold')).toContain('The flags could not be read.');
    await visitor.submit(bootstrap, bootstrap, confirm);
    expect(await visitor.read('/hold')).toContain('Nothing is held.');
    const held = await words(visitor.submit('/hold', '/hold', { reason: 'Wrong list <b>' }));
    expect(held).toContain('Everything is held');
    expect(held).toContain('Wrong list &lt;b&gt;');
    expect(await words(visitor.submit('/hold', '/hold/release', { reason: 'Right list' }))).toContain(
      'Nothing is held.',
    );
    expect(log.recent().map(({ message }) => message)).toContain('An action has ended');
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
  const authorization = `Bearer ${startToken}`;
  const api = createApiClient(opsContract, {
    fetch: (url, init) =>
      requestApp(shell, url, { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), authorization } }),
  });
  expect(await api.report()).toEqual({ report: null });
  const report = await api.run();
  expect(report.results.length).toBeGreaterThan(20);
  expect(await api.report()).toEqual({ report });
  const one = await api.runOne({ params: { id: 'machine-clock' } });
  expect(one.results.map(({ id }) => id)).toEqual(report.results.map(({ id }) => id));
  await expect(api.runOne({ params: { id: 'machine-clok' } })).rejects.toMatchObject({ code: 'check-unknown' });
  for await (const event of api.events()) {
    expect(event).toMatchObject({ kind: 'report', report: { startedAt: report.startedAt } });
    break;
  }
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
