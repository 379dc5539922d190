import { invalid } from '@aicmo/core-kernel';
import { assembleList } from '../assemble-list.ts';
import type { ByteSource } from '../byte-source.ts';
import { columnNames } from '../column-names.ts';
import type { CsvRecord, ListFile } from '../list-file.ts';
import { widthOf } from '../text-decoding.ts';
import { textPieces, type ReadState } from '../text-pieces.ts';
import { createElementSplitter, createLineSplitter, type JsonElement } from './element-splitter.ts';
import type { JsonShape } from './find-json.ts';
import { flatten, textOf } from './flatten.ts';

const rowsToLookAt = 220;
const longestRaw = 100_000;

/**
 * Opens JSON: an array of records wherever it stands, records of arrays under a row of names, or one record a line. Its
 * columns are the names of all records, so the file is read once before it is read for good.
 * Throws `invalid`: `import-json-no-list`.
 */
export async function openJsonList(source: ByteSource, start: Buffer, shape: JsonShape): Promise<ListFile> {
  const width = widthOf(start);
  const state: ReadState = { bytesRead: 0, encoding: 'utf-8' };
  const elements = () => readElements(textPieces(source, width, state), shape);
  const look = await lookAt(elements());
  if (look.records.every(({ problem }) => problem !== undefined)) throw noList();
  const keys = new Map(look.keys.map((key, index) => [key, index]));
  const read = (element: JsonElement, rowNumber: number): CsvRecord => recordOf(element, rowNumber, keys);
  return assembleList({
    ...{ format: shape.kind === 'lines' ? 'jsonl' : 'json', delimiter: '', source, share: 1, rows: look.rows },
    records: look.records.map((record) => ({ ...record, ...padded(record, keys.size) })),
    ...(keys.size === 0 ? {} : { names: { header: columnNames(look.keys), headerRow: 0 } }),
    encoding: () => state.encoding,
    bytesRead: () => state.bytesRead,
    portions: () => readRecords(elements(), read),
  });
}

/** Records that were read before the last name was known are shorter than those after it. */
const padded = ({ cells }: CsvRecord, width: number) => ({
  cells: [...cells, ...Array<string>(Math.max(0, width - cells.length)).fill('')],
});

async function* readElements(
  pieces: AsyncIterable<{ readonly text: string; readonly isLast: boolean }>,
  shape: JsonShape,
): AsyncGenerator<readonly JsonElement[]> {
  const splitter = shape.kind === 'lines' ? createLineSplitter() : createElementSplitter(fromOf(shape));
  for await (const { text, isLast } of pieces) {
    const elements: JsonElement[] = [];
    splitter.push(text, isLast, elements);
    yield elements;
  }
}

const fromOf = (shape: JsonShape): number => (shape.kind === 'array' ? shape.from : 0);

async function* readRecords(
  portions: AsyncIterable<readonly JsonElement[]>,
  read: (element: JsonElement, rowNumber: number) => CsvRecord,
): AsyncGenerator<readonly CsvRecord[]> {
  let rowNumber = 0;
  for await (const elements of portions) {
    const records: CsvRecord[] = [];
    for (const element of elements) {
      rowNumber += 1;
      if (element.text === '') continue;
      const record = read(element, rowNumber);
      if (record.problem !== undefined || record.cells.some((cell) => cell.trim() !== '')) records.push(record);
    }
    yield records;
  }
}

interface Look {
  readonly records: readonly CsvRecord[];
  /** The names of all records, in the order in which they first appear. */
  readonly keys: readonly string[];
  readonly rows: number;
}

/** Reads the whole file once, for the names that only later records have. */
async function lookAt(portions: AsyncIterable<readonly JsonElement[]>): Promise<Look> {
  const keys = new Map<string, number>();
  const records: CsvRecord[] = [];
  let rows = 0;
  const read = (element: JsonElement, rowNumber: number): CsvRecord => recordOf(element, rowNumber, keys, 'collect');
  for await (const portion of readRecords(portions, read)) {
    rows += portion.length;
    if (records.length < rowsToLookAt) records.push(...portion);
  }
  return { records, keys: [...keys.keys()], rows };
}

/** With `collect`, names that are new are added to `keys`. */
function recordOf(
  { text, isTooLong }: JsonElement,
  rowNumber: number,
  keys: Map<string, number>,
  mode: 'read' | 'collect' = 'read',
): CsvRecord {
  const raw = text.slice(0, longestRaw).replaceAll('\0', '␀');
  if (isTooLong) return { rowNumber, cells: [], raw, problem: 'too-long' };
  const value = parsed(text);
  if (typeof value !== 'object' || value === null) return { rowNumber, cells: [], raw, problem: 'json' };
  if (Array.isArray(value)) return checked({ rowNumber, cells: value.map(textOf), raw });
  const cells = Array<string>(keys.size).fill('');
  for (const [key, cell] of flatten(value)) {
    if (mode === 'collect' && !keys.has(key)) keys.set(key, keys.size);
    const index = keys.get(key);
    if (index !== undefined) cells[index] = cell;
  }
  return checked({ rowNumber, cells, raw });
}

/** JSON can write a NUL (`\u0000`), which no database keeps. */
const checked = (record: CsvRecord): CsvRecord =>
  record.raw.includes('\\u0000') && record.cells.some((cell) => cell.includes('\0'))
    ? { ...record, problem: 'characters' }
    : record;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The record says so by its problem.
    return undefined;
  }
}

const noList = () =>
  invalid({
    code: 'import-json-no-list',
    message:
      'No list of people was found in this JSON. Expected an array of objects ([{"email": "…"}, …]), or one object on each line.',
  });
