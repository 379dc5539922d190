import type { RejectedRow } from '../../contract/lead-import.ts';
import { readCsv } from './csv-reader.ts';

/** A cell that a spreadsheet would run as a formula is defused with an apostrophe. */
const defused = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);

const quoted = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

const line = (cells: readonly string[]): string => cells.map((cell) => quoted(defused(cell))).join(',');

/**
 * Rejected rows as a file to correct and import again: the columns of the original, then row number and reason. UTF-8
 * with BOM, so that Excel reads it as such.
 */
export function rejectedCsv(header: readonly string[], delimiter: string, rows: readonly RejectedRow[]): string {
  const lines = rows.map(({ rowNumber, raw, reason }) => {
    const [record] = readCsv(raw, delimiter);
    const cells = record && record.problem === undefined ? record.cells.slice(0, header.length) : [raw];
    return line([...cells, ...Array<string>(header.length - cells.length).fill(''), String(rowNumber), reason]);
  });
  return `\ufeff${[line([...header, 'Row in the file', 'Why it was rejected']), ...lines].join('\r\n')}\r\n`;
}
