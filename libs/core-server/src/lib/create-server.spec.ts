import { describe, expect, test } from '@jest/globals';
import { conflict, forbidden, internal, invalid, notFound, unauthenticated, unavailable } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import * as z from 'zod/mini';
import { createApiClient, defineEndpoints } from '../contract/index.ts';
import { aServer, requestApp } from '../testing/index.ts';
import { createServer } from './create-server.ts';
import { defineRoutes } from './define-routes.ts';
import { createLog } from './log.ts';

const contract = defineEndpoints({
  find: {
    method: 'GET',
    path: '/api/leads/all/:clientId',
    query: z.object({ state: z.optional(z.enum(['NEW', 'HOT'])) }),
    result: z.object({ clientId: z.string(), state: z.optional(z.string()), names: z.array(z.string()) }),
  },
  save: { method: 'POST', path: '/api/leads/save', body: z.object({ name: z.string().check(z.minLength(1)) }) },
  upload: { method: 'POST', path: '/api/leads/upload', body: 'bytes', result: z.object({ size: z.number() }) },
  measure: { method: 'POST', path: '/api/leads/measure', body: 'stream', result: z.object({ size: z.number() }) },
  list: { method: 'GET', path: '/api/leads/list', file: true },
  fail: { method: 'POST', path: '/api/leads/fail/:how', result: z.object({ ok: z.boolean() }) },
  root: { method: 'GET', path: '/api/leads', result: z.object({ total: z.number() }) },
  count: { method: 'GET', path: '/api/leads/count', events: z.object({ rows: z.number() }) },
});

const facts = { code: 'said-so', message: 'Said so.' };
const failures: Readonly<Record<string, () => unknown>> = {
  invalid: () => invalid(facts),
  unauthenticated: () => unauthenticated(facts),
  forbidden: () => forbidden(facts),
  'not-found': () => notFound(facts),
  conflict: () => conflict(facts),
  unavailable: () => unavailable(facts),
  internal: () => internal(facts),
  foreign: () => new TypeError('password=hunter22 in postgres://u:hunter22@db/x'),
};

interface Context {
  readonly saved: string[];
  readonly left: (() => void) | undefined;
}

const routes = defineRoutes(contract, (context: Context) => ({
  find: ({ params, query }) => ({ ...params, ...query, names: context.saved, secretColumn: 'never sent' }),
  save: ({ body }) => void context.saved.push(body.name),
  upload: ({ bytes }) => ({ size: bytes.byteLength }),
  measure: async ({ stream }) => {
    let size = 0;
    for await (const chunk of stream) size += chunk.byteLength;
    return { size };
  },
  list: () => ({
    fileName: 'Köln "1" ;x.csv',
    contentType: 'text/csv;charset=utf-8',
    bytes: (async function* () {
      yield new TextEncoder().encode('Name\r\n');
      yield new TextEncoder().encode('Åsa\r\n');
    })(),
  }),
  fail: ({ params }) => {
    const failure = failures[params.how];
    if (failure !== undefined) throw failure();
    // A result that breaks the contract, as a handler with a wrong cast would give it.
    return { ok: 'yes' } as unknown as { ok: boolean };
  },
  root: () => ({ total: context.saved.length }),
  count: async function* ({ signal }) {
    try {
      yield { rows: 1 };
      if (context.left === undefined) return;
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    } finally {
      context.left?.();
    }
  },
}));

const start = (context: Partial<Context> = {}) =>
  aServer(
    'leads',
    routes,
    { saved: [], left: undefined, ...context },
    { limits: { jsonBytes: 100, uploadBytes: 1000 } },
  );

const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

describe('a request by the contract', () => {
  test('reaches its handler with parameters, query and body parsed, and gives no field that the contract does not name', async () => {
    const app = start();
    const api = createApiClient(contract, { fetch: (url, init) => requestApp(app, url, init) });
    await api.save({ body: { name: 'Åsa 🐝' } });
    expect(await api.find({ params: { clientId: 'c/1' }, query: { state: 'HOT' } })).toEqual({
      clientId: 'c/1',
      state: 'HOT',
      names: ['Åsa 🐝'],
    });
    expect(await api.upload({ bytes: new Uint8Array([0, 255, 10]) })).toEqual({ size: 3 });
    expect(await api.root()).toEqual({ total: 1 });
  });

  test('of any size is read in pieces, and a file is given in pieces, under its own name', async () => {
    const app = start();
    const api = createApiClient(contract, { fetch: (url, init) => requestApp(app, url, init) });
    expect(await api.measure({ bytes: new Uint8Array(5000) })).toEqual({ size: 5000 });
    expect(await api.measure({ bytes: new Uint8Array(0) })).toEqual({ size: 0 });
    const { fileName, blob } = await api.list();
    expect(fileName).toBe('Köln "1" ;x.csv');
    expect(await blob.text()).toBe('Name\r\nÅsa\r\n');
    const response = await requestApp(app, '/api/leads/list');
    expect(response.headers.get('content-type')).toBe('text/csv;charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="K_ln _1_ ;x\.csv"; filename\*=UTF-8''K/,
    );
  });

  test('carries an id, no caching and the headers that keep foreign scripts and frames out', async () => {
    const response = await requestApp(start(), '/api/leads/all/c1');
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('in development lets an inline script through by a nonce that is new each time', async () => {
    const seen: (string | undefined)[] = [];
    const context = { saved: [], left: undefined };
    const app = aServer('leads', routes, context, {
      development: true,
      pages: async ({ nonce }) => {
        seen.push(nonce);
        return new Response('page');
      },
    });
    const policy = (await requestApp(app, '/')).headers.get('content-security-policy');
    await requestApp(app, '/');
    expect(policy).toContain(`'nonce-${String(seen[0])}'`);
    expect(seen[0]).not.toBe(seen[1]);
  });
});

describe('bad input', () => {
  test.each([
    ['a query value outside its list', '/api/leads/all/c1?state=COLD', {}, 400, 'request-invalid', '"state"'],
    ['a query key given twice', '/api/leads/all/c1?state=HOT&state=NEW', {}, 400, 'query-twice', 'several times'],
    ['a field of the wrong kind', '/api/leads/save', json({ name: 5 }), 400, 'request-invalid', 'expected string'],
    ['an empty body', '/api/leads/save', json(''), 400, 'body-missing', 'empty'],
    ['a body that is not JSON', '/api/leads/save', json('{"name":'), 400, 'body-not-json', 'not JSON'],
    ['a form instead of JSON', '/api/leads/save', { method: 'POST', body: 'name=x' }, 415, 'media-type', 'text/plain'],
    [
      'a body that is too large',
      '/api/leads/save',
      json({ name: 'x'.repeat(200) }),
      413,
      'body-too-large',
      '100 bytes',
    ],
    [
      'a file that is too large',
      '/api/leads/upload',
      { method: 'POST', body: 'x'.repeat(2000), headers: { 'content-type': 'application/octet-stream' } },
      413,
      'body-too-large',
      '1000',
    ],
    ['another method', '/api/leads/save', { method: 'DELETE' }, 405, 'method-refused', 'takes POST'],
    ['an unknown address', '/api/leads/nothing', {}, 404, 'no-such-address', '/api/leads/nothing'],
    ['an unknown part', '/api/nowhere/x', {}, 404, 'no-such-address', '/api/nowhere/x'],
  ] as const)('%s is refused with what was found', async (_, path, init, status, code, words) => {
    const response = await requestApp(start(), path, init as RequestInit);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ code, detail: expect.stringContaining(words) });
  });

  test('a stream that never says its length is cut where the limit is', async () => {
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(300)) });
    const init = { method: 'POST', body: endless, duplex: 'half' } as RequestInit;
    expect((await requestApp(start(), '/api/leads/upload', init)).status).toBe(413);
  });
});

describe('a handler that throws', () => {
  test.each([
    ['invalid', 400],
    ['unauthenticated', 401],
    ['forbidden', 403],
    ['not-found', 404],
    ['conflict', 409],
    ['unavailable', 503],
    ['internal', 500],
  ])('%s answers %i, with its code and words', async (kind, status) => {
    const response = await requestApp(start(), `/api/leads/fail/${kind}`, { method: 'POST' });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ kind, status, code: 'said-so', detail: 'Said so.' });
  });

  test('an error of a driver tells the caller nothing and the log everything but its secrets', async () => {
    const app = start();
    const response = await requestApp(app, '/api/leads/fail/foreign', { method: 'POST' });
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).toContain(response.headers.get('x-request-id') ?? 'no id');
    const line = app.log.recent().find(({ level }) => level === 'error');
    expect(line?.facts).toMatchObject({
      requestId: response.headers.get('x-request-id'),
      error: { name: 'TypeError' },
    });
    expect(text + JSON.stringify(app.log.recent())).not.toContain('hunter22');
  });

  test('a result that breaks our own contract is our fault, not a broken page', async () => {
    const response = await requestApp(start(), '/api/leads/fail/result', { method: 'POST' });
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ code: 'answer-broken' });
  });
});

describe('a part that cannot be loaded', () => {
  test('answers 503 for itself alone, and works once it can be loaded', async () => {
    const clock = fakeClock();
    let broken = true;
    const load = () => (broken ? Promise.reject(new Error('boom at import')) : Promise.resolve(routes));
    const app = createServer({
      productName: 'Test',
      address: { host: '127.0.0.1', port: 1 },
      context: { saved: [], left: undefined },
      parts: [{ id: 'leads', load }],
      pages: () => Promise.resolve(new Response('the rest works')),
      clock,
      log: createLog({ clock, level: 'silent' }),
    });
    const response = await requestApp(app, '/api/leads/all/c1');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'part-not-loaded', details: { part: 'leads' } });
    expect(await (await requestApp(app, '/')).text()).toBe('the rest works');
    broken = false;
    expect((await requestApp(app, '/api/leads/all/c1')).status).toBe(200);
  });

  test('says so when a handler is missing or an endpoint lies outside its prefix', async () => {
    const foreign = defineRoutes(defineEndpoints({ x: { method: 'GET', path: '/api/other/x' } }), () => ({
      x: () => undefined,
    }));
    const app = aServer('leads', foreign, undefined);
    expect((await requestApp(app, '/api/leads/x')).status).toBe(503);
    expect(JSON.stringify(app.log.recent())).toContain('outside /api/leads/');
  });
});

describe('server-sent events', () => {
  test('arrive one by one and end', async () => {
    const app = start();
    const api = createApiClient(contract, { fetch: (url, init) => requestApp(app, url, init) });
    const events = [];
    for await (const event of api.count()) events.push(event);
    expect(events).toEqual([{ rows: 1 }]);
  });

  test.each(['the reader leaves', 'the server stops'])('end the work behind them when %s', async (why) => {
    let left: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (left = resolve));
    const app = start({ left: () => left() });
    const caller = new AbortController();
    const response = await requestApp(app, '/api/leads/count', { signal: caller.signal });
    const reader = response.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: {"rows":1}\n\n');
    if (why === 'the server stops') app.stopStreams();
    else caller.abort();
    await ended;
  });
});
