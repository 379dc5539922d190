import type { IncomingMessage } from 'node:http';

/** What a form sent, or why it was not read. */
export type FormBody =
  | { readonly ok: true; readonly fields: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly status: 400 | 413 | 415; readonly text: string };

/** Enough for a long message in an alphabet of three bytes a character, percent-encoded. */
const mostBytes = 32 * 1024;
const mostFields = 30;

/** Reads the fields of a form, counting while it reads: a declared length may be missing or a lie. */
export async function readFormBody(request: IncomingMessage): Promise<FormBody> {
  const type = request.headers['content-type'] ?? '';
  const isUrlEncoded = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(type);
  if (!isUrlEncoded && !/^multipart\/form-data\s*;/i.test(type)) {
    return {
      ok: false,
      status: 415,
      text: 'This address takes what a form sends (application/x-www-form-urlencoded).',
    };
  }
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) return tooLarge;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) return tooLarge;
    chunks.push(chunk);
  }
  const all = Buffer.concat(chunks);
  const pairs = isUrlEncoded ? new URLSearchParams(all.toString('utf8')) : await partsOf(all, type);
  return pairs === undefined ? notOurs : fieldsOf(pairs);
}

/** What mail programs may send as well (RFC 8058, section 3.2); undefined for what is broken. A file counts as empty. */
async function partsOf(
  body: Buffer<ArrayBuffer>,
  type: string,
): Promise<readonly (readonly [string, string])[] | undefined> {
  const form = await new Response(body, { headers: { 'content-type': type } }).formData().catch(() => undefined);
  return form && [...form].map(([name, value]) => [name, typeof value === 'string' ? value : ''] as const);
}

const tooLarge: FormBody = {
  ok: false,
  status: 413,
  text: 'This is more than a form of ours can hold. Please send less.',
};
const notOurs: FormBody = { ok: false, status: 400, text: 'This was not sent by a form of ours.' };

function fieldsOf(pairs: Iterable<readonly [string, string]>): FormBody {
  const fields = new Map<string, string>();
  for (const [name, value] of pairs) {
    if (fields.has(name) || fields.size >= mostFields) return notOurs;
    fields.set(name, value);
  }
  return { ok: true, fields: Object.fromEntries(fields) };
}
