import { createCsvScanner } from './csv-scanner.ts';
import type { CsvRecord } from './list-file.ts';

/** The separators that lists use, the likeliest first. */
const delimiters = [',', ';', '\t', '|'] as const;

const mostText = 200_000;
const rowsToLookAt = 50;

/** How the text of a file falls into records, and what stands before the first of them. */
export interface FoundShape {
  readonly delimiter: string;
  readonly lineEnd: '\n' | '\r';
  /** Whether the first line is Excel's own `sep=;` and no row of the list. */
  readonly hasSeparatorLine: boolean;
}

/** Finds the separator, which Excel's first line may name, and the line ends. */
export function findShape(start: string): FoundShape {
  const lineEnd = start.includes('\n') ? '\n' : '\r';
  const named = /^sep=(.)\r?\n/i.exec(start);
  if (named?.[1] !== undefined) return { delimiter: named[1], lineEnd, hasSeparatorLine: true };
  return { delimiter: findDelimiter(start, lineEnd), lineEnd, hasSeparatorLine: false };
}

/** The separator under which the first rows fall into the most columns, evenly; rows above the header may differ. */
function findDelimiter(start: string, lineEnd: '\n' | '\r'): string {
  let best = { delimiter: ',', worth: 0 };
  for (const delimiter of delimiters) {
    const widths = firstWidths(start.slice(0, mostText), delimiter, lineEnd);
    const columns = commonest(widths);
    const even = widths.filter((width) => width === columns).length / Math.max(1, widths.length);
    const worth = columns > 1 ? Math.sqrt(columns) * even ** 2 : 0;
    if (worth > best.worth) best = { delimiter, worth };
  }
  return best.delimiter;
}

function firstWidths(text: string, delimiter: string, lineEnd: '\n' | '\r'): readonly number[] {
  const records: CsvRecord[] = [];
  createCsvScanner({ delimiter, lineEnd }).push(text, true, records);
  // The last one is cut where the sample ends.
  const whole = text.length < mostText ? records : records.slice(0, Math.max(1, records.length - 1));
  return whole.slice(0, rowsToLookAt).map(({ cells }) => cells.length);
}

/** The most frequent width; of equally frequent ones the widest. */
function commonest(widths: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  let best = 1;
  for (const [width, count] of counts) {
    const most = counts.get(best) ?? 0;
    if (count > most || (count === most && width > best)) best = width;
  }
  return best;
}
