import { internal, toAppError } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import type { Endpoint, FileAnswer, Schema } from '../contract/endpoints.ts';
import { problemMediaType, toProblem } from '../contract/problem.ts';
import type { Log } from './log.ts';
import type { Redactor } from './redact.ts';

const heartbeatMs = 15_000;

/** An error as the answer that says it. */
export function problemResponse(error: unknown, requestId: string): Response {
  const problem = toProblem(toAppError(error), requestId);
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { 'content-type': problemMediaType, 'cache-control': 'no-store' },
  });
}

/**
 * A handler's result as JSON, checked against our own contract: a wrong result is our fault and says so, instead of
 * breaking the page. What the contract does not name is left out, so that nothing leaks by a wider row.
 */
export function resultResponse(endpoint: Endpoint, result: unknown): Response {
  const headers = { 'cache-control': 'no-store' };
  if (endpoint.result === undefined) return new Response(null, { status: 204, headers });
  return Response.json(checked(endpoint.result, result, endpoint.path), { headers });
}

function checked(schema: Schema, result: unknown, path: string): unknown {
  const read = z.safeParse(schema, result);
  if (read.success) return read.data;
  throw internal({
    code: 'answer-broken',
    message:
      'The server made an answer that breaks its own contract. This is a fault of the program; please report it.',
    details: {
      path,
      where: read.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.code ?? 'custom'}`),
    },
  });
}

/** A file to be kept; in pieces when it is made in pieces, so that nobody holds it whole. */
export function fileResponse({ fileName, contentType, bytes }: FileAnswer): Response {
  const plain = fileName.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const body = bytes instanceof Uint8Array ? new Uint8Array(bytes) : ReadableStream.from(bytes);
  return new Response(body, {
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      'cache-control': 'no-store',
    },
  });
}

export interface EventStream {
  readonly endpoint: Endpoint;
  readonly events: AsyncIterable<unknown>;
  readonly signal: AbortSignal;
  readonly requestId: string;
  readonly log: Log;
  readonly redactor: Redactor;
}

/**
 * Events as a stream (text/event-stream): `data:` for each, `event: end` after the last, `event: problem` for a failure,
 * and a comment every 15 s so that nothing between takes the silence for death. An abort ends the handler's generator.
 */
export function eventResponse(stream: EventStream): Response {
  const encoder = new TextEncoder();
  const iterator = stream.events[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      const write = (text: string) => {
        controller.enqueue(encoder.encode(stream.redactor.values(text)));
      };
      void pump(stream, iterator, write).finally(() => {
        try {
          controller.close();
        } catch {
          // The reader has gone first and closed it.
          return;
        }
      });
    },
    cancel: async () => {
      await iterator.return?.();
    },
  });
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  });
}

async function pump(stream: EventStream, iterator: AsyncIterator<unknown>, write: (text: string) => void) {
  const heartbeat = setInterval(() => {
    tryWrite(write, ': still here\n\n');
  }, heartbeatMs);
  heartbeat.unref();
  const gone = new Promise<'gone'>((resolve) => {
    if (stream.signal.aborted) resolve('gone');
    stream.signal.addEventListener('abort', () => resolve('gone'), { once: true });
  });
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), gone]);
      if (next === 'gone') return;
      if (next.done === true) break;
      const event = checked(stream.endpoint.events ?? z.unknown(), next.value, stream.endpoint.path);
      tryWrite(write, `data: ${JSON.stringify(event)}\n\n`);
    }
    tryWrite(write, 'event: end\ndata: {}\n\n');
  } catch (error) {
    if (!stream.signal.aborted) stream.log.error('A stream of events failed', { path: stream.endpoint.path, error });
    tryWrite(write, `event: problem\ndata: ${JSON.stringify(toProblem(toAppError(error), stream.requestId))}\n\n`);
  } finally {
    clearInterval(heartbeat);
    // Without waiting: a generator that hangs in its work must not keep the connection open.
    void Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
}

function tryWrite(write: (text: string) => void, text: string): void {
  try {
    write(text);
  } catch {
    // The reader has gone; the abort signal ends the loop.
    return;
  }
}
