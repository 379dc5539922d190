/** How a list is written. */
export type ListFormat = 'csv' | 'tsv' | 'xlsx' | 'json' | 'jsonl';

/**
 * What its bytes were read as. `mixed`: some lines are UTF-8 and some Windows-1252, as in files that were pasted
 * together; each line is read as what it is.
 */
export type ListEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'mixed';

/** What is wrong with a record as a whole: its cells are then not to be trusted. */
export type RecordProblem =
  /** A quotation mark opens and does not close where the cell ends; the record is that one line. */
  | 'quotes'
  /** Longer than any row of a list; `raw` is its beginning. */
  | 'too-long'
  /** NUL bytes, or characters that the file's encoding does not have. */
  | 'characters'
  /** A value that JSON does not allow, or an element that is no object. */
  | 'json';

/** One row of a list, whatever its format. */
export interface CsvRecord {
  /**
   * As a spreadsheet counts: from 1, the header and empty rows count, a line break inside quotes does not. In JSON the
   * number of the element, in JSON lines that of the line.
   */
  readonly rowNumber: number;
  /** One text for each column that the row has; it may have fewer or more than the header. */
  readonly cells: readonly string[];
  /**
   * As it stands in the file, without the line break at its end (at most 100,000 characters; a NUL is shown as ␀, as
   * databases keep none). Of a workbook its cells, separated by tabs.
   */
  readonly raw: string;
  readonly problem?: RecordProblem;
}

/** Where a list is: on disk, or in memory when it is small. */
export type ListSource = { readonly path: string } | { readonly bytes: Uint8Array };

/** What a person said about a file where it had been guessed. */
export interface ListOptions {
  /** The sheet of a workbook; missing: the first that has rows. */
  readonly sheet?: string | undefined;
  /** The row in which the names of the columns stand, 0 for none; missing: found by looking. Not for JSON. */
  readonly headerRow?: number | undefined;
}

/** How records are to be delivered. */
export interface RecordOptions {
  /** The first row number that is wanted; the ones before are read over. Missing: the first under the header. */
  readonly fromRow?: number;
  /** Records at once; default 500. */
  readonly batchSize?: number;
  /** Ends the iteration with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * A list that was opened: what a sample of it tells, and its records as often as wanted. Holds a few chunks of the
 * file, never the whole, however large it is. Close it when done.
 */
export interface ListFile {
  readonly format: ListFormat;
  /** After `records` has come to its end it is what the whole file was, before that what its beginning is. */
  readonly encoding: ListEncoding;
  /** `,`, `;`, a tab, `|`; empty where the format has none. */
  readonly delimiter: string;
  /** Names of the sheets of a workbook, in their order; missing for other formats. */
  readonly sheets?: readonly string[];
  /** The sheet that is read. */
  readonly sheet?: string;
  /** One name for each column, none twice and none empty (`Column 3`, `Email (2)`). */
  readonly header: readonly string[];
  /** The row in which the names stand; 0 in JSON, where each record has them; null when there are none and they were made up. */
  readonly headerRow: number | null;
  /** The same for every file with the same column names, in whatever order and format. */
  readonly shapeKey: string;
  /** The first records under the header, at most 200. */
  readonly sample: readonly CsvRecord[];
  readonly sizeBytes: number;
  /** Rows that the file probably has, from its size and its first rows. */
  readonly estimatedRows: number;
  /** Bytes of the file that the latest iteration has used up: for a progress bar against `sizeBytes`. */
  readonly bytesRead: number;
  /** Records that are not empty, in batches, in the file's order. Several iterations are independent of one another. */
  records(options?: RecordOptions): AsyncIterable<readonly CsvRecord[]>;
  close(): Promise<void>;
}
