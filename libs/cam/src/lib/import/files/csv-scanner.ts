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
export function createCsvScanner(shape: CsvShape): CsvScanner {
  const { delimiter, lineEnd } = shape;
  const limits: QuoteLimits = { searches: 0 };
  let rest = '';
  let searched = 0;
  let rowNumber = 0;
  let isSkipping = false;
  /** Reads on from `at` while records are complete; answers where it stopped. */
  const readRows = (text: string, isLast: boolean, into: CsvRecord[]): number => {
    const isOdd = text.includes('\0');
    const keep = (record: CsvRecord): void => {
      if (!isEmpty(record)) into.push(isOdd || record.raw.length > longestRaw ? marked(record) : record);
    };
    let nextQuote = text.indexOf('"');
    for (let at = 0; ;) {
      if (at >= text.length) return at;
      const found = text.indexOf(lineEnd, searched > at ? searched : at);
      if (found === -1 && !isLast) return at;
      const end = found === -1 ? text.length : found;
      if (isSkipping) {
        isSkipping = false;
        at = end + 1;
        continue;
      }
      if (end === at) {
        rowNumber += 1;
        at = end + 1;
        continue;
      }
      if (nextQuote !== -1 && nextQuote < at) nextQuote = text.indexOf('"', at);
      if (nextQuote === -1 || nextQuote >= end) {
        const raw = lineOf(text, at, end);
        rowNumber += 1;
        keep({ rowNumber, cells: raw.split(delimiter), raw });
        at = end + 1;
        continue;
      }
      const read = readQuotedRecord(text, at, end, shape, isLast, limits);
      if (read === 'more' && text.length - at < longestRecord) return at;
      rowNumber += 1;
      if (read === undefined || read === 'more') {
        keep(strayRow(lineOf(text, at, end), rowNumber, shape));
        at = end + 1;
      } else {
        keep({ rowNumber, cells: read.cells, raw: lineOf(text, at, read.end) });
        at = read.next;
      }
    }
  };
  return {
    push: (text, isLast, into) => {
      const buffer = rest === '' ? text : rest + text;
      const at = readRows(buffer, isLast, into);
      rest = isSkipping ? '' : buffer.slice(at);
      const hasEnd = rest.includes(lineEnd);
      searched = hasEnd ? 0 : rest.length;
      if (hasEnd || rest.length <= longestRecord) return;
      rowNumber += 1;
      into.push(marked({ rowNumber, cells: [], raw: rest, problem: 'too-long' }));
      rest = '';
      searched = 0;
      isSkipping = true;
    },
  };
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
