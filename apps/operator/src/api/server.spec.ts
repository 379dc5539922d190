import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { toInstant } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { createLog } from '@aicmo/core-server';
import { createApiClient } from '@aicmo/core-server/contract';
import { requestApp } from '@aicmo/core-server/testing';
import { houseContract } from '../contract/house.contract.ts';
import { readEnv } from './env.ts';
import { tabRoutes } from './routes/index.ts';
import { openOperator } from './server.ts';
import { openStaticPages } from './static-pages.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

async function start(variables: Readonly<Record<string, string>> = {}, url?: (home: string) => string) {
  const home = await mkdtemp(path.join(tmpdir(), 'aicmo-operator-'));
  const clock = fakeClock();
  const env = readEnv({ AICMO_HOME: home, ...variables, ...(url === undefined ? {} : { DATABASE_URL: url(home) }) });
  const build = { marker: 'AICMO_OPERATOR_1+abc+2026', version: '1', commit: 'abc', builtAt: null };
  const log = createLog({ clock, level: 'silent', secrets: env.secrets });
  const { server, workspace } = await openOperator({ env, build, pages: undefined, log, clock });
  opened.push(async () => {
    await workspace.close();
    await rm(home, { recursive: true });
  });
  const api = createApiClient(houseContract, { fetch: (address, init) => requestApp(server, address, init) });
  return { home, server, workspace, api };
}

describe('a house without a database', () => {
  test('serves, says so, and creates nothing until the explicit step', async () => {
    const { api, home } = await start();
    expect(await api.status()).toMatchObject({
      flags: null,
      needsYou: null,
      schema: { state: 'missing', command: 'npx aicmo db bootstrap', canBootstrap: true },
    });
    expect(await readdir(home)).toEqual([]);
    const report = await api.bootstrap();
    expect(report.tablesBefore).toEqual([]);
    expect(report.tablesAfter).toContain('core_effects_flag_change');
    expect(await api.status()).toMatchObject({
      schema: { state: 'ok', canBootstrap: false },
      flags: { paused: false, killed: false, proofMode: true },
      needsYou: {},
    });
    expect((await api.bootstrap()).applied).toEqual([]);
  });

  test('says what is wrong with a file that is no database, and leaves it as it is', async () => {
    const { api } = await start({}, (home) => `sqlite:${home}/notes.txt`).then(async (operator) => {
      await writeFile(path.join(operator.home, 'notes.txt'), 'These are notes, not a database. '.repeat(40));
      return operator;
    });
    expect((await api.status()).schema).toMatchObject({
      state: 'unreachable',
      text: expect.stringContaining('not a SQLite database'),
      canBootstrap: false,
    });
  });
});

describe('the hold', () => {
  test('is binding at once, needs a reason, and is released by a person', async () => {
    const { api, workspace } = await start();
    await api.bootstrap();
    expect(await api.hold({ body: { what: 'sending', reason: 'Wrong list' } })).toMatchObject({
      paused: true,
      killed: false,
      reason: 'Wrong list',
      changedBy: 'Operator',
    });
    await api.hold({ body: { what: 'everything', reason: 'Still wrong' } });
    expect(await workspace.flags.read()).toMatchObject({ paused: true, killed: true });
    await expect(api.hold({ body: { what: 'sending', reason: ' ' } })).rejects.toMatchObject({ code: 'flag-reason' });
    expect(await api.release({ body: { reason: 'Right list now' } })).toMatchObject({ paused: false, killed: false });
  });

  test('keeps a demonstration in proof mode', async () => {
    const { api } = await start({ AICMO_DEMO: '1' });
    await api.bootstrap();
    expect(await api.status()).toMatchObject({ demo: true, flags: { proofMode: true } });
    await expect(api.proofMode({ body: { on: false, reason: 'try' } })).rejects.toMatchObject({ kind: 'conflict' });
  });
});

describe('what Diagnostics shows', () => {
  test('is what runs, from where, and with which variables, without a secret', async () => {
    const secret = 'a planted access token';
    const { api, server } = await start({ AICMO_ACCESS_TOKEN: secret });
    const headers = { authorization: `Bearer ${secret}` };
    const facts = await (await requestApp(server, '/api/house/process', { headers })).json();
    expect(facts).toMatchObject({
      runningFile: expect.stringMatching(/apps\/operator\/src\/api\/main\.ts$/),
      workingDirectory: process.cwd(),
      startedAt: toInstant(Date.parse('2026-03-02T10:00:00.000Z')),
    });
    server.log.error(`Failed with ${secret}`);
    const log = await (await requestApp(server, '/api/house/log', { headers })).text();
    expect(log).toContain('Failed with');
    expect(JSON.stringify(facts) + log).not.toContain(secret);
    await expect(api.process()).rejects.toMatchObject({ kind: 'unauthenticated' });
  });
});

describe('what a monitor is told', () => {
  const ask = async (server: Parameters<typeof requestApp>[0], address: string, headers = {}) => {
    const answer = await requestApp(server, address, { headers });
    return { status: answer.status, text: await answer.text() };
  };

  test('is that the operator lives, and that it is ready once its schema is there, without making one', async () => {
    const { server, api, home } = await start();
    expect(await ask(server, '/livez')).toEqual({ status: 200, text: 'ok' });
    expect(await ask(server, '/readyz')).toEqual({ status: 503, text: 'not ready' });
    expect(await ask(server, '/healthz')).toEqual({ status: 503, text: '{"status":"fail"}' });
    expect(await readdir(home)).toEqual([]);
    await api.bootstrap();
    expect(await ask(server, '/readyz')).toEqual({ status: 200, text: 'ok' });
    expect(await ask(server, '/healthz')).toEqual({ status: 200, text: '{"status":"pass"}' });
  });

  test('is more for one who has signed in', async () => {
    const token = 'a planted access token';
    const { server } = await start({ AICMO_ACCESS_TOKEN: token });
    const { text } = await ask(server, '/healthz', { authorization: `Bearer ${token}` });
    expect(JSON.parse(text)).toMatchObject({
      status: 'fail',
      checks: {
        'database:schema': [{ output: 'There is no database yet.', remedy: { commands: ['npx aicmo db bootstrap'] } }],
      },
    });
  });
});

test('each tab has its routes once, each below its own address', async () => {
  const ids = tabRoutes.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const part of tabRoutes) {
    const { contract } = await part.load();
    for (const { path: address } of Object.values(contract))
      expect(address).toMatch(new RegExp(`^/api/${part.id}(/|$)`));
  }
});

describe('the screens', () => {
  const ask = (pages: Awaited<ReturnType<typeof openStaticPages>>, address: string, init?: RequestInit) =>
    pages({
      request: new Request(`http://127.0.0.1:8501${address}`, init),
      requestId: 'r',
      nonce: undefined,
      session: undefined,
    });

  test('answer every address that could be a page with index.html, and no missing file with it', async () => {
    const dist = await mkdtemp(path.join(tmpdir(), 'aicmo-dist-'));
    await writeFile(path.join(dist, 'index.html'), '<div id="root"></div>');
    const pages = await openStaticPages(dist);
    for (const address of ['/', '/acquisition', '/campaigns/7?open=x']) {
      expect(await (await ask(pages, address))?.text()).toBe('<div id="root"></div>');
    }
    for (const address of ['/assets/old-1a.js', '/missing.css', '/assets/x']) {
      expect(await ask(pages, address)).toBeUndefined();
    }
    expect(await ask(pages, '/acquisition', { method: 'POST' })).toBeUndefined();
    await rm(dist, { recursive: true });
  });

  test('say what to type while they are not built', async () => {
    const answer = await ask(await openStaticPages('/nowhere'), '/acquisition');
    expect(answer?.status).toBe(503);
    expect(await answer?.text()).toContain('npx nx build operator');
  });
});
