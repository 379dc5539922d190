/** The text of one element of an array, or of one of several values. */
export interface JsonElement {
  readonly text: string;
  /** It is longer than any record; `text` is its beginning. */
  readonly isTooLong?: true;
}

/** Cuts JSON into its records, piece by piece. */
export interface ElementSplitter {
  push(text: string, isLast: boolean, into: JsonElement[]): void;
}

const longestElement = 4_000_000;
const keptOfTooLong = 100_000;

const [quote, backslash, comma] = [34, 92, 44];
const [opening, closing, openingList, closingList] = [123, 125, 91, 93];

/**
 * Tells elements apart by brackets and quotes, without reading what they say: each is parsed on its own, so that one that
 * is broken costs itself. `from` characters stand before the first. Ends where the array ends.
 */
export const createElementSplitter = (from: number): ElementSplitter => new Splitter(from);

class Splitter implements ElementSplitter {
  #toSkip: number;
  #rest = '';
  #scanned = 0;
  #depth = 0;
  #isInString = false;
  #isOver = false;
  /** The beginning of an element that is too long, while it goes on. */
  #beginning: string | undefined;

  constructor(from: number) {
    this.#toSkip = from;
  }

  push(piece: string, isLast: boolean, into: JsonElement[]): void {
    if (this.#isOver) return;
    const skipped = Math.min(this.#toSkip, piece.length);
    this.#toSkip -= skipped;
    const text = this.#rest + piece.slice(skipped);
    const start = this.#scan(text, into);
    if (this.#isOver) return;
    if (isLast) {
      this.#finish(text.slice(start), into);
      return;
    }
    const over = this.#scanned - text.length;
    this.#rest = text.slice(start);
    if (this.#rest.length > longestElement) {
      this.#beginning ??= this.#rest.slice(0, keptOfTooLong);
      this.#rest = '';
    }
    // A backslash at the very end leaves its character for the next piece.
    this.#scanned = this.#rest.length + over;
  }

  /** Goes through what has not been seen yet; gives where the element begins that is not complete. */
  #scan(text: string, into: JsonElement[]): number {
    let start = 0;
    let at = this.#scanned;
    for (; at < text.length && !this.#isOver; at += 1) {
      const code = text.charCodeAt(at);
      if (this.#isInString) {
        if (code === backslash) at += 1;
        else if (code === quote) this.#isInString = false;
      } else if (code === quote) {
        this.#isInString = true;
      } else if (code === opening || code === openingList) {
        this.#depth += 1;
      } else if ((code === closing || code === closingList) && this.#depth > 1) {
        this.#depth -= 1;
      } else if (code === closing || code === closingList) {
        this.#isOver = this.#depth === 0;
        this.#depth = 0;
        this.#finish(text.slice(start, this.#isOver ? at : at + 1), into);
        start = at + 1;
      } else if (code === comma && this.#depth === 0) {
        this.#finish(text.slice(start, at), into);
        start = at + 1;
      }
    }
    this.#scanned = at;
    return start;
  }

  #finish(text: string, into: JsonElement[]): void {
    const element = text.trim();
    if (this.#beginning !== undefined) into.push({ text: this.#beginning, isTooLong: true });
    else if (element !== '') into.push({ text: element });
    this.#beginning = undefined;
  }
}

/** Cuts JSON lines: each line is a record, and one that is broken costs itself. */
export function createLineSplitter(): ElementSplitter {
  let rest = '';
  let beginning: string | undefined;
  return {
    push: (piece, isLast, into) => {
      const lines = (rest + piece).split('\n');
      rest = isLast ? '' : (lines.pop() ?? '');
      for (const line of lines) {
        into.push(beginning === undefined ? { text: line.trim() } : { text: beginning, isTooLong: true });
        beginning = undefined;
      }
      if (rest.length <= longestElement) return;
      beginning ??= rest.slice(0, keptOfTooLong);
      rest = '';
    },
  };
}
