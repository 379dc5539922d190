import type { Attachment, Email } from 'postal-mime';
import { textOfHtml } from './html-text.ts';

/** A message taken apart: what was written for us, what machines report, and what was sent back with it. */
export interface ReadMail {
  /** Every value of a header by its name in lower case. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** The author's address in lower case, or empty. */
  readonly from: string;
  readonly fromName: string;
  readonly subject: string;
  /** When it was written, or null: `2026-03-02T10:00:00.000Z`. */
  readonly date: string | null;
  /** The message's own text: plain, else made of the HTML. Returned messages are not in it. */
  readonly text: string;
  /** `message/delivery-status` parts, as they stand. RFC 3464. */
  readonly deliveryStatus: string;
  /** `message/feedback-report` parts, as they stand. RFC 5965. */
  readonly feedback: string;
  /** Whether a form of meeting invitation or answer is inside. */
  readonly hasCalendar: boolean;
  /** The message that was sent back with it, or its headers. */
  readonly returned: string;
}

/** No bounce or reply says in its second megabyte what it is; what lies behind is an attachment. */
const mostBytes = 1_000_000;
/** A megabyte of base64 has fewer; a parser takes time for each line, and a stranger can send a million empty ones. */
const mostLines = 20_000;

function beginningOf(raw: Uint8Array): Uint8Array {
  const bytes = raw.subarray(0, mostBytes);
  let lines = 0;
  const end = bytes.findIndex((byte) => byte === 10 && (lines += 1) === mostLines);
  return end === -1 ? bytes : bytes.subarray(0, end);
}

/**
 * Takes a message apart. Nothing in a message makes it throw: what cannot be read as MIME is read as headers, an empty
 * line and text, which is also how a human would read it. At most its first megabyte and 20,000 lines are looked at.
 */
export async function readMail(raw: Uint8Array | string): Promise<ReadMail> {
  const bytes = beginningOf(typeof raw === 'string' ? new TextEncoder().encode(raw) : raw);
  const { default: PostalMime } = await import('postal-mime');
  const email = await PostalMime.parse(bytes, {
    forceRfc822Attachments: true,
    attachmentEncoding: 'arraybuffer',
    maxNestingDepth: 32,
  }).catch(() => undefined);
  const plain = splitPlainly(bytes);
  const headers = email && email.headers.length > 0 ? headersOf(email) : plain.headers;
  const parts = (email?.attachments ?? []).map((part) => ({ type: part.mimeType, text: textOf(part) }));
  const of = (pattern: RegExp): string =>
    parts.flatMap(({ type, text }) => (pattern.test(type) ? [text] : [])).join('\n\n');
  const from = email?.from?.address ?? addressIn(first(headers, 'from'));
  return {
    headers,
    from: from.toLowerCase(),
    fromName: email?.from?.name ?? first(headers, 'from'),
    subject: (email?.subject ?? first(headers, 'subject')).replaceAll(/\s+/g, ' ').trim(),
    date: instantOf(email?.date ?? first(headers, 'date')),
    text: ownText(email, of(/^text\/plain/), plain.body),
    deliveryStatus: of(/^message\/(global-)?delivery-status$/),
    feedback: of(/^message\/feedback-report$/),
    hasCalendar: parts.some(({ type }) => type === 'text/calendar'),
    returned: of(/^message\/(rfc822|global|partial)|^text\/rfc822-headers?$/),
  };
}

/** The first value of a header, unfolded; empty without one. */
export const first = (headers: ReadMail['headers'], name: string): string => headers.get(name)?.[0] ?? '';

function ownText(email: Email | undefined, textParts: string, body: string): string {
  const plain = email?.text?.trim() ?? '';
  if (plain !== '') return plain;
  const html = email?.html?.trim() ?? '';
  if (html !== '') return textOfHtml(html);
  // Boundaries that are quoted wrongly leave no part at all: then the bytes themselves are the best text.
  return textParts.trim() === '' ? body : textParts;
}

function headersOf(email: Email): ReadMail['headers'] {
  const grouped = Map.groupBy(email.headers, ({ key }) => key);
  return new Map([...grouped].map(([key, many]) => [key, many.map(({ value }) => value)]));
}

function textOf({ content }: Attachment): string {
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
}

/** A message that no parser takes: everything before the first empty line is headers. */
function splitPlainly(bytes: Uint8Array): { readonly headers: ReadMail['headers']; readonly body: string } {
  const text = new TextDecoder().decode(bytes).replaceAll(/\r\n?/g, '\n');
  const end = text.indexOf('\n\n');
  const head = end === -1 ? text : text.slice(0, end);
  const headers = new Map<string, string[]>();
  for (const line of head.replaceAll(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    const values = headers.get(name);
    if (values) values.push(value);
    else headers.set(name, [value]);
  }
  return { headers, body: end === -1 ? '' : text.slice(end + 2) };
}

const addressIn = (text: string): string => /[^\s<>"(),;:]+@[^\s<>"(),;:]+/.exec(text)?.[0] ?? '';

function instantOf(text: string): string | null {
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
