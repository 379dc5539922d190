import type { RejectedRow } from '../../contract/lead-import.ts';
import type { CsvRecord, ListFile } from './files/list-file.ts';
import type { ReadOneRow, RowLead } from './read-row.ts';

/** Rows as people and as what became none. */
export interface ReadRows {
  readonly leads: readonly RowLead[];
  readonly rejected: readonly RejectedRow[];
}

/** Some rows of a list, and how far into it they reach. */
export interface RowBatch extends ReadRows {
  readonly rows: number;
  readonly lastRow: number;
  readonly bytesRead: number;
  /** Rows that the file probably has. */
  readonly estimatedRows: number;
}

/** Which rows are wanted, and how many at once. */
export interface WantedRows {
  readonly fromRow: number;
  readonly batchSize: number;
  /** So many of them are done already. */
  readonly skip: number;
}

/** Reads records into people and rejected rows. */
export function readRows(rows: readonly CsvRecord[], readRow: ReadOneRow): ReadRows {
  const leads: RowLead[] = [];
  const rejected: RejectedRow[] = [];
  for (const record of rows) {
    const read = readRow(record);
    if (read.ok) leads.push(read.lead);
    else rejected.push(read.rejected);
  }
  return { leads, rejected };
}

/** The rows of a list in batches, read into people. */
export async function* listRows(list: ListFile, readRow: ReadOneRow, wanted: WantedRows): AsyncGenerator<RowBatch> {
  let toSkip = wanted.skip;
  for await (const records of list.records(wanted)) {
    const skipped = Math.min(toSkip, records.length);
    toSkip -= skipped;
    const rest = skipped === 0 ? records : records.slice(skipped);
    const last = rest.at(-1);
    if (!last) continue;
    const { bytesRead, estimatedRows } = list;
    yield { ...readRows(rest, readRow), rows: rest.length, lastRow: last.rowNumber, bytesRead, estimatedRows };
  }
}
