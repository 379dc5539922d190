import { internal, unavailable } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import type { Schema } from './endpoints.ts';
import { parseFetchFailure, parseProblem } from './problem.ts';

interface ServerEvent {
  readonly name: string;
  readonly data: string;
}

/**
 * The events of a stream, parsed. Ends when the server says `end`; throws what the server sends as `problem`, and
 * `unavailable` (code `stream-broken`) when the connection ends before either. Nothing reconnects by itself: the caller
 * knows whether asking again is harmless.
 */
export async function* readEvents(schema: Schema, ask: () => Promise<Response>): AsyncGenerator<unknown> {
  const response = await ask();
  for await (const event of splitEvents(readText(response))) {
    if (event.name === 'end') return;
    const data = parseData(event.data);
    if (event.name === 'problem') throw parseProblem(500, data);
    const read = z.safeParse(schema, data);
    if (!read.success) {
      throw internal({
        code: 'answer-unexpected',
        message: 'The server reported progress in a shape that this page does not know. Reload the page.',
      });
    }
    yield read.data;
  }
  throw unavailable({
    code: 'stream-broken',
    message: 'The connection ended before the work did. It may still be running: reload the page to see.',
  });
}

async function* readText(response: Response): AsyncGenerator<string> {
  if (response.body === null) return;
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } catch (error) {
    throw parseFetchFailure(error);
  } finally {
    // A reader that stopped early (the caller broke out of its loop) must close the connection, not keep it.
    await reader.cancel().catch(() => undefined);
  }
}

async function* splitEvents(chunks: AsyncIterable<string>): AsyncGenerator<ServerEvent> {
  let rest = '';
  for await (const chunk of chunks) {
    const blocks = (rest + chunk).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = parseBlock(block);
      if (event !== undefined) yield event;
    }
  }
}

function parseBlock(block: string): ServerEvent | undefined {
  const fields = block.split('\n').filter((line) => !line.startsWith(':'));
  const value = (name: string) =>
    fields.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trimStart());
  const data = value('data');
  if (data.length === 0) return undefined;
  return { name: value('event')[0] ?? 'message', data: data.join('\n') };
}

function parseData(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // What is not JSON fits no schema; the caller says so in words.
    return undefined;
  }
}
