import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { invalid } from '@aicmo/core-kernel';

/** The hash of a content and of each of its fields. */
export interface ContentHash {
  readonly hash: string;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * SHA-256, in hexadecimal, over the canonical form (RFC 8785) of a content: the order of keys and the way numbers are
 * written do not matter, everything else does. Throws `invalid` (`content-not-json`) for what JSON cannot hold.
 */
export function contentHash(content: object): ContentHash {
  const fields = Object.entries(content).filter(([, value]) => value !== undefined);
  return {
    hash: digest(Object.fromEntries(fields)),
    fields: Object.fromEntries(fields.map(([name, value]) => [name, digest(value)])),
  };
}

/** The fields that differ between two contents, in the order of the alphabet. */
export function changedFields(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => before[name] !== after[name]).sort();
}

function digest(value: unknown): string {
  const text = canonical(value);
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function canonical(value: unknown): string {
  try {
    const text = canonicalize(value);
    if (text !== undefined) return text;
  } catch (cause) {
    throw notJson(cause);
  }
  throw notJson(undefined);
}

const notJson = (cause: unknown): Error =>
  invalid({
    code: 'content-not-json',
    message: 'Found something that JSON cannot hold (such as NaN); expected texts, numbers, lists and records.',
    cause,
  });
