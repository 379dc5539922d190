/** How often a quote was followed in vain; shared by the records of a file. */
export interface QuoteLimits {
  searches: number;
}

/** How cells and records end. */
export interface Marks {
  readonly delimiter: string;
  readonly lineEnd: string;
}

/** The cells of a record, where its text ends, and where the next one begins. */
export interface QuotedRecord {
  readonly cells: readonly string[];
  readonly end: number;
  readonly next: number;
}

/** A quoted cell longer than this was never closed. */
const longestQuoted = 100_000;
/** Once so many were never closed, the file is known for stray quotes, and each is followed a shorter way. */
const mostSearches = 50;
const longestStrayQuoted = 2000;

const quote = 34;
const space = 32;
const carriageReturn = 13;

/**
 * Reads a record that has quotes, from its beginning to wherever it ends; `firstLineEnd` is the first place where it may.
 * Undefined when the quotes do not close where a cell ends; `more` when the text ends before that is known.
 */
export function readQuotedRecord(
  text: string,
  from: number,
  firstLineEnd: number,
  { delimiter, lineEnd }: Marks,
  isLast: boolean,
  limits: QuoteLimits,
): QuotedRecord | 'more' | undefined {
  const separator = delimiter.charCodeAt(0);
  const newline = lineEnd.charCodeAt(0);
  const cells: string[] = [];
  let lineStop = firstLineEnd;
  for (let at = from; ;) {
    let code = text.charCodeAt(at);
    const start = code === space ? afterSpaces(text, at) : at;
    if (start !== at) code = text.charCodeAt(start);
    let end = -1;
    if (code === quote) {
      const closing = closingQuote(text, start, isLast, limits);
      if (closing === more) return 'more';
      if (closing !== none) {
        end = endAfter(text, closing + 1, separator, newline);
        if (end !== -1) cells.push(valueOf(text, start, closing));
      }
      if (end === -1 && start === at) return undefined;
    }
    if (end === -1) {
      if (lineStop < at) lineStop = stopOf(text, lineEnd, at);
      if (lineStop === text.length && !isLast) return 'more';
      end = text.indexOf(delimiter, at);
      if (end === -1 || end > lineStop) end = lineStop;
      const hasReturn = end === lineStop && end > at && text.charCodeAt(end - 1) === carriageReturn;
      cells.push(text.slice(at, hasReturn ? end - 1 : end));
    }
    if (text.charCodeAt(end) !== separator) return finish(text, cells, end, newline, isLast);
    at = end + 1;
  }
}

/** The last cell has been read: its end is the end of the record, unless the text goes on behind what is here. */
function finish(
  text: string,
  cells: readonly string[],
  end: number,
  newline: number,
  isLast: boolean,
): QuotedRecord | 'more' {
  if (end >= text.length) return isLast ? { cells, end, next: end } : 'more';
  if (text.charCodeAt(end) === newline) return { cells, end, next: end + 1 };
  return end + 1 >= text.length && !isLast ? 'more' : { cells, end: end + 1, next: end + 2 };
}

const stopOf = (text: string, mark: string, from: number): number => {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found;
};

function afterSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === space) at += 1;
  return at;
}

/** The end of a cell whose quote closes before `at`, behind spaces; -1 when no cell may end there. */
function endAfter(text: string, at: number, separator: number, newline: number): number {
  const end = text.charCodeAt(at) === space ? afterSpaces(text, at) : at;
  const code = text.charCodeAt(end);
  if (code === separator || code === newline || end >= text.length) return end;
  if (code !== carriageReturn) return -1;
  return end + 1 >= text.length || text.charCodeAt(end + 1) === newline ? end : -1;
}

const none = -1;
const more = -2;

/** The place of the quote that closes the one at `from`; `none` when there is none near, `more` when it may follow. */
function closingQuote(text: string, from: number, isLast: boolean, limits: QuoteLimits): number {
  const longest = limits.searches > mostSearches ? longestStrayQuoted : longestQuoted;
  for (let at = from + 1; at <= from + longest;) {
    const closing = text.indexOf('"', at);
    if (closing === -1 || (closing + 1 >= text.length && !isLast)) {
      if (!isLast && text.length - from <= longest) return more;
      break;
    }
    if (text.charCodeAt(closing + 1) !== quote) return closing;
    at = closing + 2;
  }
  limits.searches += 1;
  return none;
}

function valueOf(text: string, opening: number, closing: number): string {
  const value = text.slice(opening + 1, closing);
  return value.includes('"') ? value.replaceAll('""', '"') : value;
}

/**
 * The cells of a line in which quotes stand that were not doubled (`"Anna "Ann" Berg"`) or that a backslash precedes: a
 * quote closes only where a cell ends. Undefined unless it then has exactly as many cells as the others.
 */
export function readStrayQuotes(line: string, delimiter: string, width: number): readonly string[] | undefined {
  const cells: string[] = [];
  for (let at = 0; ;) {
    const isQuoted = line.startsWith('"', at);
    const end = isQuoted ? closingOf(line, at + 1, delimiter) : stopOf(line, delimiter, at);
    if (end === undefined) return undefined;
    cells.push(isQuoted ? line.slice(at + 1, end - 1).replaceAll(/\\"|""/g, '"') : line.slice(at, end));
    if (cells.length > width) return undefined;
    if (end >= line.length) break;
    at = end + 1;
  }
  return cells.length === width ? cells : undefined;
}

/** Behind the first quote at which a cell may end. */
function closingOf(line: string, from: number, delimiter: string): number | undefined {
  const closing = line.indexOf(`"${delimiter}`, from);
  if (closing !== -1) return closing + 1;
  return line.length > from && line.endsWith('"') ? line.length : undefined;
}
