/** How many texts are remembered before it begins anew. */
const mostTexts = 20_000;

/**
 * Gives equal texts as one and the same, so that what is computed from one is found again at once. A text that was cut
 * out of a chunk of a file would keep the whole chunk in memory; the one that is given is a copy of its own.
 */
export function createTextTable(): (text: string) => string {
  let known = new Map<string, string>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= mostTexts) known = new Map();
    const own = copyOf(text);
    known.set(own, own);
    return own;
  };
}

/** A function of a text that remembers its latest answers. */
export function remembering<Result>(compute: (text: string) => Result): (text: string) => Result {
  let known = new Map<string, Result>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= mostTexts) known = new Map();
    const result = compute(text);
    known.set(copyOf(text), result);
    return result;
  };
}

/** V8 cuts texts of 13 characters and more out of their source without copying them. */
const copyOf = (text: string): string => (text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le'));
