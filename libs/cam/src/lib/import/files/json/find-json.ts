import { createTextDecoding, widthOf } from '../text-decoding.ts';

/** How the records of a JSON file are told apart. */
export type JsonShape =
  /** One array; its elements begin at the character `from`. */
  | { readonly kind: 'array'; readonly from: number }
  /** One record a line. */
  | { readonly kind: 'lines' }
  /** Records one after the other, over several lines each. */
  | { readonly kind: 'values' };

/** What kind of JSON a file is, by its beginning; undefined when it is none. */
export function findJson(start: Buffer): JsonShape | undefined {
  const text = createTextDecoding(widthOf(start)).decode(Buffer.from(start), true);
  const array = /^\s*\[(?=\s*(?:[[{\]"-]|\d))/.exec(text);
  if (array) return { kind: 'array', from: array[0].length };
  if (!/^\s*\{\s*["}]/.test(text)) return undefined;
  const inner = innerArray(text);
  const [first = '', second = ''] = text.trimStart().split('\n', 2);
  if (isObject(first)) return inner === undefined || second.trim() !== '' ? { kind: 'lines' } : inner;
  return inner ?? { kind: 'values' };
}

function isObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null;
  } catch {
    // Then the line is only a part of a value.
    return false;
  }
}

/** The first array of objects that stands within objects, as interfaces answer (`{"contacts": [{ … }]}`). */
function innerArray(text: string): JsonShape | undefined {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]|\[\s*\{?/g)) {
    if (token === '{') depth += 1;
    else if (token === '}') depth -= 1;
    else if (token.startsWith('[') && token.endsWith('{')) return { kind: 'array', from: index + 1 };
    else if (token.startsWith('[')) return undefined;
    if (depth === 0 || depth > 3) return undefined;
  }
  return undefined;
}
