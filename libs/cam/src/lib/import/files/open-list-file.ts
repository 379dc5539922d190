import { invalid } from '@aicmo/core-kernel';
import { chunkBytes, openByteSource, type ByteSource } from './byte-source.ts';
import { openCsvList } from './csv-list.ts';
import { emptyFile } from './empty-file.ts';
import { openJsonList } from './json/json-list.ts';
import { findJson } from './json/find-json.ts';
import type { ListFile, ListOptions, ListSource } from './list-file.ts';
import { assertText } from './not-a-list.ts';
import { openXlsxList } from './xlsx/xlsx-list.ts';

/**
 * Opens a list of people, in whatever format and encoding it is; memory stays flat, however large the file. Close it.
 * Throws `invalid`, always with what was found and what to do: `import-no-file`, `import-empty-file`,
 * `import-binary-file`, `import-header-only`, `import-too-many-columns`; of workbooks `import-damaged-workbook`,
 * `import-zip-bomb`, `import-workbook-too-large`, `import-no-sheet`; of JSON `import-json-no-list`.
 */
export async function openListFile(source: ListSource, options: ListOptions = {}): Promise<ListFile> {
  return openListSource(await openByteSource(source), options);
}

/** The same from bytes that come from anywhere. Closes them when they are no list. */
export async function openListSource(source: ByteSource, options: ListOptions = {}): Promise<ListFile> {
  try {
    const list = await openFormat(source, options);
    assertList(list);
    return list;
  } catch (error) {
    await source.close();
    throw error;
  }
}

async function openFormat(source: ByteSource, options: ListOptions): Promise<ListFile> {
  const start = await source.read(0, chunkBytes);
  if (start.length === 0) throw emptyFile();
  if (start.toString('latin1', 0, 4) === 'PK\u0003\u0004') return openXlsxList(source, options);
  assertText(start);
  const json = findJson(start);
  return json === undefined ? openCsvList(source, start, options) : openJsonList(source, start, json);
}

/** As wide as the widest sheet that Excel knows. */
const mostColumns = 16_384;

function assertList({ header, headerRow, sample }: ListFile): void {
  if (header.length > mostColumns) {
    throw invalid({
      code: 'import-too-many-columns',
      message: `The file has ${header.length} columns; at most ${mostColumns} can be read, as in Excel. Remove those that you do not need.`,
    });
  }
  if (sample.length > 0) return;
  throw invalid({
    code: 'import-header-only',
    message: `The file has column names (${listed(header)}) in row ${headerRow ?? 1} and no row under them. Choose a list with at least one person.`,
  });
}

const listed = (names: readonly string[]): string =>
  names.length <= 4 ? names.join(', ') : `${names.slice(0, 4).join(', ')} and ${names.length - 4} more`;
