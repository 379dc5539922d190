import type { RejectedRow } from '../../../contract/lead-import.ts';
import { createCsvScanner } from './csv-scanner.ts';
import { csvLine, csvStart, undefused } from './csv-line.ts';
import type { CsvRecord, ListFormat } from './list-file.ts';
import { ownColumns } from './own-columns.ts';
import { writeXlsx } from './xlsx/write-xlsx.ts';

/** The file that rows were rejected from. */
export interface RejectedFrom {
  readonly fileName: string;
  readonly format: ListFormat;
  readonly delimiter: string;
  readonly header: readonly string[];
}

/** A file that a person downloads. */
export interface RejectedFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** A workbook is made in memory; more rows than this come as separated values. */
const mostWorkbookRows = 50_000;

/**
 * Rejected rows in their file's own format, with the row's number and why it was rejected, to be corrected and imported
 * again: those two columns are then known and left out, and the columns are used as they were the first time.
 */
export function rejectedFile(from: RejectedFrom, rows: readonly RejectedRow[]): RejectedFile {
  const name = `${from.fileName.replace(/\.\w{1,5}$/, '')}-rejected`;
  if (from.format === 'json' || from.format === 'jsonl') return jsonFile(name, from, rows);
  if (from.format === 'xlsx' && rows.length <= mostWorkbookRows) return workbook(name, from, rows);
  const delimiter = from.delimiter || ',';
  const raw = from.format === 'xlsx' ? '\t' : delimiter;
  // What had been defused before is not defused twice.
  const lines = rows.map((row) => csvLine(cellsOf(row, from.header.length, raw).map(undefused), delimiter));
  const text = `${csvStart}${csvLine([...from.header, ...ownColumns], delimiter)}${lines.join('')}`;
  const isTabbed = delimiter === '\t';
  return {
    fileName: `${name}.${isTabbed ? 'tsv' : 'csv'}`,
    contentType: `text/${isTabbed ? 'tab-separated-values' : 'csv'};charset=utf-8`,
    bytes: Buffer.from(text),
  };
}

function workbook(name: string, { header }: RejectedFrom, rows: readonly RejectedRow[]): RejectedFile {
  const table = [[...header, ...ownColumns], ...rows.map((row) => cellsOf(row, header.length, '\t'))];
  return {
    fileName: `${name}.xlsx`,
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    bytes: writeXlsx(table, 'Rejected rows'),
  };
}

/** The row's own cells under their columns, then number and reason, then what stood beyond the last column. */
function cellsOf({ raw, rowNumber, reason }: RejectedRow, width: number, delimiter: string): readonly string[] {
  // The sign in the place of a NUL is ours.
  const cells = readCells(raw.replaceAll('␀', ''), width, delimiter);
  const missing = Array<string>(Math.max(0, width - cells.length)).fill('');
  return [...cells.slice(0, width), ...missing, String(rowNumber), reason, ...cells.slice(width)];
}

/** A row whose quotes do not close falls into cells without them, which is where a person begins to correct it. */
function readCells(raw: string, width: number, delimiter: string): readonly string[] {
  const records: CsvRecord[] = [];
  createCsvScanner({ delimiter, lineEnd: raw.includes('\n') ? '\n' : '\r', width }).push(raw, true, records);
  const [record] = records;
  if (records.length === 1 && record && record.problem !== 'quotes') return record.cells;
  return raw.replaceAll('"', '').split(delimiter);
}

function jsonFile(name: string, { format }: RejectedFrom, rows: readonly RejectedRow[]): RejectedFile {
  const values = rows.map((row) => JSON.stringify(jsonRow(row)));
  const text = format === 'jsonl' ? `${values.join('\n')}\n` : `[\n${values.join(',\n')}\n]\n`;
  const contentType = format === 'jsonl' ? 'application/jsonl' : 'application/json';
  return { fileName: `${name}.${format}`, contentType, bytes: Buffer.from(text) };
}

function jsonRow({ raw, rowNumber, reason }: RejectedRow): object {
  const [row, why] = ownColumns;
  const note = { [row]: rowNumber, [why]: reason };
  try {
    const value: unknown = JSON.parse(raw);
    if (Array.isArray(value)) return [...(value as unknown[]), rowNumber, reason]; // JSON has no other arrays
    if (typeof value === 'object' && value !== null) return { ...value, ...note };
    return { Text: raw, ...note };
  } catch {
    // It is rejected because it is no JSON: it comes as the text that it is.
    return { Text: raw, ...note };
  }
}
