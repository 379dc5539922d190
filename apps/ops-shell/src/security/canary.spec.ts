import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { aCanary, aCanaryPassword, leaksIn, requestApp } from '@aicmo/core-server/testing';
import { formAddresses, pageAddresses } from '../api/ops-pages.ts';
import { opsContract } from '../contract/ops.contract.ts';
import { appFolder, startBoot } from '../test-setup/a-boot.ts';
import { aShell, aVisitor, startToken } from '../test-setup/a-shell.ts';

const cleanings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanings.splice(0).reverse()) await clean();
});

const password = aCanaryPassword('DATABASE_URL');
const proxyPassword = aCanaryPassword('OPENAI_BASE_URL');
/** A secret in every variable that may hold one, and in some of other programs. */
const secrets = {
  AICMO_ACCESS_TOKEN: aCanary('AICMO_ACCESS_TOKEN'),
  OPENAI_API_KEY: `sk-${aCanary('OPENAI_API_KEY')}`,
  SMTP_PASSWORD: aCanary('SMTP_PASSWORD'),
  AWS_SECRET_ACCESS_KEY: aCanary('AWS_SECRET_ACCESS_KEY'),
};

const inDatabaseUrl = {
  'DATABASE_URL password': password.plain,
  'DATABASE_URL password, as it stands there': password.inAddress,
};
const canaries = { ...secrets, 'OPENAI_BASE_URL password': proxyPassword.plain };
const variables = {
  ...secrets,
  AICMO_USE_LLM: '1',
  OPENAI_BASE_URL: `http://u:${proxyPassword.inAddress}@127.0.0.1:9/v1`,
};

interface Endpoint {
  readonly method: string;
  readonly path: string;
  readonly events?: unknown;
}

/** What a stream of events says until it has been silent for a second; it has no end of its own. */
async function firstEvents(answer: Response): Promise<string> {
  const reader = answer.body?.getReader();
  let text = '';
  for (;;) {
    const silent = new Promise<undefined>((resolve) => setTimeout(resolve, 1000, undefined));
    const next = await Promise.race([reader?.read(), silent]);
    if (next === undefined || next.done) break;
    text += new TextDecoder().decode(next.value);
  }
  return text;
}

/** Visits every page, sends every form with secrets in its fields, asks every endpoint, and gives all that came out. */
async function everything(more: Readonly<Record<string, string>>, planted: Readonly<Record<string, string>>) {
  const { shell, home, log, lines, close } = await aShell({ ...variables, ...more });
  cleanings.push(close);
  const visitor = aVisitor(shell);
  await visitor.signIn();
  const seen: string[] = [];
  const keep = async (asked: Promise<Response>) => {
    const answer = await asked;
    const cookies = answer.headers.getSetCookie();
    seen.push(
      JSON.stringify([...answer.headers]).replaceAll(JSON.stringify(cookies[0] ?? ''), ''),
      await answer.text(),
    );
  };
  const everySecret = Object.values(planted).join(' ');
  const fields = { name: 'aicmo.db', url: `postgres://u:${password.inAddress}@h/x`, reason: everySecret };
  const pageOf = (action: string) => (pageAddresses.includes(action) ? action : `/${action.split('/')[1] ?? ''}`);
  for (const action of formAddresses) {
    await keep(visitor.submit(pageOf(action), action, fields));
    await keep(visitor.post(action, new URLSearchParams({ permit: everySecret, ...fields })));
  }
  for (const address of pageAddresses) await keep(visitor.get(address));
  const authorization = `Bearer ${secrets.AICMO_ACCESS_TOKEN}`;
  for (const endpoint of Object.values<Endpoint>(opsContract)) {
    const address = endpoint.path.replace(/:\w+/g, 'core-db-url');
    const headers = { authorization, 'content-type': 'application/json' };
    const init = { method: endpoint.method, headers, ...(endpoint.method === 'GET' ? {} : { body: '{}' }) };
    if (endpoint.events === undefined) await keep(requestApp(shell, address, init));
    else {
      const leaving = new AbortController();
      seen.push(await firstEvents(await requestApp(shell, address, { ...init, signal: leaving.signal })));
      leaving.abort();
    }
  }
  for (const address of [
    '/livez',
    '/readyz',
    '/healthz',
    '/assets/ops.js',
    '/assets/ops.css',
    `/nothing/${encodeURIComponent(everySecret)}`,
    `/login?to=/${secrets.OPENAI_API_KEY}`,
  ]) {
    await keep(requestApp(shell, address, { headers: { authorization } }));
    await keep(requestApp(shell, address));
  }
  await keep(visitor.post('/login', new URLSearchParams({ token: secrets.OPENAI_API_KEY })));
  const cause = Object.assign(new Error(everySecret), { input: everySecret, config: { headers: { authorization } } });
  log.error(`It failed: ${everySecret}`, {
    error: new TypeError(everySecret, { cause }),
    [everySecret]: [everySecret],
  });
  const folder = path.join(home, 'ops-shell');
  const files = await readdir(folder).catch(() => []);
  const written = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
  return [...seen, ...lines, ...written];
}

describe('a secret in every variable comes out nowhere', () => {
  test.each([
    ['with a database that works', {}],
    [
      'with a server that does not answer',
      { DATABASE_URL: `postgres://app:${password.inAddress}@127.0.0.1:9/aicmo?password=${password.inAddress}` },
    ],
    ['with an address that nobody can read', { DATABASE_URL: `postgres+asyncpg//app:${password.plain}@[h/x` }],
  ])('%s: no page, form, endpoint, health, log, trail or error holds one', async (_, more) => {
    const planted = { ...canaries, ...('DATABASE_URL' in more ? inDatabaseUrl : {}) };
    const all = await everything(more, planted);
    expect(all.length).toBeGreaterThan(30);
    const searched = { ...planted, 'the token of this start': startToken };
    expect(all.flatMap((text) => leaksIn(text, searched).map((leak) => `${leak}: ${text.slice(0, 300)}`))).toEqual([]);
  });
});

/** Every variable of ours that any source of the house names. */
async function namedVariables(): Promise<readonly string[]> {
  const repository = path.resolve(appFolder, '../..');
  const folders = ['apps', 'libs', 'tools'].map((name) => path.join(repository, name));
  const files = (
    await Promise.all(folders.map((folder) => readdir(folder, { recursive: true, withFileTypes: true })))
  ).flat();
  const sources = files.filter(
    ({ name, parentPath }) => /\.(?:ts|mjs)$/.test(name) && !/node_modules|\/dist/.test(parentPath),
  );
  const texts = await Promise.all(sources.map(({ name, parentPath }) => readFile(path.join(parentPath, name), 'utf8')));
  const names = texts.flatMap(
    (text) => text.match(/\b(?:AICMO|OPENAI|SMTP|IMAP)_[A-Z][A-Z_]*[A-Z]\b|\bDATABASE_URL\b|\bNODE_ENV\b/g) ?? [],
  );
  return [...new Set(names)].sort();
}

/** Shown on purpose: where files lie, which model is asked. The port is the spec's own. */
const shown = /^AICMO_(?:HOME|OPS_PORT|PINNED_NODE|LLM_[A-Z_]*MODELS?)$/;

test('a secret that somebody wrote into the wrong variable comes out nowhere either, whichever it is', async () => {
  const names = (await namedVariables()).filter((name) => !shown.test(name) && name !== 'AICMO_ACCESS_TOKEN');
  expect(names).toEqual(
    expect.arrayContaining(['AICMO_HOST', 'AICMO_USE_LLM', 'DATABASE_URL', 'NODE_ENV', 'OPENAI_BASE_URL']),
  );
  const planted = Object.fromEntries(names.map((name) => [name, aCanary(name)]));
  const { home, close } = await aShell();
  const boot = await startBoot({ env: { ...planted, AICMO_HOME: home } });
  cleanings.push(close, () => boot.stop());
  await boot.until(/#code=/);
  const seen = await Promise.all(
    [...pageAddresses, '/api/ops/report', '/healthz'].map(async (address) => (await fetch(boot.url + address)).text()),
  );
  await boot.stop();
  const all = [...seen, boot.said()];
  expect(all.flatMap((text) => leaksIn(text, planted).map((leak) => `${leak}: ${text.slice(0, 200)}`))).toEqual([]);
});
