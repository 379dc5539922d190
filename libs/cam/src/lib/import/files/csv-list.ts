import { invalid } from '@aicmo/core-kernel';
import { chunksOf, type ByteSource } from './byte-source.ts';
import { findHeader, shapeKeyOf } from './column-names.ts';
import { createCsvScanner, type CsvShape } from './csv-scanner.ts';
import { findShape } from './find-delimiter.ts';
import type { CsvRecord, ListEncoding, ListFile, RecordOptions } from './list-file.ts';
import { inBatches } from './record-batches.ts';
import { createTextDecoding, widthOf, type TextWidth } from './text-decoding.ts';

/** A sample ends when it has this much, whatever was found. */
const mostSampleBytes = 8 * 1024 * 1024;
const sampleRows = 200;

/** Opens a list of separated values; `start` are its first bytes. Throws `invalid`: `import-empty-file`. */
export async function openCsvList(source: ByteSource, start: Buffer): Promise<ListFile> {
  const width = widthOf(start);
  const firstText = createTextDecoding(width).decode(Buffer.from(start), start.length >= source.sizeBytes);
  const { delimiter, lineEnd, hasSeparatorLine } = findShape(firstText);
  const look = await sampleOf(source, width, { delimiter, lineEnd });
  const records = hasSeparatorLine ? look.records.slice(1) : look.records;
  const { header, headerRow } = findHeader(records);
  if (records.length === 0) throw emptyFile();
  const sample = records.filter(({ rowNumber }) => headerRow === null || rowNumber > headerRow);
  const shape = { delimiter, lineEnd, width: header.length };
  const state = { bytesRead: 0, encoding: look.encoding };
  const firstRow = headerRow === null ? (hasSeparatorLine ? 2 : 1) : headerRow + 1;
  return {
    ...{ format: delimiter === '\t' ? 'tsv' : 'csv', delimiter, header, headerRow, shapeKey: shapeKeyOf(header) },
    ...{ sample: sample.slice(0, sampleRows), sizeBytes: source.sizeBytes },
    estimatedRows: look.isWhole ? sample.length : Math.round((source.sizeBytes / look.bytes) * sample.length),
    get encoding() {
      return state.encoding;
    },
    get bytesRead() {
      return state.bytesRead;
    },
    records: (options = {}) =>
      inBatches(scan(source, width, shape, state, options), {
        ...options,
        fromRow: Math.max(firstRow, options.fromRow ?? 0),
      }),
    close: () => source.close(),
  };
}

interface ScanState {
  bytesRead: number;
  encoding: ListEncoding;
}

/** The records of each chunk of the file. */
async function* scan(
  source: ByteSource,
  width: TextWidth,
  shape: CsvShape,
  state: ScanState,
  { signal }: RecordOptions,
): AsyncGenerator<readonly CsvRecord[]> {
  const decoding = createTextDecoding(width);
  const scanner = createCsvScanner(shape);
  state.bytesRead = 0;
  let isLast = false;
  for await (const chunk of chunksOf(source)) {
    signal?.throwIfAborted();
    state.bytesRead += chunk.length;
    isLast = state.bytesRead >= source.sizeBytes;
    const records: CsvRecord[] = [];
    scanner.push(decoding.decode(chunk, isLast), isLast, records);
    yield records;
  }
  state.encoding = decoding.encoding;
}

interface Sample {
  readonly records: readonly CsvRecord[];
  readonly bytes: number;
  readonly isWhole: boolean;
  readonly encoding: ListEncoding;
}

/** As much of the file as has enough rows; a list of ten thousand columns needs more than one chunk. */
async function sampleOf(source: ByteSource, width: TextWidth, shape: CsvShape): Promise<Sample> {
  const state: ScanState = { bytesRead: 0, encoding: 'utf-8' };
  const decoding = createTextDecoding(width);
  const scanner = createCsvScanner(shape);
  const records: CsvRecord[] = [];
  for await (const chunk of chunksOf(source)) {
    state.bytesRead += chunk.length;
    const isLast = state.bytesRead >= source.sizeBytes;
    scanner.push(decoding.decode(chunk, isLast), isLast, records);
    if (records.length > sampleRows + 20 || state.bytesRead >= mostSampleBytes) break;
  }
  return {
    ...{ records, bytes: state.bytesRead, encoding: decoding.encoding },
    isWhole: state.bytesRead >= source.sizeBytes,
  };
}

/** A file in which no row stands. */
export const emptyFile = () =>
  invalid({
    code: 'import-empty-file',
    message: 'The file is empty. Choose a list with a row of column names and one row for each person.',
  });
