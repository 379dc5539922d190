import { invalid, type AppError } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';
import type { Endpoint, Schema } from '../contract/endpoints.ts';

export interface BodyLimits {
  /** 1 MB by default. */
  readonly jsonBytes: number;
  /** 64 MB by default. */
  readonly uploadBytes: number;
}

/** What a request brings, parsed by its endpoint's schemas. Throws `invalid` in words that name the field. */
export async function readInput(endpoint: Endpoint, request: Request, limits: BodyLimits) {
  const query = readQuery(new URL(request.url).searchParams);
  return {
    query: endpoint.query === undefined ? query : parseWith(endpoint.query, query, 'query'),
    ...(await readBody(endpoint, request, limits)),
  };
}

interface ReadBody {
  readonly body: unknown;
  readonly bytes: Uint8Array<ArrayBuffer> | undefined;
  readonly stream: AsyncIterable<Uint8Array> | undefined;
}

const nothing: ReadBody = { body: undefined, bytes: undefined, stream: undefined };

async function readBody(endpoint: Endpoint, request: Request, limits: BodyLimits): Promise<ReadBody> {
  if (endpoint.body === undefined) return nothing;
  if (endpoint.body === 'bytes') return { ...nothing, bytes: await readBytes(request, limits.uploadBytes) };
  if (endpoint.body === 'stream') return { ...nothing, stream: request.body ?? noBytes() };
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    const found = type === '' ? 'no content type' : `the content type "${type.slice(0, 60)}"`;
    throw invalid({ code: 'media-type', message: `Found ${found}; expected application/json.` });
  }
  const bytes = await readBytes(request, limits.jsonBytes);
  return { ...nothing, body: parseWith(endpoint.body, parseJson(new TextDecoder().decode(bytes)), 'body') };
}

async function* noBytes(): AsyncGenerator<Uint8Array> {
  // A request without a body.
}

function readQuery(search: URLSearchParams): Readonly<Record<string, string>> {
  const twice = [...search.keys()].find((key, index, all) => all.indexOf(key) !== index);
  if (twice !== undefined) {
    throw invalid({ code: 'query-twice', message: `Found "${twice}" several times in the address; expected it once.` });
  }
  return Object.fromEntries(search);
}

/** Counts while it reads: a declared length may be missing or a lie. */
async function readBytes(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > limit) throw tooLarge(limit);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

function tooLarge(limit: number): AppError {
  const words = limit >= 1_000_000 ? `${String(Math.floor(limit / 1_000_000))} MB` : `${String(limit)} bytes`;
  return invalid({
    code: 'body-too-large',
    message: `This is larger than ${words}, the most that is taken. Send less.`,
  });
}

function parseJson(text: string): unknown {
  if (text.trim() === '') throw invalid({ code: 'body-missing', message: 'Found an empty body; expected JSON.' });
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const message = 'Found a body that is not JSON; expected a JSON object.';
    throw invalid({ code: 'body-not-json', message, cause });
  }
}

const inWords = en().localeError;

/** Throws `invalid` (code `request-invalid`) with every field that is wrong, the first of them in the message. */
function parseWith(schema: Schema, found: unknown, where: 'query' | 'body'): unknown {
  const read = z.safeParse(schema, found, { error: inWords });
  if (read.success) return read.data;
  const fields = read.error.issues.slice(0, 20).map((issue) => ({
    field: issue.path.join('.'),
    message: issue.message,
  }));
  const [first] = fields;
  const place = first === undefined || first.field === '' ? `the ${where}` : `"${first.field}"`;
  const more = fields.length > 1 ? ` ${String(fields.length - 1)} more in the details.` : '';
  throw invalid({
    code: 'request-invalid',
    message: `${place} is not usable: ${first?.message ?? 'unreadable'}.${more}`,
    details: { where, fields },
  });
}
