/** One record of a file. */
export interface CsvRecord {
  /** From 1, counted as a spreadsheet does: empty rows count, a line break inside quotes does not. */
  readonly rowNumber: number;
  readonly cells: readonly string[];
  /** As it stands in the file, without the line break at its end. */
  readonly raw: string;
  /** Set when the quotes do not close; the record is then one line, and reading goes on with the next. */
  readonly problem?: 'quotes';
}

/** A quoted cell longer than this was never closed. */
const longestQuoted = 100_000;

/** The separators that lists use, the likeliest first. */
const delimiters = [',', ';', '\t', '|'] as const;

/**
 * Reads RFC 4180 and what people really have: any separator, any line ending, quotes within plain cells. Rows without
 * content are passed over. Unlike a parser that trusts its quotes, one bad quote costs one line and never the rest.
 */
export function* readCsv(text: string, delimiter: string): Generator<CsvRecord> {
  const lineEnd = text.includes('\n') ? '\n' : '\r';
  let rowNumber = 0;
  for (let from = 0; from < text.length;) {
    rowNumber += 1;
    const record = readRecord(text, from, delimiter, lineEnd);
    from = record.next;
    if (record.problem === undefined && record.cells.every((cell) => cell.trim() === '')) continue;
    const { cells, raw, problem } = record;
    yield problem === undefined ? { rowNumber, cells, raw } : { rowNumber, cells, raw, problem };
  }
}

interface ReadRecord {
  readonly cells: readonly string[];
  readonly raw: string;
  readonly next: number;
  readonly problem?: 'quotes';
}

function readRecord(text: string, from: number, delimiter: string, lineEnd: string): ReadRecord {
  const end = text.indexOf(lineEnd, from);
  const stop = end === -1 ? text.length : end;
  const line = withoutReturn(text.slice(from, stop));
  const next = stop + lineEnd.length;
  if (!line.includes('"')) return { cells: line.split(delimiter), raw: line, next };
  return readQuoted(text, from, delimiter, lineEnd) ?? { cells: [line], raw: line, next, problem: 'quotes' };
}

/** Reads a record with quotes; undefined when they do not close where a cell ends. */
function readQuoted(text: string, from: number, delimiter: string, lineEnd: string): ReadRecord | undefined {
  const cells: string[] = [];
  for (let at = from; ;) {
    const quoted = text[at] === '"' ? readCell(text, at) : undefined;
    if (text[at] === '"' && !quoted) return undefined;
    const cell = quoted ?? plainCell(text, at, delimiter, lineEnd);
    cells.push(cell.value);
    const atReturn = text[cell.end] === '\r' && text[cell.end + 1] === '\n' ? cell.end + 1 : cell.end;
    if (cell.end >= text.length || text[atReturn] === lineEnd) {
      return { cells, raw: withoutReturn(text.slice(from, Math.min(atReturn, text.length))), next: atReturn + 1 };
    }
    if (text[cell.end] !== delimiter) return undefined;
    at = cell.end + 1;
  }
}

interface Cell {
  readonly value: string;
  /** Where the separator, the line's end or the file's end stands. */
  readonly end: number;
}

function readCell(text: string, from: number): Cell | undefined {
  for (let at = from + 1; at < from + longestQuoted;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return undefined;
    if (text[quote + 1] !== '"') return { value: text.slice(from + 1, quote).replaceAll('""', '"'), end: quote + 1 };
    at = quote + 2;
  }
  return undefined;
}

function plainCell(text: string, from: number, delimiter: string, lineEnd: string): Cell {
  const line = text.indexOf(lineEnd, from);
  const stop = line === -1 ? text.length : line;
  const separator = text.indexOf(delimiter, from);
  const isLast = separator === -1 || separator > stop;
  const value = text.slice(from, isLast ? stop : separator);
  if (!isLast) return { value, end: separator };
  return { value: withoutReturn(value), end: value.endsWith('\r') && lineEnd === '\n' ? stop - 1 : stop };
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);

/** The separator under which the first rows fall into the most columns, evenly. */
export function detectDelimiter(text: string): string {
  const start = text.slice(0, 50_000);
  let best: { delimiter: string; worth: number } = { delimiter: ',', worth: 0 };
  for (const delimiter of delimiters) {
    const widths = firstWidths(start, delimiter);
    const columns = widths[0] ?? 1;
    const even = widths.filter((width) => width === columns).length / Math.max(1, widths.length);
    const worth = columns > 1 ? columns * even : 0;
    if (worth > best.worth) best = { delimiter, worth };
  }
  return best.delimiter;
}

function firstWidths(text: string, delimiter: string): readonly number[] {
  const widths: number[] = [];
  for (const { cells } of readCsv(text, delimiter)) {
    widths.push(cells.length);
    if (widths.length === 20) break;
  }
  return widths;
}
