import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { notFound } from '@aicmo/core-kernel';
import { redact } from '../lib/provider/redact.ts';
import type { LlmDoor, LlmFetch } from '../lib/ports/llm-door.ts';

/** One question and its answer, as they stand in a file. */
interface Recorded {
  readonly request: { readonly path: string; readonly body: unknown };
  readonly response: { readonly status: number; readonly contentType: string; readonly body: string };
}

/**
 * A door that writes each conversation into a folder, one file each, and lets it through: run it by hand, once, against
 * a real service. No header is written, neither way; the key, and whatever looks like one, is taken out of the words.
 * @param door the way to the real service.
 * @param apiKey what must not be in a file.
 */
export const recordingDoor = (door: LlmDoor, folder: string, apiKey: string): LlmDoor => ({
  ask: async (ask) => {
    const left = await door.ask(ask);
    if (!left.ok) return left;
    return { ok: true, passage: { ...left.passage, fetch: recording(left.passage.fetch, folder, apiKey) } };
  },
});

/** A door that answers out of such a folder and never opens a socket. A question that is not in it fails by name. */
export const replayingDoor = (folder: string): LlmDoor => ({
  ask: async () => ({ ok: true, passage: { fetch: replaying(folder), settle: async () => undefined } }),
});

const recording =
  (fetch: LlmFetch, folder: string, apiKey: string): LlmFetch =>
  async (input, init) => {
    const response = await fetch(input, init);
    const request = requestOf(input, init);
    const recorded: Recorded = {
      request,
      response: {
        ...{ status: response.status, contentType: response.headers.get('content-type') ?? '' },
        body: await response.clone().text(),
      },
    };
    await mkdir(folder, { recursive: true });
    const text = redact(JSON.stringify(recorded, null, 2), apiKey);
    await writeFile(fileOf(folder, request), `${text}\n`);
    return response;
  };

const replaying =
  (folder: string): LlmFetch =>
  async (input, init) => {
    const request = requestOf(input, init);
    const text = await readFile(fileOf(folder, request), 'utf8').catch(() => {
      throw notFound({
        code: 'llm-not-recorded',
        message: `There is no conversation ${path.basename(fileOf(folder, request))} in ${folder}. Record it again.`,
      });
    });
    const { response } = JSON.parse(text) as Recorded; // we wrote it
    return new Response(response.body, { status: response.status, headers: { 'content-type': response.contentType } });
  };

/** The marks around material are drawn anew for each question, so they do not count. */
function requestOf(input: string | URL | Request, init?: RequestInit): Recorded['request'] {
  const url = new URL(input instanceof Request ? input.url : input);
  const text = (typeof init?.body === 'string' ? init.body : '').replace(/(DATA|END) [0-9a-f]{12}/g, '$1 mark');
  return { path: url.pathname, body: text === '' ? null : (JSON.parse(text) as unknown) };
}

const fileOf = (folder: string, request: Recorded['request']): string =>
  path.join(folder, `${createHash('sha256').update(JSON.stringify(request)).digest('hex').slice(0, 16)}.json`);
