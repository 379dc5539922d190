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
export function createElementSplitter(from: number): ElementSplitter {
  let rest = '';
  let scanned = 0;
  let toSkip = from;
  let depth = 0;
  let isInString = false;
  let isOver = false;
  let beginning: string | undefined;
  return {
    push: (piece, isLast, into) => {
      if (isOver) return;
      let text = rest + piece;
      if (toSkip > 0) {
        const skipped = Math.min(toSkip, text.length);
        text = text.slice(skipped);
        toSkip -= skipped;
      }
      let start = 0;
      const finish = (end: number): void => {
        const element = text.slice(start, end).trim();
        if (beginning !== undefined) into.push({ text: beginning, isTooLong: true });
        else if (element !== '') into.push({ text: element });
        beginning = undefined;
      };
      let at = scanned;
      for (; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        if (isInString) {
          if (code === backslash) at += 1;
          else if (code === quote) isInString = false;
        } else if (code === quote) {
          isInString = true;
        } else if (code === opening || code === openingList) {
          depth += 1;
        } else if (code === closing || code === closingList) {
          isOver = depth === 0;
          if (depth > 0) depth -= 1;
          if (depth > 0) continue;
          finish(isOver ? at : at + 1);
          start = at + 1;
          if (isOver) return;
        } else if (code === comma && depth === 0) {
          finish(at);
          start = at + 1;
        }
      }
      if (isLast) {
        finish(text.length);
        return;
      }
      rest = text.slice(start);
      if (rest.length > longestElement) {
        beginning ??= rest.slice(0, keptOfTooLong);
        rest = '';
      }
      // A backslash at the very end leaves its character for the next piece.
      scanned = rest.length + Math.max(0, at - text.length);
    },
  };
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
