import { StringDecoder } from 'node:string_decoder';
import type { ByteSource } from '../byte-source.ts';
import { quoted } from '../csv-line.ts';
import type { CsvRecord } from '../list-file.ts';
import { excelDate } from './excel-date.ts';
import type { Sheet, Workbook } from './workbook.ts';
import { attribute, createXmlScanner, type XmlScanner } from './xml-scanner.ts';
import { unpack } from './zip-entries.ts';

/** As wide and as high as Excel's own sheets. */
const mostColumns = 16_384;
const longestRaw = 100_000;

/** The rows of a sheet that are not empty, in portions as they are unpacked. */
export async function* sheetRecords(
  source: ByteSource,
  workbook: Workbook,
  sheet: Sheet,
  onShare: (share: number) => void = () => {},
): AsyncGenerator<readonly CsvRecord[]> {
  let records: CsvRecord[] = [];
  const scanner = createSheetScanner(workbook, (record) => records.push(record));
  const decoder = new StringDecoder('utf8');
  let bytes = 0;
  for await (const chunk of unpack(source, sheet.entry)) {
    bytes += chunk.length;
    onShare(Math.min(1, bytes / Math.max(1, sheet.entry.unpackedBytes)));
    scanner.push(decoder.write(chunk));
    if (records.length === 0) continue;
    yield records;
    records = [];
  }
}

function createSheetScanner(workbook: Workbook, keep: (record: CsvRecord) => void): XmlScanner {
  let rowNumber = 0;
  let cells: string[] = [];
  let column = 0;
  let type = '';
  let style = 0;
  let text = '';
  let isValue = false;
  return createXmlScanner({
    open: (name, attributes) => {
      if (name === 'c') {
        column = columnOf(attribute(attributes, 'r')) ?? cells.length;
        type = attribute(attributes, 't') ?? 'n';
        style = Number(attribute(attributes, 's') ?? 0);
        text = '';
      } else if (name === 'v' || name === 't') {
        isValue = true;
      } else if (name === 'row') {
        const stated = Number(attribute(attributes, 'r'));
        rowNumber = stated > rowNumber ? stated : rowNumber + 1;
        cells = [];
      }
    },
    text: (piece) => {
      if (isValue) text += piece;
    },
    close: (name) => {
      if (name === 'v' || name === 't') isValue = false;
      else if (name === 'c' && text !== '' && column < mostColumns) {
        while (cells.length < column) cells.push('');
        cells[column] = valueOf(text, type, workbook.dateStyles[style] === true, workbook);
      } else if (name === 'row' && cells.some((cell) => cell.trim() !== '')) {
        keep(recordOf(rowNumber, cells));
      }
    },
  });
}

/** Cells that a tab or a line break would tear apart stand in quotes in `raw`, so that they can be had back from it. */
function recordOf(rowNumber: number, cells: readonly string[]): CsvRecord {
  const isPlain = cells.every((cell) => !/[\t\n\r"]/.test(cell));
  const raw = (isPlain ? cells : cells.map((cell) => quoted(cell, '\t'))).join('\t').slice(0, longestRaw);
  if (!raw.includes('\0')) return { rowNumber, cells, raw };
  return { rowNumber, cells, raw: raw.replaceAll('\0', '␀'), problem: 'characters' };
}

function valueOf(text: string, type: string, isDate: boolean, { strings, isFrom1904 }: Workbook): string {
  switch (type) {
    case 's':
      return strings[Number(text)] ?? '';
    case 'b':
      return text === '1' ? 'TRUE' : 'FALSE';
    case 'e':
      // #N/A and its like: a formula that found nothing is no value.
      return '';
    case 'd':
      return text.replace(/T00:00:00(\.0+)?Z?$/, '').replace('T', ' ');
    case 'n': {
      const number = Number(text);
      if (Number.isNaN(number)) return text;
      return (isDate ? excelDate(number, isFrom1904) : undefined) ?? String(Number(number.toPrecision(15)));
    }
    default:
      return text;
  }
}

/** `BC12` → 54. */
function columnOf(reference: string | undefined): number | undefined {
  if (reference === undefined) return undefined;
  let column = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) & ~32;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column === 0 ? undefined : column - 1;
}
