import { invalid } from '@aicmo/core-kernel';
import type { ByteSource } from '../byte-source.ts';
import { assembleList } from '../assemble-list.ts';
import { emptyFile } from '../empty-file.ts';
import type { CsvRecord, ListFile, ListOptions } from '../list-file.ts';
import { sheetRecords } from './sheet-records.ts';
import { openWorkbook, type Sheet, type Workbook } from './workbook.ts';

const rowsToLookAt = 220;

/**
 * Opens a sheet of an Excel workbook. Throws `invalid`: `import-damaged-workbook`, `import-zip-bomb`, `import-empty-file`,
 * `import-no-sheet` (naming those that there are).
 */
export async function openXlsxList(source: ByteSource, options: ListOptions): Promise<ListFile> {
  const workbook = await openWorkbook(source);
  const { sheet, look } = await chooseSheet(source, workbook, options.sheet);
  const state = { bytesRead: 0 };
  return assembleList({
    ...{ format: 'xlsx', delimiter: '', source, ...look, headerRow: options.headerRow },
    ...{ sheets: workbook.sheets.map(({ name }) => name), sheet: sheet.name },
    encoding: () => 'utf-8',
    bytesRead: () => state.bytesRead,
    portions: () => {
      state.bytesRead = 0;
      return sheetRecords(source, workbook, sheet, (share) => {
        state.bytesRead = Math.round(share * source.sizeBytes);
      });
    },
  });
}

interface Look {
  readonly records: readonly CsvRecord[];
  /** How much of the sheet they are, 0–1. */
  readonly share: number;
}

/** The sheet that is asked for, else the first visible one that has rows. */
async function chooseSheet(source: ByteSource, workbook: Workbook, wanted: string | undefined) {
  if (wanted !== undefined) {
    const sheet = workbook.sheets.find(({ name }) => name === wanted);
    if (!sheet) throw noSheet(wanted, workbook);
    const look = await lookAt(source, workbook, sheet);
    if (look.records.length === 0) throw emptyFile();
    return { sheet, look };
  }
  const visible = workbook.sheets.filter(({ isHidden }) => !isHidden);
  for (const sheet of [...visible, ...workbook.sheets.filter(({ isHidden }) => isHidden)]) {
    const look = await lookAt(source, workbook, sheet);
    if (look.records.length > 0) return { sheet, look };
  }
  throw emptyFile();
}

async function lookAt(source: ByteSource, workbook: Workbook, sheet: Sheet): Promise<Look> {
  const records: CsvRecord[] = [];
  let share = 0;
  const portions = sheetRecords(source, workbook, sheet, (so) => (share = so));
  for await (const portion of portions) {
    records.push(...portion);
    if (records.length >= rowsToLookAt) return { records, share: Math.min(share, 0.999) };
  }
  return { records, share: 1 };
}

const noSheet = (wanted: string, { sheets }: Workbook) =>
  invalid({
    code: 'import-no-sheet',
    message: `The workbook has no sheet “${wanted}”. Its sheets are: ${sheets.map(({ name }) => name).join(', ')}.`,
  });
