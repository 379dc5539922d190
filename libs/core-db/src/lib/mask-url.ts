import { maskPairs } from './url/mask-pairs.ts';
import { maskUserInfo } from './url/mask-user-info.ts';

/** Longer texts are cut: nobody reads them, and no address needs them. */
const mostCharacters = 4000;
/** How many times a text may have been percent-encoded and is still looked into. */
const encodings = 3;

/**
 * A database URL, or whatever somebody put in its place, without its secrets: passwords, tokens and keys become `***`,
 * user, host and database stay readable. In doubt it hides: a password with a raw `@`, `/`, `?` or `#`, an unclosed
 * quote, a word that stands alone. What shows its secrets only when it is decoded is shown decoded, and masked. Control
 * characters become blanks. Never throws; gives the empty text for nothing.
 */
export function maskUrl(url: unknown): string {
  const text = textOf(url);
  const cut = text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
  return maskLevels(oneLine(cut));
}

const oneLine = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028\u2029\u2060\ufeff]/g, ' ');

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  return value instanceof URL ? value.href : '***';
}

function maskLevels(given: string): string {
  const text = given.includes('://') ? given : addressBehind(given);
  const shown = maskPlain(text);
  let hidden = shown;
  for (let level = 0; level < encodings; level += 1) {
    const decoded = decodeLeniently(hidden);
    if (decoded === hidden) break;
    const masked = maskDecoded(hidden, decoded);
    if (masked !== decoded) return maskLevels(masked);
    hidden = decoded;
  }
  return shown;
}

const maskPlain = (text: string): string => maskUserInfo(maskPairs(text));

/** An address that can be read already has its user masked; what an encoded `@` in it means, only the server knows. */
const maskDecoded = (before: string, decoded: string): string =>
  before.includes('://') && addresses(decoded) === addresses(before) ? maskPairs(decoded) : maskPlain(decoded);

const addresses = (text: string): number => text.split('://').length;

/** The address that an encoded text decodes to, or the text itself. */
function addressBehind(text: string): string {
  let decoded = text;
  for (let level = 0; level < encodings && !decoded.includes('://'); level += 1) decoded = decodeLeniently(decoded);
  return decoded.includes('://') ? decoded : text;
}

/** Decodes each run of percent-encoded bytes that is UTF-8 and leaves every other one as it is. */
const decodeLeniently = (text: string): string => oneLine(decodeRuns(text));

const decodeRuns = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run.replace(/%[2-7][0-9a-f]/gi, (one) => decodeURIComponent(one)); // ASCII always is
    }
  });
