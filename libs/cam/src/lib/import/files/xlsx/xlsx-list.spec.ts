import { describe, expect, test } from '@jest/globals';
import type { CsvRecord } from '../list-file.ts';
import { openListFile } from '../open-list-file.ts';
import { excelDate } from './excel-date.ts';
import { writeXlsx, writeZip } from './write-xlsx.ts';

/** A workbook as Excel writes it: shared texts, styles, several sheets. */
function aWorkbook(parts: {
  readonly sheets: Readonly<Record<string, string>>;
  readonly is1904?: boolean;
}): Uint8Array {
  const names = Object.keys(parts.sheets);
  const sheetTags = names.map(
    (name, at) =>
      `<sheet name="${name}" sheetId="${at + 1}" ${name === 'Lookup' ? 'state="hidden" ' : ''}r:id="rId${at + 1}"/>`,
  );
  const relations = names.map(
    (_, at) => `<Relationship Id="rId${at + 1}" Target="/xl/worksheets/sheet${at + 1}.xml"/>`,
  );
  const files: readonly (readonly [string, string])[] = [
    [
      'xl/workbook.xml',
      `<workbook><workbookPr date1904="${parts.is1904 ? '1' : 'false'}"/><sheets>${sheetTags.join('')}</sheets></workbook>`,
    ],
    ['xl/_rels/workbook.xml.rels', `<Relationships>${relations.join('')}</Relationships>`],
    [
      'xl/sharedStrings.xml',
      `<?xml version="1.0"?><!-- texts --><sst><si><t>Name</t></si><si><r><t>E</t></r><r><rPr><b/></rPr><t xml:space="preserve">mail </t></r></si>
       <si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si><si><t>Zo&#235; &amp; Co_x000D_</t></si><si><t/></si><si><t><![CDATA[a <b>]]></t></si></sst>`,
    ],
    [
      'xl/styles.xml',
      `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/><numFmt numFmtId="165" formatCode="&quot;days&quot; 0.0[Red]"/></numFmts>
       <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/></cellXfs></styleSheet>`,
    ],
    ...names.map(
      (name, at) =>
        [
          `xl/worksheets/sheet${at + 1}.xml`,
          `<worksheet><sheetData>${parts.sheets[name]}</sheetData></worksheet>`,
        ] as const,
    ),
  ];
  return writeZip(files.map(([name, text]) => ({ name, bytes: Buffer.from(text) })));
}

async function readSheet(bytes: Uint8Array, sheet?: string) {
  const list = await openListFile({ bytes }, sheet === undefined ? {} : { sheet });
  const rows: CsvRecord[] = [];
  for await (const batch of list.records()) rows.push(...batch);
  return { list, rows };
}

describe('a workbook', () => {
  const header =
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="str"><v>Since</v></c></row>';

  test('gives its texts, numbers, dates and gaps as a person sees them', async () => {
    const cells = (row: number, tags: string) => `<row r="${row}">${tags}</row>`;
    const { list, rows } = await readSheet(
      aWorkbook({
        sheets: {
          People: [
            header,
            cells(2, '<c r="A2" t="s"><v>3</v></c><c r="C2" s="1"><v>46083</v></c>'),
            cells(4, '<c r="A4" t="s"><v>2</v></c><c r="C4" s="2"><v>46083.604166666664</v></c><c r="E4"><v>7</v></c>'),
            cells(
              5,
              '<c t="inlineStr"><is><t>in</t><t>line</t></is></c><c><v>0.30000000000000004</v></c><c s="3"><v>46083</v></c>',
            ),
            cells(6, '<c r="A6" t="b"><v>1</v></c><c r="B6" t="e"><v>#N/A</v></c><c r="C6"><v>4.930901820E9</v></c>'),
            cells(
              7,
              '<c r="A7" t="s"><v>5</v></c><c r="B7"><f>1+1</f><v>2</v></c><c r="C7" t="d"><v>2026-03-02T00:00:00</v></c>',
            ),
            cells(8, '<c r="A8" t="s"><v>4</v></c><c r="B8" s="1"/>'),
          ].join(''),
        },
      }),
    );
    expect(list).toMatchObject({
      format: 'xlsx',
      header: ['Name', 'Email', 'Since'],
      sheets: ['People'],
      estimatedRows: 5,
    });
    expect(rows.map(({ rowNumber, cells: texts }) => [rowNumber, ...texts])).toEqual([
      [2, 'Zoë & Co\r', '', '2026-03-02'],
      [4, '東京', '', '2026-03-02 14:30', '', '7'],
      [5, 'inline', '0.3', '46083'],
      [6, 'TRUE', '', '4930901820'],
      [7, 'a <b>', '2', '2026-03-02'],
    ]);
    expect(rows[1]?.raw).toBe('東京\t\t2026-03-02 14:30\t\t7');
  });

  test('with several sheets is read from the first visible one with rows, or from the one that is asked for', async () => {
    const bytes = aWorkbook({
      sheets: {
        Lookup: `${header}<row r="2"><c r="A2" t="str"><v>hidden</v></c></row>`,
        Empty: '',
        People: `${header}<row r="2"><c r="A2" t="str"><v>seen</v></c></row>`,
      },
    });
    const first = await readSheet(bytes);
    expect(first.list).toMatchObject({ sheets: ['Lookup', 'Empty', 'People'], sheet: 'People' });
    expect(first.rows[0]?.cells).toEqual(['seen']);
    expect((await readSheet(bytes, 'Lookup')).rows[0]?.cells).toEqual(['hidden']);
    await expect(openListFile({ bytes }, { sheet: 'Empty' })).rejects.toMatchObject({ code: 'import-empty-file' });
  });

  test('counts its days as the program did that wrote it', () => {
    expect([46083, 59, 1, 60, 61].map((day) => excelDate(day, false))).toEqual([
      '2026-03-02',
      '1900-02-28',
      '1900-01-01',
      '1900-02-28',
      '1900-03-01',
    ]);
    expect(excelDate(44621, true)).toBe('2026-03-02');
    expect([0.5, -1, 3_000_000].map((day) => excelDate(day, false))).toEqual(['12:00', undefined, undefined]);
  });

  test('that was written here is read as it was, whatever stands in it', async () => {
    const table = [
      ['Name', 'Note'],
      ['=1+1', 'a\tb\n"c" <d> & _x0041_'],
      ['🙂', ' spaces '],
    ];
    const { list, rows } = await readSheet(writeXlsx(table, 'To correct'));
    expect(list.sheets).toEqual(['To correct']);
    expect([list.header, ...rows.map(({ cells }) => cells)]).toEqual(table);
  });
});
