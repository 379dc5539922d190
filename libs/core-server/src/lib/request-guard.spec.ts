import { describe, expect, test } from '@jest/globals';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { dayMs } from '@aicmo/core-kernel';
import { defineEndpoints } from '../contract/index.ts';
import { aServer, requestApp } from '../testing/index.ts';
import { checkAccessToken, checkListenAddress } from './access-token.ts';
import { defineRoutes } from './define-routes.ts';

const contract = defineEndpoints({
  look: { method: 'GET', path: '/api/x/look' },
  change: { method: 'POST', path: '/api/x/change' },
});
const routes = defineRoutes(contract, () => ({ look: () => undefined, change: () => undefined }));
const pages = () => Promise.resolve(new Response('page'));
const open = (more = {}) => aServer('x', routes, undefined, { pages, ...more });

describe('the Host of a request', () => {
  test.each(['127.0.0.1:8501', 'localhost:8501', 'LOCALHOST:8501', '[::1]:8501'])('%s is this server', async (host) => {
    expect((await requestApp(open(), '/', { headers: { host } })).status).toBe(200);
  });

  test.each([
    'evil.example',
    'evil.example:8501',
    '127.0.0.1',
    '127.0.0.1:8510',
    '0.0.0.0:8501',
    'localhost.evil.example:8501',
  ])('%s is refused, so that a name that resolves here reads nothing', async (host) => {
    const response = await requestApp(open(), '/api/x/look', { headers: { host } });
    expect(response.status).toBe(421);
    expect(await response.json()).toMatchObject({ code: 'host-refused' });
  });

  test('may be one that the operator named', async () => {
    const address = { host: '127.0.0.1', port: 8501, allowedHosts: ['console.agency.example'] };
    expect((await requestApp(open({ address }), '/', { headers: { host: 'console.agency.example' } })).status).toBe(
      200,
    );
  });
});

describe('the page that a request comes from', () => {
  const post = (headers: Record<string, string>) => requestApp(open(), '/api/x/change', { method: 'POST', headers });

  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:8510' }],
    ['a sandboxed page', { origin: 'null' }],
    ['a browser that says cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['a browser that says same-site', { 'sec-fetch-site': 'same-site' }],
    ['an address bar, which never posts', { 'sec-fetch-site': 'none' }],
  ])('%s changes nothing', async (_, headers) => {
    const response = await post(headers);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'cross-site' });
  });

  test('the console itself, and a tool without a browser, may change things', async () => {
    expect((await post({ origin: 'http://127.0.0.1:8501', 'sec-fetch-site': 'same-origin' })).status).toBe(204);
    expect((await post({})).status).toBe(204);
  });

  test('a link from a mail opens a page and never reads the API', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect((await requestApp(open(), '/acquisition', { headers })).status).toBe(200);
    expect((await requestApp(open(), '/api/x/look', { headers })).status).toBe(403);
  });
});

describe('the way in which a request is made', () => {
  test.each(['OPTIONS', 'PROPFIND'])(
    '%s is refused, so that no preflight ever lets a foreign page in',
    async (method) => {
      const headers = { origin: 'http://127.0.0.1:8501', 'access-control-request-method': 'POST' };
      const response = await requestApp(open(), '/api/x/change', { method, headers });
      expect(response.status).toBe(405);
      expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    },
  );

  test.each([
    'text/plain',
    'text/plain;charset=UTF-8',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
  ])('the API takes no %s, which a foreign form may send without asking', async (type) => {
    const init = { method: 'POST', body: '{}', headers: { 'content-type': type } };
    expect((await requestApp(open(), '/api/x/change', init)).status).toBe(415);
  });

  test('a page takes a form and nothing else', async () => {
    const send = (headers: Record<string, string>) =>
      requestApp(open(), '/x', { method: 'POST', body: 'a=b', headers });
    expect((await send({ 'content-type': 'text/plain' })).status).toBe(415);
    expect((await send({ 'content-type': 'application/json' })).status).toBe(415);
    expect((await send({ 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(200);
  });
});

describe('the token of one start', () => {
  const startToken = 'a-token-of-this-start-alone-4711';
  const enter = (app: ReturnType<typeof open>, token: string) =>
    requestApp(app, '/login', {
      method: 'POST',
      body: new URLSearchParams({ token }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });

  test('leaves reading open, is asked of whoever changes something, and a wrong one is never taken for none', async () => {
    const app = open({ startToken });
    const change = (headers: Record<string, string>) =>
      requestApp(app, '/api/x/change', { method: 'POST', headers }).then(({ status }) => status);
    expect((await requestApp(app, '/')).status).toBe(200);
    expect((await requestApp(app, '/api/x/look')).status).toBe(204);
    expect((await requestApp(app, '/api/x/look', { headers: { authorization: 'Bearer wrong' } })).status).toBe(401);
    expect(await change({})).toBe(401);
    expect(await change({ authorization: 'Bearer wrong' })).toBe(401);
    expect(await change({ authorization: `Bearer ${startToken}` })).toBe(204);
  });

  test('is handed to a browser by a code that works once and for a quarter of an hour', async () => {
    const clock = fakeClock();
    const app = open({ startToken, clock });
    const code = app.issueEntryCode() ?? '';
    const late = app.issueEntryCode() ?? '';
    const answer = await enter(app, code);
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([
      303,
      expect.stringMatching(/^aicmo_session_8501=/),
    ]);
    expect((await enter(app, code)).status).toBe(401);
    clock.advance(16 * 60_000);
    expect((await enter(app, late)).status).toBe(401);
  });

  test('opens a session that ends when nobody uses it, and lasts while somebody does', async () => {
    const clock = fakeClock();
    const seen: (string | undefined)[] = [];
    const app = open({
      startToken,
      clock,
      sessionIdleMs: 30 * 60_000,
      pages: async ({ session }: { readonly session: string | undefined }) => {
        seen.push(session);
        return new Response('page');
      },
    });
    let cookie = (await enter(app, startToken)).headers.get('set-cookie')?.split(';')[0] ?? '';
    for (let visit = 0; visit < 3; visit += 1) {
      clock.advance(20 * 60_000);
      cookie = (await requestApp(app, '/', { headers: { cookie } })).headers.get('set-cookie')?.split(';')[0] ?? '';
    }
    clock.advance(31 * 60_000);
    await requestApp(app, '/', { headers: { cookie } });
    expect([new Set(seen.slice(0, 3)).size, seen[0] === undefined, seen[3]]).toEqual([1, false, undefined]);
  });
});

describe('the access token', () => {
  const token = 'correct horse battery staple';
  const form = (fields: Record<string, string>): RequestInit => ({
    method: 'POST',
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });

  test('is asked for: a page leads to the sign-in page and back, the API answers 401', async () => {
    const app = open({ accessToken: token });
    const page = await requestApp(app, '/acquisition?client=1');
    expect([page.status, page.headers.get('location')]).toEqual([303, '/login?to=%2Facquisition%3Fclient%3D1']);
    expect((await requestApp(app, '/api/x/look')).status).toBe(401);
    const signIn = await (await requestApp(app, '/login?to=%2Facquisition')).text();
    expect(signIn).toContain('value="/acquisition"');
    expect(signIn).not.toContain('<script');
  });

  test('opens a session of 30 days by a cookie that no script and no other site can use', async () => {
    const clock = fakeClock();
    const app = open({ accessToken: token, clock });
    const answer = await requestApp(app, '/login', form({ token, to: '/acquisition' }));
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/acquisition']);
    expect(cookie).toMatch(/^aicmo_session_8501=.*; HttpOnly; SameSite=Strict; Max-Age=2592000$/);
    const headers = { cookie: cookie.split(';')[0] ?? '' };
    expect((await requestApp(app, '/api/x/look', { headers })).status).toBe(204);
    clock.advance(31 * dayMs);
    expect((await requestApp(app, '/api/x/look', { headers })).status).toBe(401);
  });

  test('is refused when wrong, forged or sent in the wrong place, and ten wrong ones a minute are the end', async () => {
    const app = open({ accessToken: token });
    const tried = (headers: Record<string, string>) => requestApp(app, '/api/x/look', { headers });
    expect((await tried({ authorization: `Bearer ${token}` })).status).toBe(204);
    expect((await tried({ authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await tried({ cookie: 'aicmo_session_8501=99999999999999.forged' })).status).toBe(401);
    expect((await requestApp(app, `/api/x/look?token=${token}`)).status).toBe(401);
    for (let count = 0; count < 10; count += 1) {
      expect((await requestApp(app, '/login', form({ token: 'guess' }))).status).toBe(401);
    }
    expect((await requestApp(app, '/login', form({ token }))).status).toBe(429);
  });

  test.each(['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)', '/login'])(
    'never leads to %s after signing in',
    async (to) => {
      const answer = await requestApp(open({ accessToken: token }), '/login', form({ token, to }));
      expect(answer.headers.get('location')).toBe('/');
    },
  );

  test('must exist before other machines can reach the server, and must not be guessable', () => {
    expect(() => checkListenAddress('0.0.0.0', false)).toThrow('AICMO_ACCESS_TOKEN');
    expect(() => checkListenAddress('192.168.1.4', false)).toThrow('other machines can reach');
    expect(() => checkListenAddress('0.0.0.0', true)).not.toThrow();
    expect(() => checkListenAddress('127.0.0.1', false)).not.toThrow();
    expect(() => checkAccessToken('short')).toThrow('has 5 characters');
  });
});
