import type { CsvRecord } from './list-file.ts';
import { readQuotedRecord, readStrayQuotes, type QuoteLimits } from './quoted-record.ts';

/** Reads the text of a file piece by piece. */
export interface CsvScanner {
  /** Puts every record that is complete into `into`. With `isLast`, what is left is complete too. */
  push(text: string, isLast: boolean, into: CsvRecord[]): void;
}

/** How the records of a file are told apart. */
export interface CsvShape {
  readonly delimiter: string;
  readonly lineEnd: '\n' | '\r';
  /** Cells of a whole row, once known: a row with stray quotes is believed when it then has that many. */
  readonly width?: number;
}

/** A record longer than this is no row of a list. */
const longestRecord = 4_000_000;
/** What is kept of the text of a record. */
const longestRaw = 100_000;

/**
 * Reads RFC 4180 and what people really have: any separator, any line ending, quotes within plain cells, spaces around
 * quotes. Rows without content are passed over, and counted. Unlike a parser that trusts its quotes, one bad quote costs
 * one line and never the rest; unlike one that waits for a line's end, a line without one costs no memory.
 */
export const createCsvScanner = (shape: CsvShape): CsvScanner => new Scanner(shape);

class Scanner implements CsvScanner {
  readonly #shape: CsvShape;
  readonly #limits: QuoteLimits = { searches: 0 };
  /** The beginning of a record whose end is not here yet, and how far no line end stands in it. */
  #rest = '';
  #searched = 0;
  #rowNumber = 0;
  /** Whether a line that is too long goes on. */
  #isSkipping = false;
  /** Whether a NUL is somewhere in the text that is being read. */
  #isOdd = false;

  constructor(shape: CsvShape) {
    this.#shape = shape;
  }

  push(piece: string, isLast: boolean, into: CsvRecord[]): void {
    const text = this.#rest === '' ? piece : this.#rest + piece;
    this.#isOdd = text.includes('\0');
    const at = this.#readRows(text, isLast, into);
    this.#rest = this.#isSkipping ? '' : text.slice(at);
    const hasEnd = this.#rest.includes(this.#shape.lineEnd);
    this.#searched = hasEnd ? 0 : this.#rest.length;
    if (hasEnd || this.#rest.length <= longestRecord) return;
    this.#rowNumber += 1;
    into.push(marked({ rowNumber: this.#rowNumber, cells: [], raw: this.#rest, problem: 'too-long' }));
    this.#rest = '';
    this.#searched = 0;
    this.#isSkipping = true;
  }

  /** Reads while records are complete; gives the place where it stopped. */
  #readRows(text: string, isLast: boolean, into: CsvRecord[]): number {
    const { delimiter, lineEnd } = this.#shape;
    let nextQuote = text.indexOf('"');
    let at = 0;
    while (at < text.length) {
      const found = text.indexOf(lineEnd, this.#searched > at ? this.#searched : at);
      if (found === -1 && !isLast) return at;
      const end = found === -1 ? text.length : found;
      if (nextQuote !== -1 && nextQuote < at) nextQuote = text.indexOf('"', at);
      if (this.#isSkipping) {
        this.#isSkipping = false;
        at = end + 1;
      } else if (nextQuote === -1 || nextQuote >= end) {
        this.#rowNumber += 1;
        if (end > at) {
          const raw = lineOf(text, at, end);
          this.#keep({ rowNumber: this.#rowNumber, cells: raw.split(delimiter), raw }, into);
        }
        at = end + 1;
      } else {
        const next = this.#readQuoted(text, at, end, isLast, into);
        if (next === -1) return at;
        at = next;
      }
    }
    return at;
  }

  /** Reads a row with quotes, which may go beyond its line; gives where the next begins, -1 when its end is not here yet. */
  #readQuoted(text: string, at: number, end: number, isLast: boolean, into: CsvRecord[]): number {
    const read = readQuotedRecord(text, at, end, this.#shape, isLast, this.#limits);
    if (read === 'more' && text.length - at < longestRecord) return -1;
    this.#rowNumber += 1;
    if (read === undefined || read === 'more') {
      this.#keep(strayRow(lineOf(text, at, end), this.#rowNumber, this.#shape), into);
      return end + 1;
    }
    this.#keep({ rowNumber: this.#rowNumber, cells: read.cells, raw: lineOf(text, at, read.end) }, into);
    return read.next;
  }

  #keep(record: CsvRecord, into: CsvRecord[]): void {
    if (!isEmpty(record)) into.push(this.#isOdd || record.raw.length > longestRaw ? marked(record) : record);
  }
}

/** A line whose quotes do not close: believed when it makes a whole row all the same. */
function strayRow(raw: string, rowNumber: number, { delimiter, width }: CsvShape): CsvRecord {
  const cells = width === undefined ? undefined : readStrayQuotes(raw, delimiter, width);
  return cells ? { rowNumber, cells, raw } : { rowNumber, cells: [raw], raw, problem: 'quotes' };
}

const lineOf = (text: string, from: number, end: number): string =>
  text.slice(from, end > from && text.charCodeAt(end - 1) === 13 ? end - 1 : end);

function isEmpty({ cells, problem }: CsvRecord): boolean {
  if (problem !== undefined) return false;
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false;
  return true;
}

/** Without what no database keeps: more text than a row has, and NULs, in whose place a sign is shown. */
function marked(record: CsvRecord): CsvRecord {
  const raw = record.raw.slice(0, longestRaw);
  if (!raw.includes('\0')) return { ...record, raw };
  return { ...record, raw: raw.replaceAll('\0', '␀'), problem: record.problem ?? 'characters' };
}
