import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { deflateRawSync } from 'node:zlib';
import type { CsvRecord, ListFile, ListOptions } from './list-file.ts';
import { openListFile } from './open-list-file.ts';
import { writeXlsx, writeZip } from './xlsx/write-xlsx.ts';

const folder = mkdtempSync(join(tmpdir(), 'lists-'));
afterAll(() => rmSync(folder, { recursive: true }));

const utf8 = (text: string): Buffer => Buffer.from(text);
const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const good = 'Name,Email\nAnna,anna@x.example\n';
const columns = (count: number, name: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => name(index)).join(',');

/** Opens a list both from memory and from disk, and reads it to its end. */
async function readList(bytes: Buffer, options?: ListOptions) {
  const path = join(folder, 'list');
  writeFileSync(path, bytes);
  const [inMemory, onDisk] = await Promise.all([
    readAll(await openListFile({ bytes }, options)),
    readAll(await openListFile({ path }, options)),
  ]);
  expect(inMemory.rows).toEqual(onDisk.rows);
  return onDisk;
}

async function readAll(list: ListFile) {
  const rows: CsvRecord[] = [];
  for await (const batch of list.records({ batchSize: 3 })) rows.push(...batch);
  await list.close();
  return { list, rows };
}

/** What is left of rows for a table: their cells, or their number and what is wrong with them. */
const shown = (rows: readonly CsvRecord[]) =>
  rows.map(({ cells, rowNumber, problem }) => (problem === undefined ? cells.join('|') : `${rowNumber}: ${problem}`));

describe('a list that people really have', () => {
  test.each<[string, Buffer, readonly string[]]>([
    ['in UTF-8 with a byte order mark', utf8(`\ufeff${good}`), ['Anna|anna@x.example']],
    ['in UTF-16 with a byte order mark', utf16(`\ufeff${good}`), ['Anna|anna@x.example']],
    ['in UTF-16 of the other order', utf16(`\ufeff${good}`).swap16(), ['Anna|anna@x.example']],
    ['in UTF-16 without a byte order mark', utf16(good), ['Anna|anna@x.example']],
    [
      'in UTF-16 that is cut in the middle of a letter',
      utf16(`\ufeff${good}`).subarray(0, -1),
      ['Anna|anna@x.example'],
    ],
    ['in Windows-1252', latin('Name,Price\nZo\xeb,\x80 5\n'), ['Zoë|€ 5']],
    [
      'pasted together from two encodings',
      Buffer.concat([utf8('Name,City\nZoë,Köln\n'), latin('J\xf6rg,K\xf6ln\n')]),
      ['Zoë|Köln', 'Jörg|Köln'],
    ],
    [
      'with the letter that an earlier program lost',
      utf8('Name,Email\nJos\ufffd,j@x.example\n'),
      ['Jos\ufffd|j@x.example'],
    ],
    [
      'with emoji and names from right to left',
      utf8('Name,Email\n🙂 Zoë,z@x.example\nمحمد علي,m@x.example\nשרה,s@x.example'),
      ['🙂 Zoë|z@x.example', 'محمد علي|m@x.example', 'שרה|s@x.example'],
    ],
    ['separated by semicolons', utf8('Name;Email\nBerg, Anna;a@x.example\n'), ['Berg, Anna|a@x.example']],
    ['separated by tabs', utf8('Name\tEmail\nBerg, Anna\ta@x.example\n'), ['Berg, Anna|a@x.example']],
    ['separated by bars', utf8('Name|Email\nBerg, Anna|a@x.example\n'), ['Berg, Anna|a@x.example']],
    ['whose first line names its separator', utf8('sep=;\r\nName;Email\r\nA;a@x.example\r\n'), ['A|a@x.example']],
    [
      'with the line ends of old Macintoshes',
      utf8('Name,Email\rA,a@x.example\rB,b@x.example'),
      ['A|a@x.example', 'B|b@x.example'],
    ],
    [
      'with two kinds of line ends',
      utf8('Name,Email\r\nA,a@x.example\nB,b@x.example\r\n'),
      ['A|a@x.example', 'B|b@x.example'],
    ],
    ['without a line end at its end', utf8('Name,Email\nA,a@x.example'), ['A|a@x.example']],
    ['with empty rows between', utf8('Name,Email\n\n,\n  ,\t\nA,a@x.example\n\n'), ['A|a@x.example']],
    ['with line breaks within cells', utf8('Name,Email\n"Anna\r\nBerg",a@x.example\n'), ['Anna\r\nBerg|a@x.example']],
    [
      'with a quote that does not close',
      utf8('Name,Email\n"Anna,a@x.example\nB,b@x.example\n'),
      ['2: quotes', 'B|b@x.example'],
    ],
    [
      'with quotes that were not doubled',
      utf8('Name,Email\n"Anna "Ann" Berg","a@x.example"\n'),
      ['Anna "Ann" Berg|a@x.example'],
    ],
    ['with quotes behind spaces', utf8('Name, Email\nA, "a@x.example" \n'), ['A|a@x.example']],
    ['with a quote of inches', utf8('Name,Email\nPipe 5",a@x.example\n'), ['Pipe 5"|a@x.example']],
    [
      'with NUL bytes in one row',
      utf8('Name,Email\nA\0\0,a@x.example\nB,b@x.example\n'),
      ['2: characters', 'B|b@x.example'],
    ],
    ['with a row that is shorter than the header', utf8('Name,Email,Phone\nA,a@x.example\n'), ['A|a@x.example']],
    [
      'with a row that is longer than the header',
      utf8('Name,Email\nA,a@x.example,more\nB,b@x.example'),
      ['A|a@x.example|more', 'B|b@x.example'],
    ],
    [
      'with the header once more in its middle',
      utf8('Name,Email\nA,a@x.example\nName,Email\nB,b@x.example'),
      ['A|a@x.example', 'Name|Email', 'B|b@x.example'],
    ],
    [
      'with a line of nine million characters',
      utf8(`Name,Email\nA,a@x.example\n${'x'.repeat(9_000_000)}\nB,b@x.example\n`),
      ['A|a@x.example', '3: too-long', 'B|b@x.example'],
    ],
    [
      'with formulas',
      utf8('Name,Email\n"=HYPERLINK(""http://x"")",a@x.example\n'),
      ['=HYPERLINK("http://x")|a@x.example'],
    ],
    [
      'with dates as the numbers of a spreadsheet',
      utf8('Email,Connected On\na@x.example,45231\n'),
      ['a@x.example|45231'],
    ],
    ['of one column', utf8('Email\na@x.example\nb@x.example'), ['a@x.example', 'b@x.example']],
    [
      'in JSON',
      utf8('[{"Name":"Anna","Email":"a@x.example"},\n{"Name":null,"Email":"b@x.example"}]'),
      ['Anna|a@x.example', '|b@x.example'],
    ],
    [
      'in JSON within an answer',
      utf8('{"total":1,"contacts":[{"Name":"Anna","Email":"a@x.example"}],"page":1}'),
      ['Anna|a@x.example'],
    ],
    [
      'in JSON lines',
      utf8('{"Name":"Anna","Email":"a@x.example"}\n\n{"Email":"b@x.example","Name":"B"}\n'),
      ['Anna|a@x.example', 'B|b@x.example'],
    ],
    [
      'in JSON lines of which one is broken',
      utf8('{"Name":"A","Email":"a@x.example"}\n{"Name":"B"\n{"Name":"C","Email":"c@x.example"}'),
      ['A|a@x.example', '2: json', 'C|c@x.example'],
    ],
    ['in JSON with an element that is no record', utf8('[{"Name":"A"}, 7, {"Name":"B"}]'), ['A', '2: json', 'B']],
    ['in JSON that breaks off', utf8('[{"Name":"A"},{"Name":"B'), ['A', '2: json']],
    ['in JSON objects one after the other', utf8('{\n "Name": "A"\n}\n{\n "Name": "B"\n}\n'), ['A', 'B']],
    ['in JSON as rows', utf8('[["Name","Email"],["A","a@x.example"]]'), ['A|a@x.example']],
    ['in JSON whose text has a NUL', utf8('[{"Name":"A\\u0000"},{"Name":"B"}]'), ['1: characters', 'B']],
    ['in JSON in UTF-16', utf16('\ufeff[{"Name":"Zoë"}]'), ['Zoë']],
    [
      'in an Excel workbook',
      Buffer.from(
        writeXlsx([
          ['Name', 'Email'],
          ['Zoë <&> "x"', 'a@x.example'],
        ]),
      ),
      ['Zoë <&> "x"|a@x.example'],
    ],
  ])('%s is read row by row', async (_, bytes, expected) => {
    expect(shown((await readList(bytes)).rows)).toEqual(expected);
  });

  test.each<[string, string, readonly string[], number | null]>([
    [
      'names that stand twice',
      'Name,Email,name,Email\nA,a@x.example,B,b@x.example',
      ['Name', 'Email', 'name (2)', 'Email (2)'],
      1,
    ],
    ['names that are missing', 'Name,,Email,\nA,x,a@x.example,y', ['Name', 'Column 2', 'Email'], 1],
    ['no names', 'Anna,anna@x.example\nBert,bert@x.example', ['Column 1', 'Column 2'], null],
    [
      'a title above the names',
      'Fair in Köln,,\n,,\nName,Email,Company\nA,a@x.example,B',
      ['Name', 'Email', 'Company'],
      3,
    ],
    [
      'notes above the names',
      'Notes:\n"When exporting your connection data, you may notice, that some\n are missing"\n\nFirst Name,Last Name,URL\nA,B,https://www.linkedin.com/in/ab',
      ['First Name', 'Last Name', 'URL'],
      4,
    ],
    [
      'a name that JavaScript keeps for itself',
      '__proto__,constructor,Email\nx,y,a@x.example',
      ['proto', 'constructor', 'Email'],
      1,
    ],
    ['line breaks within the names', '"First\nname",Email\nA,a@x.example', ['First name', 'Email'], 1],
  ])('with %s has names for its columns all the same', async (_, text, header, headerRow) => {
    const { list, rows } = await readList(utf8(text));
    expect(list).toMatchObject({ header, headerRow });
    expect(rows[0]?.rowNumber).toBe((headerRow ?? 0) + 1);
  });

  test('has its names where a person says that they stand', async () => {
    const text = utf8('Anna,Kurier\nBo,Falk\nName,Company\nCleo,Pain\n');
    const guessed = await readList(text);
    expect(guessed.list.headerRow).toBe(3);
    const stated = await readList(text, { headerRow: 1 });
    expect([stated.list.header, shown(stated.rows)]).toEqual([
      ['Anna', 'Kurier'],
      ['Bo|Falk', 'Name|Company', 'Cleo|Pain'],
    ]);
    const none = await readList(text, { headerRow: 0 });
    expect([none.list.headerRow, none.rows.length]).toEqual([null, 4]);
    await expect(readList(text, { headerRow: 9 })).rejects.toMatchObject({ code: 'import-no-header-row' });
  });

  test('of ten thousand columns is read', async () => {
    const text = `${columns(10_000, (index) => `Column number ${index}`)}\n${columns(10_000, String)}\n`;
    const { list, rows } = await readList(utf8(text));
    expect(list.header).toHaveLength(10_000);
    expect(rows[0]?.cells[9999]).toBe('9999');
  });

  test('in JSON keeps what only a late record says, and what is nested', async () => {
    const { list, rows } = await readList(
      utf8(
        '[{"id":1},{"id":2,"properties":{"email":"b@x.example"},"tags":["a","b"],"phones":[{"no":"1"},{"no":"2"}]}]',
      ),
    );
    expect(list.header).toEqual(['id', 'properties email', 'tags', 'phones 1 no', 'phones 2 no']);
    expect(rows.map(({ cells }) => cells.join('|'))).toEqual(['1||||', '2|b@x.example|a, b|1|2']);
  });
});

describe('a file that is no list', () => {
  const bomb = deflateRawSync(Buffer.alloc(100_000_000, '<c/>'), { level: 9 });
  const zip = (names: Record<string, string>): Buffer =>
    Buffer.from(writeZip(Object.entries(names).map(([name, text]) => ({ name, bytes: utf8(text) }))));

  test.each<[string, Buffer, string, string]>([
    ['nothing in it', utf8(''), 'import-empty-file', 'The file is empty'],
    ['only line breaks', utf8('\ufeff\r\n\r\n'), 'import-empty-file', 'The file is empty'],
    ['a header alone', utf8('Name,Email\n\n ,\n'), 'import-header-only', 'column names (Name, Email) in row 1'],
    [
      'bytes that are no text',
      Buffer.from(Array.from({ length: 400 }, (_, at) => at % 7)),
      'import-binary-file',
      'save it as CSV',
    ],
    ['an old Excel workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), 'import-binary-file', 'before 2007'],
    ['a PDF', utf8('%PDF-1.7 …'), 'import-binary-file', 'a PDF file'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 1]), 'import-binary-file', 'a picture'],
    [
      'a web page',
      utf8('<!DOCTYPE html><table><tr><td>a@x.example</td></tr></table>'),
      'import-binary-file',
      'a web page',
    ],
    ['a ZIP file', zip({ 'list.csv': good }), 'import-binary-file', 'unpack it'],
    ['an OpenDocument sheet', zip({ 'content.xml': '<x/>' }), 'import-binary-file', 'an OpenDocument file'],
    [
      'a workbook that was cut',
      Buffer.from(writeXlsx([['Name'], ['A']])).subarray(0, 700),
      'import-damaged-workbook',
      'save it again',
    ],
    ['JSON without records', utf8('[1, 2, 3]'), 'import-json-no-list', 'one object on each line'],
    [
      'more columns than Excel has',
      utf8(`${columns(16_385, (at) => `c${at}`)}\n1`),
      'import-too-many-columns',
      '16385 columns',
    ],
  ])('with %s is refused in words', async (_, bytes, code, words) => {
    await expect(openListFile({ bytes })).rejects.toMatchObject({
      kind: 'invalid',
      code,
      message: expect.stringContaining(words),
    });
  });

  test('with a workbook that unpacks to a thousand times its size is refused before it has', async () => {
    const sheet = Buffer.from(writeXlsx([['Name'], ['A']]));
    const bytes = withPacked(sheet, 'xl/worksheets/sheet1.xml', bomb);
    const before = process.memoryUsage().rss;
    await expect(openListFile({ bytes })).rejects.toMatchObject({ code: 'import-zip-bomb' });
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
  });

  test('that is not there is named', async () => {
    await expect(openListFile({ path: join(folder, 'none.csv') })).rejects.toMatchObject({ code: 'import-no-file' });
  });

  test('with another sheet than the one asked for names those that there are', async () => {
    const bytes = writeXlsx([['Name'], ['A']], 'People');
    await expect(openListFile({ bytes }, { sheet: 'Leads' })).rejects.toThrow('Its sheets are: People');
  });
});

/** A ZIP file in which the packed bytes of one file are others. */
function withPacked(zip: Buffer, name: string, packed: Buffer): Buffer {
  const at = zip.indexOf(name) - 30;
  const from = at + 30 + name.length;
  const old = zip.readUInt32LE(at + 18);
  const moved = packed.length - old;
  const result = Buffer.concat([zip.subarray(0, from), packed, zip.subarray(from + old)]);
  const end = result.length - 22;
  const directory = result.readUInt32LE(end + 16) + moved;
  result.writeUInt32LE(directory, end + 16);
  result.writeUInt32LE(packed.length, result.indexOf(name, directory) - 46 + 20);
  return result;
}
