import { createHash } from 'node:crypto';

/** A secret that stands nowhere else: where its value is found, something let it out. */
export const aCanary = (name: string): string =>
  `Canary${createHash('sha256').update(name).digest('hex').slice(0, 24)}`;

/** A password that must be written differently in an address: plain, and as it stands there. */
export function aCanaryPassword(name: string): { readonly plain: string; readonly inAddress: string } {
  const plain = `${aCanary(name)}/ä@:+%`;
  return { plain, inAddress: encodeURIComponent(plain) };
}

/**
 * Which canaries a text holds, and how they are written: as they are, percent-encoded, escaped as in JSON or HTML, in
 * base64 wherever it begins, or in hexadecimal. Everything that can be decoded is decoded and searched, so that this
 * finds also what the redactor would have missed.
 */
export function leaksIn(text: string, canaries: Readonly<Record<string, string>>): readonly string[] {
  const readings: Readonly<Record<string, string>> = {
    plain: text,
    'percent-encoded': unescapePercent(text),
    'percent-encoded in a form': unescapePercent(text.replaceAll('+', ' ')),
    'percent-encoded twice': unescapePercent(unescapePercent(text)),
    escaped: unescapeText(text),
    base64: unescapeRuns(text, /[A-Za-z0-9+/_-]{16,}/g, (run) =>
      [0, 1, 2, 3].map((from) => fromBase64(run.slice(from))),
    ),
    hexadecimal: unescapeRuns(text, /(?:[0-9a-f]{2}){12,}/gi, (run) => [Buffer.from(run, 'hex').toString()]),
  };
  return Object.entries(canaries).flatMap(([name, value]) =>
    Object.entries(readings)
      .filter(([, reading]) => reading.includes(value))
      .map(([how]) => `${name}, ${how}`),
  );
}

const fromBase64 = (run: string) => Buffer.from(run.replaceAll('-', '+').replaceAll('_', '/'), 'base64').toString();

/** Byte by byte, because what stands around it need not be well-formed. */
const unescapePercent = (text: string): string =>
  Buffer.from(
    Buffer.from(text)
      .toString('latin1')
      .replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16))),
    'latin1',
  ).toString();

const unescapeText = (text: string): string =>
  text
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/\\(["\\/])/g, '$1')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

const unescapeRuns = (text: string, runs: RegExp, read: (run: string) => readonly string[]): string =>
  [...text.matchAll(runs)].flatMap(([run]) => read(run)).join('\n');
