import { assembleList } from './assemble-list.ts';
import type { ByteSource } from './byte-source.ts';
import { createCsvScanner, type CsvShape } from './csv-scanner.ts';
import { emptyFile } from './empty-file.ts';
import { findShape } from './find-delimiter.ts';
import type { CsvRecord, ListFile, ListOptions } from './list-file.ts';
import { createTextDecoding, widthOf, type TextWidth } from './text-decoding.ts';
import { textPieces, type ReadState } from './text-pieces.ts';

/** A sample ends when it has this much, whatever was found: a list of ten thousand columns needs several chunks. */
const mostSampleBytes = 8 * 1024 * 1024;
const rowsToLookAt = 220;

/** Opens a list of separated values; `start` are its first bytes. Throws `invalid`: `import-empty-file`. */
export async function openCsvList(source: ByteSource, start: Buffer, options: ListOptions): Promise<ListFile> {
  const width = widthOf(start);
  const firstText = createTextDecoding(width).decode(Buffer.from(start), true);
  const { hasSeparatorLine, ...shape } = findShape(firstText);
  const state: ReadState = { bytesRead: 0, encoding: 'utf-8' };
  const records = await lookAt(scan(source, width, shape, state), state);
  const rows = hasSeparatorLine ? records.slice(1) : records;
  if (rows.length === 0) throw emptyFile();
  return assembleList({
    ...{ format: shape.delimiter === '\t' ? 'tsv' : 'csv', delimiter: shape.delimiter, source },
    ...{ records: rows, share: state.bytesRead / source.sizeBytes, headerRow: options.headerRow },
    encoding: () => state.encoding,
    bytesRead: () => state.bytesRead,
    portions: ({ header }) => scan(source, width, { ...shape, width: header.length }, state),
  });
}

/** The records of each chunk of the file. */
async function* scan(
  source: ByteSource,
  width: TextWidth,
  shape: CsvShape,
  state: ReadState,
): AsyncGenerator<readonly CsvRecord[]> {
  const scanner = createCsvScanner(shape);
  for await (const { text, isLast } of textPieces(source, width, state)) {
    const records: CsvRecord[] = [];
    scanner.push(text, isLast, records);
    yield records;
  }
}

async function lookAt(portions: AsyncIterable<readonly CsvRecord[]>, state: ReadState): Promise<readonly CsvRecord[]> {
  const records: CsvRecord[] = [];
  for await (const portion of portions) {
    for (const record of portion) records.push(record);
    if (records.length >= rowsToLookAt || (records.length > 1 && state.bytesRead >= mostSampleBytes)) break;
  }
  return records;
}
