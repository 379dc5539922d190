import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { createLog, type HttpServer } from '@aicmo/core-server';
import { aCanary, aCanaryPassword, leaksIn, requestApp } from '@aicmo/core-server/testing';
import { houseContract } from '../contract/house.contract.ts';
import { readEnv } from './env.ts';
import { frameRoutes, tabRoutes } from './routes/index.ts';
import { openOperator } from './server.ts';

const database = aCanaryPassword('DATABASE_URL');
const proxy = aCanaryPassword('OPENAI_BASE_URL');
const secrets = {
  AICMO_ACCESS_TOKEN: aCanary('AICMO_ACCESS_TOKEN'),
  OPENAI_API_KEY: `sk-${aCanary('OPENAI_API_KEY')}`,
  SMTP_PASSWORD: aCanary('SMTP_PASSWORD'),
};
const canaries = { ...secrets, 'OPENAI_BASE_URL password': proxy.plain };
const inDatabaseUrl = {
  'DATABASE_URL password': database.plain,
  'DATABASE_URL password, as it stands there': database.inAddress,
};

interface Endpoint {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly events?: unknown;
}

async function allEndpoints(): Promise<readonly Endpoint[]> {
  const modules = await Promise.all([...frameRoutes, ...tabRoutes].map((part) => part.load()));
  return [houseContract, ...modules.map(({ contract }) => contract)].flatMap((table) => Object.values<Endpoint>(table));
}

/** Asks with secrets wherever a caller can write something, as one does who pastes into the wrong field. */
async function ask(server: HttpServer, endpoint: Endpoint, everySecret: string): Promise<string> {
  const authorization = `Bearer ${secrets.AICMO_ACCESS_TOKEN}`;
  const isRaw = endpoint.body === 'bytes';
  const headers = { authorization, 'content-type': isRaw ? 'application/octet-stream' : 'application/json' };
  const body = isRaw ? `name;email\n${everySecret};x` : JSON.stringify({ name: everySecret, reason: everySecret });
  const address = `${endpoint.path.replace(/:\w+/g, encodeURIComponent(everySecret))}?clientId=${encodeURIComponent(everySecret)}`;
  const leaving = new AbortController();
  const answer = await requestApp(server, address, {
    method: endpoint.method,
    headers,
    signal: leaving.signal,
    ...(endpoint.method === 'GET' ? {} : { body }),
  });
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') === true;
  const first = isStream ? await answer.body?.getReader().read() : undefined;
  const text = isStream ? new TextDecoder().decode(first?.value) : await answer.text();
  leaving.abort();
  return `${endpoint.method} ${endpoint.path} ${String(answer.status)}\n${text}`;
}

test.each([
  ['with a database that works', {}, true],
  ['with a server that does not answer', { DATABASE_URL: `postgres://app:${database.inAddress}@127.0.0.1:9/x` }, false],
])('%s, a secret in every variable comes out of no endpoint and into no log', async (_, more, works) => {
  const home = await mkdtemp(path.join(tmpdir(), 'aicmo-canary-'));
  const baseUrl = `http://u:${proxy.inAddress}@127.0.0.1:9/v1`;
  const env = readEnv({ AICMO_HOME: home, AICMO_USE_LLM: '1', OPENAI_BASE_URL: baseUrl, ...secrets, ...more });
  const lines: string[] = [];
  const clock = fakeClock();
  const log = createLog({ clock, level: 'debug', secrets: env.secrets, write: (line) => void lines.push(line) });
  const build = { marker: 'AICMO_OPERATOR_1+abc+2026', version: '1', commit: 'abc', builtAt: null };
  const { server, workspace } = await openOperator({ env, build, pages: undefined, log, clock });
  if (works) await workspace.bootstrap();
  const planted = works ? canaries : { ...canaries, ...inDatabaseUrl };
  const everySecret = Object.values(planted).join(' ');
  const seen: string[] = [];
  for (const endpoint of await allEndpoints()) seen.push(await ask(server, endpoint, everySecret));
  for (const address of [
    '/livez',
    '/readyz',
    '/healthz',
    `/login?to=/${encodeURIComponent(everySecret)}`,
    '/nothing',
  ]) {
    seen.push(await (await requestApp(server, address)).text());
  }
  log.error(everySecret, { error: Object.assign(new Error(everySecret), { config: everySecret }), [everySecret]: 1 });
  await workspace.close();
  await rm(home, { recursive: true });
  expect(seen.length).toBeGreaterThan(50);
  expect(
    [...seen, ...lines].flatMap((text) => leaksIn(text, planted).map((leak) => `${leak}: ${text.slice(0, 200)}`)),
  ).toEqual([]);
});
