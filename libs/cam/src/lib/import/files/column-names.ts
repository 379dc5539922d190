import { invalid } from '@aicmo/core-kernel';
import { createHash } from 'node:crypto';
import { parseEmail } from '../../leads/email-identity.ts';
import { headerWords, plainHeader } from './header-words.ts';
import type { CsvRecord } from './list-file.ts';
import { isOwnColumn } from './own-columns.ts';

/** Where the names of the columns stand and what they are. */
export interface FoundHeader {
  readonly header: readonly string[];
  /** Null when the file has no names. */
  readonly headerRow: number | null;
}

/** Above the names there may be a title, a date, notes. */
const rowsToLookAt = 15;

const knownNames: ReadonlySet<string> = new Set(Object.values(headerWords).flat());

/**
 * Finds the row of column names: of the first rows that are as wide as the list the one with the most names that lists
 * use; else the first such row, unless people's values stand in it already. Names that are missing are made up. A person
 * may have `stated` the row, 0 for none: throws `invalid` (`import-no-header-row`) when nothing stands in it.
 */
export function findHeader(records: readonly CsvRecord[], stated?: number): FoundHeader {
  if (stated !== undefined && stated > 0) return statedHeader(records, stated);
  const first = records.slice(0, rowsToLookAt).filter(({ problem }) => problem === undefined);
  const width = Math.max(0, ...first.map(filled));
  const wide = first.filter((record) => filled(record) >= width * 0.5 && (width < 3 || filled(record) > 1));
  const named = stated === 0 ? [] : wide.filter((record) => !hasValues(record));
  const best = named.reduce<CsvRecord | undefined>(
    (most, record) => (most === undefined || namesIn(record) > namesIn(most) ? record : most),
    undefined,
  );
  const [top] = wide;
  if (best !== undefined && (best === top || namesIn(best) > 0)) {
    return { header: columnNames(best.cells), headerRow: best.rowNumber };
  }
  return { header: columnNames(Array<string>(width).fill('')), headerRow: null };
}

function statedHeader(records: readonly CsvRecord[], headerRow: number): FoundHeader {
  const record = records.find(({ rowNumber }) => rowNumber === headerRow);
  if (record?.problem === undefined && record) return { header: columnNames(record.cells), headerRow };
  throw invalid({
    code: 'import-no-header-row',
    message: `Row ${headerRow} has no names of columns: nothing stands in it that could be read. Choose another row.`,
  });
}

const filled = ({ cells }: CsvRecord): number => cells.filter((cell) => cell.trim() !== '').length;

const namesIn = ({ cells }: CsvRecord): number => cells.filter((cell) => knownNames.has(plainHeader(cell))).length;

/** Whether a mail address, a link to a profile or a telephone number stands in it, which is never a column's name. */
const hasValues = ({ cells }: CsvRecord): boolean =>
  cells.some((cell) => {
    const text = cell.trim();
    return parseEmail(text) !== undefined || /^https?:\/\//i.test(text) || /^\+?\d[\d ()/-]{6,}$/.test(text);
  });

/** Names of which none is empty and none stands twice. */
export function columnNames(cells: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return trimmedEnd(cells).map((cell, index) => {
    const plain = cell.replaceAll(/\s+/g, ' ').trim() || `Column ${index + 1}`;
    // As the name of an own field it would change the object that holds the fields.
    const name = plain === '__proto__' ? 'proto' : plain;
    let free = name;
    for (let count = 2; taken.has(free.toLowerCase()); count += 1) free = `${name} (${count})`;
    taken.add(free.toLowerCase());
    return free;
  });
}

/** Without the empty cells that a spreadsheet leaves behind the last column. */
function trimmedEnd(cells: readonly string[]): readonly string[] {
  const last = cells.findLastIndex((cell) => cell.trim() !== '');
  return last === -1 ? cells : cells.slice(0, last + 1);
}

/** The same for every list with the same column names, in whatever order; columns that we added do not count. */
export function shapeKeyOf(header: readonly string[]): string {
  const theirs = header.filter((name) => !isOwnColumn(name));
  const names = theirs.map((name) => plainHeader(name) || name).sort();
  return createHash('sha256').update(names.join('\n')).digest('hex');
}
