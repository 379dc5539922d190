import { StringDecoder } from 'node:string_decoder';
import { invalid } from '@aicmo/core-kernel';
import type { ByteSource } from '../byte-source.ts';
import { binaryFile } from '../not-a-list.ts';
import { attribute, createXmlScanner, type XmlHandlers } from './xml-scanner.ts';
import { damagedWorkbook, readZipEntries, unpack, type ZipEntry } from './zip-entries.ts';

/** A sheet of a workbook. */
export interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly entry: ZipEntry;
}

/** A workbook: its sheets, and what their cells refer to. */
export interface Workbook {
  readonly sheets: readonly Sheet[];
  readonly strings: readonly string[];
  /** Whether a cell with this style is a date; by the style's number. */
  readonly dateStyles: readonly boolean[];
  /** Whether days are counted from 1904 on, as old Macintosh files do. */
  readonly isFrom1904: boolean;
}

/** Opens a workbook. Throws `invalid`: `import-damaged-workbook`, `import-binary-file`, `import-workbook-too-large`. */
export async function openWorkbook(source: ByteSource): Promise<Workbook> {
  const entries = new Map((await readZipEntries(source)).map((entry) => [entry.name.toLowerCase(), entry]));
  assertWorkbook(entries);
  const read = async (name: string, handlers: XmlHandlers): Promise<void> => {
    const entry = entries.get(name);
    if (entry) await scanXml(source, entry, handlers);
  };
  const targets = new Map<string, string>();
  await read('xl/_rels/workbook.xml.rels', {
    open: (name, attributes) => {
      if (name === 'Relationship')
        targets.set(attribute(attributes, 'Id') ?? '', attribute(attributes, 'Target') ?? '');
    },
  });
  const sheets: Sheet[] = [];
  let isFrom1904 = false;
  await read('xl/workbook.xml', {
    open: (name, attributes) => {
      if (name === 'workbookPr') isFrom1904 = /^(1|true)$/.test(attribute(attributes, 'date1904') ?? '');
      if (name !== 'sheet') return;
      const target = targets.get(attribute(attributes, 'r:id') ?? attribute(attributes, 'id') ?? '') ?? '';
      const entry = entries.get(`xl/${target.replace(/^\/?(xl\/)?/, '')}`.toLowerCase());
      const state = attribute(attributes, 'state') ?? 'visible';
      if (entry) sheets.push({ name: attribute(attributes, 'name') ?? '', isHidden: state !== 'visible', entry });
    },
  });
  if (sheets.length === 0) throw damagedWorkbook();
  const strings = await readStrings(read);
  return { sheets, strings, isFrom1904, dateStyles: await readDateStyles(read) };
}

/** Reads a part of a workbook from its beginning to its end. */
async function scanXml(source: ByteSource, entry: ZipEntry, handlers: XmlHandlers): Promise<void> {
  const scanner = createXmlScanner(handlers);
  const decoder = new StringDecoder('utf8');
  for await (const chunk of unpack(source, entry)) scanner.push(decoder.write(chunk));
}

/** What other programs keep in ZIP files, by a file that it has. */
const otherFiles: readonly (readonly [RegExp, string])[] = [
  [/^xl\/workbook\.bin$/, 'an Excel binary workbook (.xlsb)'],
  [/^index\/.*\.iwa$|^index\.zip$/, 'a Numbers file'],
  [/^content\.xml$/, 'an OpenDocument file'],
  [/^word\//, 'a Word document'],
  [/^ppt\//, 'a presentation'],
];

function assertWorkbook(entries: ReadonlyMap<string, ZipEntry>): void {
  if ([...entries.values()].some(({ isEncrypted }) => isEncrypted)) throw binaryFile('a ZIP file with a password');
  if (entries.has('xl/workbook.xml')) return;
  const names = [...entries.keys()];
  const other = otherFiles.find(([pattern]) => names.some((name) => pattern.test(name)));
  throw binaryFile(other?.[1] ?? 'a ZIP file: unpack it and choose the list that is in it');
}

type ReadPart = (name: string, handlers: XmlHandlers) => Promise<void>;

/** What is kept in memory of a workbook's texts. */
const mostCharacters = 64 * 1024 * 1024;

/** Texts that cells refer to by number; of Japanese texts without how they are read aloud. */
async function readStrings(read: ReadPart): Promise<readonly string[]> {
  const strings: string[] = [];
  let text = '';
  let characters = 0;
  let isText = false;
  let isReading = false;
  await read('xl/sharedstrings.xml', {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 't') isText = true;
      if (name === 'rPh') isReading = true;
    },
    text: (piece) => {
      if (isText && !isReading) text += piece;
    },
    close: (name) => {
      if (name === 't') isText = false;
      if (name === 'rPh') isReading = false;
      if (name !== 'si') return;
      characters += text.length;
      if (characters > mostCharacters) throw tooLarge();
      strings.push(detached(text));
    },
  });
  return strings;
}

/** A copy: a slice would keep the whole piece of the file alive that it was cut from. */
const detached = (text: string): string => (text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le'));

const tooLarge = () =>
  invalid({
    code: 'import-workbook-too-large',
    message:
      'The Excel file has more text than can be kept in memory. Open it in a spreadsheet and save the sheet as CSV, which can be of any size.',
  });

/** Formats of Excel's own that show a date or a time. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

async function readDateStyles(read: ReadPart): Promise<readonly boolean[]> {
  const own = new Map<number, boolean>();
  const styles: boolean[] = [];
  let isInCells = false;
  await read('xl/styles.xml', {
    open: (name, attributes) => {
      if (name === 'cellXfs') isInCells = true;
      const id = Number(attribute(attributes, 'numFmtId') ?? 0);
      if (name === 'numFmt') own.set(id, showsDate(attribute(attributes, 'formatCode') ?? ''));
      if (name === 'xf' && isInCells) styles.push(own.get(id) ?? isBuiltInDate(id));
    },
    close: (name) => {
      if (name === 'cellXfs') isInCells = false;
    },
  });
  return styles;
}

/** Whether a format has a part of a date outside quotes, escapes and brackets (`[Red]`, `[$-409]`; `[h]` counts). */
const showsDate = (format: string): boolean =>
  /[ymdhs]/i.test(
    format
      .replaceAll(/"[^"]*"|\\.|_./g, '')
      .replaceAll(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
      .replaceAll(/general/gi, ''),
  );
