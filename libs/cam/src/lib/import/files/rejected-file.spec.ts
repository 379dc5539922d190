import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RejectedRow } from '../../../contract/lead-import.ts';
import { csvLine, csvStart, defused, undefused } from './csv-line.ts';
import { lookAtList } from './look-at-list.ts';
import type { CsvRecord } from './list-file.ts';
import { openListFile } from './open-list-file.ts';
import { rejectedFile, type RejectedFile } from './rejected-file.ts';
import { writeXlsx } from './xlsx/write-xlsx.ts';

async function read(bytes: Uint8Array) {
  const list = await openListFile({ bytes });
  const rows: CsvRecord[] = [];
  for await (const batch of list.records()) rows.push(...batch);
  return { list, rows };
}

/** Rejects every row of a list. */
async function rejectAll(fileName: string, bytes: Uint8Array): Promise<RejectedFile> {
  const { list, rows } = await read(bytes);
  const rejected = rows.map(({ rowNumber, raw }): RejectedRow => ({ rowNumber, raw, code: 'x', reason: 'No, "no".' }));
  return rejectedFile({ ...list, fileName }, rejected);
}

describe('rejected rows', () => {
  const table = [
    ['Name', 'Email', 'Note'],
    ['Berg; "Anna"', '=HYPERLINK("x")', 'two\nlines'],
    ['Bo\tFalk', '+49 30', '-5'],
  ];
  const csv = (delimiter: string) => Buffer.from(table.map((cells) => csvLine(cells, delimiter)).join(''));

  test.each<[string, string, Uint8Array]>([
    ['list.csv', 'list-rejected.csv', csv(',')],
    ['list.txt', 'list-rejected.csv', csv(';')],
    ['list.tsv', 'list-rejected.tsv', csv('\t')],
    ['list.xlsx', 'list-rejected.xlsx', writeXlsx(table)],
  ])(
    'of %s come back as %s, with every cell as it was, and are read as the same kind of list',
    async (from, to, bytes) => {
      const original = await read(bytes);
      const file = await rejectAll(from, bytes);
      const again = await read(file.bytes);
      expect(file.fileName).toBe(to);
      const cells = again.rows.map((row) => row.cells.map(undefused));
      expect(again.list.header.slice(0, 3)).toEqual(original.list.header);
      expect(again.list.shapeKey).toBe(original.list.shapeKey);
      expect(cells).toEqual(
        table.slice(1).map((row, at) => [...row, String(original.rows[at]?.rowNumber), 'No, "no".']),
      );
      const [row, why] = lookAtList(again.list).columns.slice(3);
      expect([row, why]).toMatchObject([{ field: 'leave-out' }, { field: 'leave-out' }]);
    },
  );

  test('of JSON records keep what they had, whatever was in them', async () => {
    const from = { fileName: 'a.jsonl', format: 'jsonl', delimiter: '', header: ['Name'] } as const;
    const { bytes, fileName } = rejectedFile(from, [
      { rowNumber: 1, raw: '{"Name":"A","tags":["x"]}', code: 'x', reason: 'Why.' },
      { rowNumber: 2, raw: '{"Name":', code: 'json', reason: 'It is no JSON object.' },
    ]);
    expect(fileName).toBe('a-rejected.jsonl');
    expect(
      Buffer.from(bytes)
        .toString()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { Name: 'A', tags: ['x'], 'Row in the file': 1, 'Why it was rejected': 'Why.' },
      { Text: '{"Name":', 'Row in the file': 2, 'Why it was rejected': 'It is no JSON object.' },
    ]);
  });

  test('that no reader could take apart fall into cells all the same, and nothing beyond the last column is lost', () => {
    const from = { fileName: 'a.csv', format: 'csv', delimiter: ';', header: ['Name', 'Email'] } as const;
    const { bytes } = rejectedFile(from, [
      { rowNumber: 2, raw: '"Anna;a@x.example', code: 'quotes', reason: 'Quotes.' },
      { rowNumber: 3, raw: 'Bo;b@x.example;more', code: 'too-many-cells', reason: 'Cells.' },
      { rowNumber: 4, raw: 'C␀;c@x.example', code: 'control-characters', reason: 'NUL.' },
    ]);
    expect(Buffer.from(bytes).toString()).toBe(
      `${csvStart}Name;Email;Row in the file;Why it was rejected\r\n` +
        'Anna;a@x.example;2;Quotes.\r\nBo;b@x.example;3;Cells.;more\r\nC;c@x.example;4;NUL.\r\n',
    );
  });
});

describe('a cell of a file that a spreadsheet may open', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+49 30 901820', "'+49 30 901820"],
    ['-cmd|x', "'-cmd|x"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    [' =1', "' =1"],
    ['＝1+1', "'＝1+1"],
    ["'=1", "''=1"],
    ['-5,5', '-5,5'],
    ["'s-Hertogenbosch", "'s-Hertogenbosch"],
    ['a=b', 'a=b'],
  ])('"%s" is written as "%s"', (cell, safe) => {
    expect(defused(cell)).toBe(safe);
    expect(undefused(safe)).toBe(cell);
  });

  test('is the same when it comes back, whatever it is, and never begins a formula', () => {
    const cell = fc
      .array(fc.constantFrom('=', '+', '-', '@', "'", ' ', '\t', '"', ',', '\n', '1', 'a', '＝'))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(cell, (text) => {
        expect(undefused(defused(text))).toBe(text);
        expect(/^\s*[=+@＝]|^\s*-(?!\d)/.test(defused(text))).toBe(false);
      }),
      { numRuns: 2000, seed: 5 },
    );
  });
});
