import { describe, expect, test } from '@jest/globals';
import { conflict, internal } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import { createApiClient } from './api-client.ts';
import { defineEndpoints } from './endpoints.ts';
import { parseProblem, toProblem } from './problem.ts';

const contract = defineEndpoints({
  leads: {
    method: 'GET',
    path: '/api/acquisition/leads',
    query: z.object({ search: z.optional(z.string()), limit: z.optional(z.string()) }),
    result: z.object({ total: z.number() }),
  },
  lead: { method: 'GET', path: '/api/acquisition/leads/:leadId', result: z.object({ name: z.string() }) },
  save: { method: 'POST', path: '/api/acquisition/leads', body: z.object({ name: z.string() }) },
  upload: { method: 'POST', path: '/api/acquisition/imports', body: 'bytes', result: z.object({ rows: z.number() }) },
  progress: { method: 'GET', path: '/api/acquisition/imports/:id/progress', events: z.object({ rows: z.number() }) },
});

/** A server that gives one answer and remembers what it was asked. */
function answering(respond: () => Response | Promise<Response>) {
  const asked: { url: string; init: RequestInit }[] = [];
  const fetch = async (url: string, init: RequestInit) => {
    asked.push({ url, init });
    return respond();
  };
  return { asked, api: createApiClient(contract, { fetch, baseUrl: 'http://127.0.0.1:1' }) };
}

const stream = (...parts: readonly string[]) =>
  new Response(
    new ReadableStream({
      start(controller) {
        for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
        controller.close();
      },
    }),
  );

describe('a call of the client', () => {
  test('puts parameters and query into the address and leaves out what is empty', async () => {
    const { api, asked } = answering(() => Response.json({ total: 2 }));
    expect(await api.leads({ query: { search: 'Ünal & Co', limit: undefined } })).toEqual({ total: 2 });
    await api.leads();
    expect(asked.map(({ url }) => url)).toEqual([
      'http://127.0.0.1:1/api/acquisition/leads?search=%C3%9Cnal+%26+Co',
      'http://127.0.0.1:1/api/acquisition/leads',
    ]);
  });

  test('escapes a parameter, so that it cannot leave its place in the path', async () => {
    const { api, asked } = answering(() => Response.json({ name: 'Ana' }));
    await api.lead({ params: { leadId: '../../house?x' } });
    expect(asked[0]?.url).toBe('http://127.0.0.1:1/api/acquisition/leads/..%2F..%2Fhouse%3Fx');
  });

  test('sends JSON or raw bytes with the type that says which, and understands an empty answer', async () => {
    const { api, asked } = answering(() => new Response(null, { status: 204 }));
    expect(await api.save({ body: { name: 'Ana' } })).toBeUndefined();
    await expect(api.upload({ bytes: 'a,b' })).rejects.toMatchObject({ code: 'answer-unexpected' });
    expect(asked.map(({ init }) => [init.body, new Headers(init.headers).get('content-type')])).toEqual([
      ['{"name":"Ana"}', 'application/json'],
      ['a,b', 'application/octet-stream'],
    ]);
  });

  test('throws the error that the server described, with the request id to find it by', async () => {
    const refused = conflict({
      code: 'run-claimed',
      message: 'Another run holds this campaign.',
      details: { by: 'x' },
    });
    const { api } = answering(() => Response.json(toProblem(refused, 'r-7'), { status: 409 }));
    await expect(api.leads()).rejects.toMatchObject({
      kind: 'conflict',
      code: 'run-claimed',
      message: 'Another run holds this campaign.',
      details: { by: 'x', requestId: 'r-7' },
    });
  });

  test('says in words when nothing answers, when a proxy answers, and when the answer breaks the contract', async () => {
    const down = answering(() => Promise.reject(new TypeError('fetch failed')));
    await expect(down.api.leads()).rejects.toMatchObject({ kind: 'unavailable', code: 'server-unreachable' });
    const proxy = answering(() => new Response('<html>Bad gateway</html>', { status: 502 }));
    await expect(proxy.api.leads()).rejects.toMatchObject({ kind: 'unavailable', code: 'answer-unreadable' });
    const older = answering(() => Response.json({ total: 'two' }));
    await expect(older.api.leads()).rejects.toMatchObject({ kind: 'internal', code: 'answer-unexpected' });
  });

  test('passes an abort on as it is, because giving up is not a failure of the server', async () => {
    const { api } = answering(() => Promise.reject(new DOMException('gone', 'AbortError')));
    await expect(api.leads()).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a stream of events', () => {
  const read = async (response: Response) => {
    const { api } = answering(() => response);
    const events: unknown[] = [];
    for await (const event of api.progress({ params: { id: '1' } })) events.push(event);
    return events;
  };

  test('gives each event, also one that arrives in pieces, and ends when the server says so', async () => {
    const events = await read(
      stream(': still here\n\nda', 'ta: {"rows":1}\n\ndata: {"rows":', '2}\n\nevent: end\ndata: {}\n\n'),
    );
    expect(events).toEqual([{ rows: 1 }, { rows: 2 }]);
  });

  test('throws what the server reports as a problem, and says when the connection just ends', async () => {
    const problem = JSON.stringify(toProblem(conflict({ code: 'import-cancelled', message: 'Cancelled.' })));
    await expect(read(stream(`event: problem\ndata: ${problem}\n\n`))).rejects.toMatchObject({
      code: 'import-cancelled',
    });
    await expect(read(stream('data: {"rows":1}\n\n'))).rejects.toMatchObject({ code: 'stream-broken' });
    await expect(read(stream('data: {"rows":"many"}\n\n'))).rejects.toMatchObject({ code: 'answer-unexpected' });
  });
});

describe('a contract', () => {
  test('refuses two endpoints on one place, a GET with a body, and a result beside events', () => {
    const place = { method: 'GET', path: '/api/x/:a' } as const;
    expect(() => defineEndpoints({ one: place, two: { method: 'GET', path: '/api/x/:b' } })).toThrow(
      '"two" and "one" both answer GET /api/x/:',
    );
    expect(() => defineEndpoints({ one: { ...place, body: 'bytes' } })).toThrow('use POST');
    expect(() => defineEndpoints({ one: { ...place, result: z.string(), events: z.string() } })).toThrow('keep one');
  });
});

describe('problem details', () => {
  test('keep kind, code and facts of an error both ways', () => {
    const error = conflict({ code: 'run-claimed', message: 'Held.', details: { by: 'a run' } });
    expect(parseProblem(409, structuredClone(toProblem(error)))).toMatchObject({
      kind: 'conflict',
      code: 'run-claimed',
      message: 'Held.',
      details: { by: 'a run' },
    });
  });

  test('do not repeat the text of an error that nobody expected', () => {
    const leaking = internal({
      code: 'unexpected',
      message: 'connect postgres://u:s3cret@h',
      details: { a: 's3cret' },
    });
    expect(JSON.stringify(toProblem(leaking, 'r-1'))).not.toContain('s3cret');
    expect(toProblem(leaking, 'r-1').detail).toBe('Something failed that nobody expected. The log has it under r-1.');
  });
});
