import { connect } from 'node:net';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { defineEndpoints } from '../contract/index.ts';
import { aServer } from '../testing/index.ts';
import { defineRoutes } from './define-routes.ts';
import { serve, type RunningServer } from './serve.ts';
import { openStaticFiles } from './static-files.ts';

const contract = defineEndpoints({
  wait: { method: 'GET', path: '/api/x/wait', result: z.object({ done: z.boolean() }) },
  forever: { method: 'GET', path: '/api/x/forever', events: z.object({ n: z.number() }) },
});

const running: RunningServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

async function start(gate: Promise<void> = Promise.resolve(), onStop?: () => Promise<void>, onLeft = () => undefined) {
  const routes = defineRoutes(contract, () => ({
    wait: async () => gate.then(() => ({ done: true })),
    forever: async function* ({ signal }) {
      yield { n: 1 };
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      onLeft();
    },
  }));
  const app = aServer('x', routes, undefined, { address: { host: '127.0.0.1', port: 0 } });
  const server = await serve(app, { portVariable: 'AICMO_TEST_PORT', ...(onStop === undefined ? {} : { onStop }) });
  running.push(server);
  return server;
}

/** What a raw request is answered: fetch would not let us send two Host headers or none. */
const raw = (port: number, lines: readonly string[]) =>
  new Promise<string>((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write([...lines, '', ''].join('\r\n')));
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.on('close', () => {
      resolve(answer);
    });
    socket.on('error', reject);
  });

describe('a listening server', () => {
  test('answers on its real port and refuses two Host headers or none', async () => {
    const server = await start();
    expect(await (await fetch(`${server.url}/api/x/wait`)).json()).toEqual({ done: true });
    const host = `Host: 127.0.0.1:${String(server.port)}`;
    expect(
      await raw(server.port, ['GET /api/x/wait HTTP/1.1', host, 'Host: evil.example', 'Connection: close']),
    ).toMatch(/^HTTP\/1\.1 400/);
    expect(await raw(server.port, ['GET /api/x/wait HTTP/1.0'])).toMatch(/^HTTP\/1\.1 421/);
  });

  test('answers 421 to a Host that is no address at all, with the headers of every answer', async () => {
    const server = await start();
    for (const host of ['x.127.0.0.1', '[', 'a b', '%zz', 'evil\u00e9']) {
      const answer = await raw(server.port, ['GET /api/x/wait HTTP/1.1', `Host: ${host}`, 'Connection: close']);
      expect(answer).toMatch(/^HTTP\/1\.1 4(?:21|00)/);
      if (answer.includes('host-refused')) expect(answer).toContain("default-src 'none'");
    }
  });

  test('says in one line that its port is taken, and which variable chooses another', async () => {
    const server = await start();
    const second = aServer('x', defineRoutes(contract, never), undefined, {
      address: { host: '127.0.0.1', port: server.port },
    });
    await expect(serve(second, { portVariable: 'AICMO_TEST_PORT' })).rejects.toMatchObject({
      code: 'port-taken',
      message: expect.stringMatching(/^Port \d+ on 127\.0\.0\.1 is taken by another program\..*AICMO_TEST_PORT=\d+$/),
    });
  });

  test('does not start on an address beyond this machine without an access token', async () => {
    const app = aServer('x', defineRoutes(contract, never), undefined, { address: { host: '0.0.0.0', port: 0 } });
    await expect(serve(app, { portVariable: 'X' })).rejects.toMatchObject({ code: 'address-needs-token' });
  });

  test('ends the work behind a stream when its reader hangs up', async () => {
    const left = Promise.withResolvers<undefined>();
    const server = await start(undefined, undefined, () => void left.resolve(undefined));
    const reader = new AbortController();
    const stream = await fetch(`${server.url}/api/x/forever`, { signal: reader.signal });
    await stream.body?.getReader().read();
    reader.abort();
    await left.promise;
  });

  test('stops by finishing what is in flight, ending streams, then closing what the handlers used', async () => {
    let finish: () => void = () => undefined;
    const order: string[] = [];
    const server = await start(new Promise((resolve) => (finish = resolve)), async () => void order.push('closed'));
    const inFlight = fetch(`${server.url}/api/x/wait`).then((response) => response.json());
    const stream = await fetch(`${server.url}/api/x/forever`);
    const reader = stream.body?.getReader();
    await reader?.read();
    const stopped = server.stop();
    while ((await reader?.read())?.done === false);
    await expect(fetch(`${server.url}/api/x/wait`)).rejects.toThrow();
    expect(order).toEqual([]);
    finish();
    await stopped;
    expect(await inFlight).toEqual({ done: true });
    expect(order).toEqual(['closed']);
  });
});

const never = () => ({
  wait: () => ({ done: false }),
  forever: async function* () {
    yield { n: 0 };
  },
});

describe('the files of a build', () => {
  test('are sent from their list alone, compressed and cached where the name holds a hash', async () => {
    const root = await mkdtemp(join(tmpdir(), 'aicmo-static-'));
    await mkdir(join(root, 'assets'));
    await writeFile(join(root, 'index.html'), '<p>hello</p>');
    await writeFile(join(root, 'assets/app-1a2b.js'), 'run()');
    await writeFile(join(root, 'assets/app-1a2b.js.gz'), gzipSync('run()'));
    const files = await openStaticFiles(root);
    const ask = (path: string, headers = {}) => files.answer(path, new Request('http://x/', { headers }));
    const script = await ask('/assets/app-1a2b.js', { 'accept-encoding': 'gzip, br' });
    expect(Object.fromEntries(script?.headers ?? [])).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(await (await ask('/assets/app-1a2b.js'))?.text()).toBe('run()');
    const page = await ask('/index.html');
    expect(page?.headers.get('cache-control')).toBe('no-cache');
    const again = await ask('/index.html', { 'if-none-match': page?.headers.get('etag') ?? '' });
    expect(again?.status).toBe(304);
    for (const path of ['/../package.json', '/assets/../../package.json', '/assets/app-1a2b.js.gz', '/nothing', '/']) {
      expect(await ask(path)).toBeUndefined();
    }
    await rm(root, { recursive: true });
  });
});
