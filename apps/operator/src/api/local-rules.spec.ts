import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { createLog, type HttpServer } from '@aicmo/core-server';
import { aCanary, requestApp } from '@aicmo/core-server/testing';
import { houseContract } from '../contract/house.contract.ts';
import { readEnv } from './env.ts';
import { frameRoutes, tabRoutes } from './routes/index.ts';
import { openOperator } from './server.ts';

/* What of the thirteen rules of a local app holds for the operator; the ops shell's are in its src/security. */

interface Endpoint {
  readonly method: string;
  readonly path: string;
}

let home: string;
let server: HttpServer;
let close: () => Promise<void>;
let endpoints: readonly Endpoint[];
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'aicmo-rules-'));
  const clock = fakeClock();
  const log = createLog({ clock, level: 'silent' });
  const build = { marker: 'AICMO_OPERATOR_1+abc+2026', version: '1', commit: 'abc', builtAt: null };
  const pages = async () => new Response('<p>page</p>', { headers: { 'content-type': 'text/html' } });
  const opened = await openOperator({ env: readEnv({ AICMO_HOME: home }), build, pages, log, clock });
  server = opened.server;
  close = () => opened.workspace.close();
  const modules = await Promise.all([...frameRoutes, ...tabRoutes].map((part) => part.load()));
  const tables = [houseContract, ...modules.map(({ contract }) => contract)];
  endpoints = tables.flatMap((table) => Object.values<Endpoint>(table));
});
afterAll(async () => {
  await close();
  await rm(home, { recursive: true });
});

const ask = ({ method, path: address }: Endpoint, headers: Readonly<Record<string, string>>) =>
  requestApp(server, address.replace(/:\w+/g, 'x'), {
    method,
    headers,
    ...(method === 'GET' ? {} : { body: '{}' }),
  });
const json = { 'content-type': 'application/json' };

describe('each endpoint of each tab', () => {
  test('rule 2: answers under our own names alone', async () => {
    expect(endpoints.length).toBeGreaterThan(50);
    for (const endpoint of endpoints) {
      expect([endpoint.path, (await ask(endpoint, { ...json, host: 'evil.example' })).status]).toEqual([
        endpoint.path,
        421,
      ]);
    }
  });

  test('rule 3: is read and changed by no other page, and answers no preflight', async () => {
    for (const endpoint of endpoints) {
      const foreign = { ...json, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
      const answer = await ask(endpoint, foreign);
      const preflight = await ask({ ...endpoint, method: 'OPTIONS' }, foreign);
      expect([endpoint.path, answer.status, preflight.status]).toEqual([endpoint.path, 403, 405]);
      const names = [...answer.headers.keys(), ...preflight.headers.keys()];
      expect(names.filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  test('rule 5: takes nothing that a foreign form may send, and a GET changes nothing', async () => {
    for (const endpoint of endpoints.filter(({ method }) => method !== 'GET')) {
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
        expect([endpoint.path, (await ask(endpoint, { 'content-type': type })).status]).toEqual([endpoint.path, 415]);
      }
    }
    expect(await readdir(home)).toEqual([]);
  });
});

test('rule 8: every answer has the policy; only the styles of the screens’ library are looser', async () => {
  for (const address of ['/', '/api/house/status', '/livez', '/api/nothing']) {
    const { headers } = await requestApp(server, address);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("style-src 'self' 'unsafe-inline'");
    expect(policy.match(/https?:|\*|unsafe-eval|script-src[^;]*unsafe/)).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  }
});

test.each([
  'AICMO_HOST',
  'AICMO_OPERATOR_PORT',
  'AICMO_ALLOWED_HOSTS',
  'AICMO_DEMO',
  'NODE_ENV',
  'DATABASE_URL',
  'AICMO_USE_LLM',
])('rule 9: a key that was pasted into %s is not repeated by the message that refuses it', (name) => {
  const key = `sk/${aCanary(name)}`;
  const said = () => {
    try {
      return JSON.stringify(readEnv({ [name]: key, AICMO_HOME: home }).shown);
    } catch (error) {
      return String(error);
    }
  };
  expect(said()).not.toContain(key.slice(0, 12));
});
