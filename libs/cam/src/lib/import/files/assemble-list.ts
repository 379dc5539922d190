import type { ByteSource } from './byte-source.ts';
import { findHeader, shapeKeyOf, type FoundHeader } from './column-names.ts';
import type { CsvRecord, ListEncoding, ListFile, ListFormat, RecordOptions } from './list-file.ts';
import { inBatches } from './record-batches.ts';

const sampleRows = 200;

/** What a format knows of its file. */
export interface ListParts {
  readonly format: ListFormat;
  readonly delimiter: string;
  readonly source: ByteSource;
  readonly sheets?: readonly string[];
  readonly sheet?: string;
  /** The first records, with everything that stands above the names; how much of the file they are, 0–1. */
  readonly records: readonly CsvRecord[];
  readonly share: number;
  /** Missing: found among the records, where a person did not state the row. */
  readonly names?: FoundHeader;
  readonly headerRow?: number | undefined;
  /** How many rows there are, where it is known. */
  readonly rows?: number;
  encoding(): ListEncoding;
  bytesRead(): number;
  /** Every record of the file from the beginning, in whatever portions. */
  portions(found: FoundHeader, options: RecordOptions): AsyncIterable<readonly CsvRecord[]>;
}

/** Makes a list of what a format knows: finds the names of its columns, and delivers what stands under them. */
export function assembleList(parts: ListParts): ListFile {
  const { format, delimiter, source, sheets, sheet, records, share } = parts;
  const found = parts.names ?? findHeader(records, parts.headerRow);
  const firstRow = found.headerRow === null ? (records[0]?.rowNumber ?? 1) : found.headerRow + 1;
  const sample = records.filter(({ rowNumber }) => rowNumber >= firstRow);
  return {
    ...{ format, delimiter, header: found.header, headerRow: found.headerRow },
    ...(sheets === undefined ? {} : { sheets }),
    ...(sheet === undefined ? {} : { sheet }),
    ...{ shapeKey: shapeKeyOf(found.header), sample: sample.slice(0, sampleRows), sizeBytes: source.sizeBytes },
    estimatedRows: parts.rows ?? (share >= 1 ? sample.length : Math.round(sample.length / share)),
    get encoding() {
      return parts.encoding();
    },
    get bytesRead() {
      return parts.bytesRead();
    },
    records: (options = {}) =>
      inBatches(parts.portions(found, options), { ...options, fromRow: Math.max(firstRow, options.fromRow ?? 0) }),
    close: () => source.close(),
  };
}
