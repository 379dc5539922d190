import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { defineEndpoints } from '../contract/index.ts';
import { aServer, requestApp } from '../testing/index.ts';
import { defineRoutes } from './define-routes.ts';
import type { HealthReport } from './health.ts';

const routes = defineRoutes(defineEndpoints({}), () => ({}));
const accessToken = 'correct horse battery staple';
const report: HealthReport = {
  status: 'warn',
  description: 'AICMO',
  releaseId: '0.1.0+abc',
  checks: { 'database:schema': [{ status: 'warn', time: '2026-03-02T10:00:00.000Z', output: 'Two are pending.' }] },
};
const open = (found: Partial<HealthReport> = {}, ready = true) =>
  aServer('x', routes, undefined, {
    accessToken,
    health: { ready: () => Promise.resolve(ready), report: () => Promise.resolve({ ...report, ...found }) },
  });
const known = { headers: { authorization: `Bearer ${accessToken}` } };

describe('the state of a server, for whoever watches it', () => {
  test('/livez says ok and nothing else, to everybody, without asking anything', async () => {
    const silent = aServer('x', routes, undefined, { accessToken });
    const answer = await requestApp(silent, '/livez');
    expect([answer.status, await answer.text()]).toEqual([200, 'ok']);
  });

  test('/readyz is 503 while requests cannot be answered in full', async () => {
    expect((await requestApp(open(), '/readyz')).status).toBe(200);
    expect((await requestApp(open({}, false), '/readyz')).status).toBe(503);
  });

  test('/healthz tells a stranger the state alone, and everything to who has proved itself', async () => {
    const stranger = await requestApp(open(), '/healthz');
    expect(stranger.headers.get('content-type')).toBe('application/health+json');
    expect(await stranger.json()).toEqual({ status: 'warn' });
    expect(await (await requestApp(open(), '/healthz', known)).json()).toEqual(report);
  });

  test.each([
    ['pass', 200],
    ['warn', 200],
    ['fail', 503],
  ] as const)('%s is %i', async (status, code) => {
    expect((await requestApp(open({ status }), '/healthz')).status).toBe(code);
  });

  test('what cannot be found out is no pass', async () => {
    const broken = aServer('x', routes, undefined, {
      health: { ready: () => Promise.reject(new Error('boom')), report: () => Promise.reject(new Error('boom')) },
    });
    expect((await requestApp(broken, '/readyz')).status).toBe(503);
    const answer = await requestApp(broken, '/healthz');
    expect([answer.status, await answer.json()]).toEqual([503, { status: 'fail' }]);
  });

  test('a foreign name reads none of it', async () => {
    expect((await requestApp(open(), '/livez', { headers: { host: 'evil.example' } })).status).toBe(421);
  });
});

const told = z.object({ told: z.string() });
const leakyContract = defineEndpoints({
  read: { method: 'GET', path: '/api/x/read', result: told },
  watch: { method: 'GET', path: '/api/x/watch', events: told },
});

test('no answer holds a secret that the server knows, in no encoding, not even in an event', async () => {
  const secret = 'planted-secret/4711';
  const inBase64 = Buffer.from(`x${secret}`).toString('base64');
  const words = `${secret} ${encodeURIComponent(secret)} ${inBase64}`;
  const leaky = defineRoutes(leakyContract, () => ({
    read: () => ({ told: words }),
    watch: async function* () {
      yield { told: words };
    },
  }));
  const app = aServer('x', leaky, undefined, { secrets: [secret], pages: async () => new Response(words) });
  const all = await Promise.all(
    ['/api/x/read', '/api/x/watch', '/'].map(async (path) => (await requestApp(app, path)).text()),
  );
  for (const text of all) {
    expect(text).toContain('•••');
    expect(text).not.toContain(secret);
    expect(text).not.toContain(encodeURIComponent(secret));
    expect(text).not.toContain(inBase64.slice(4, -4));
  }
});
