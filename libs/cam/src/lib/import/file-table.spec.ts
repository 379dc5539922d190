import { describe, expect, test } from '@jest/globals';
import { readCsv } from './csv-reader.ts';
import { readFileTable } from './file-table.ts';
import { guessColumns, mappingOf } from './guess-columns.ts';
import { parsePersonName } from './person-name.ts';
import { parseAmountCents, parsePeople } from './quantities.ts';
import { rejectedCsv } from './rejected-csv.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const list = 'Name,Email\nJosé Ünal,jose@a.example\n';
const wide = (text: string, isBigEndian: boolean, bom = true): Uint8Array => {
  const bytes = Buffer.from((bom ? '\ufeff' : '') + text, 'utf16le');
  return new Uint8Array(isBigEndian ? bytes.swap16() : bytes);
};

describe('a file', () => {
  test.each([
    ['UTF-8', utf8(list), 'utf-8'],
    ['UTF-8 with BOM', utf8(`\ufeff${list}`), 'utf-8'],
    ['UTF-16 little endian', wide(list, false), 'utf-16le'],
    ['UTF-16 big endian', wide(list, true), 'utf-16be'],
    ['UTF-16 without BOM', wide(list, false, false), 'utf-16le'],
    ['Windows-1252', new Uint8Array(Buffer.from(list, 'latin1')), 'windows-1252'],
  ])('in %s is read with its names as they are written', (_, bytes, encoding) => {
    const table = readFileTable(bytes);
    expect(table).toMatchObject({ encoding, header: ['Name', 'Email'] });
    expect(table.rows[0]?.cells).toEqual(['José Ünal', 'jose@a.example']);
  });

  test.each([
    ['commas', 'Name,Email\nA,a@x.example', ','],
    ['semicolons', 'Name;Email\nA, B;a@x.example', ';'],
    ['tabs', 'Name\tEmail\nA\ta@x.example', '\t'],
    ["Excel's own line", 'sep=|\r\nName|Email\r\nA|a@x.example', '|'],
    ['one column', 'Email\na@x.example', ','],
  ])('separated by %s falls into its columns', (_, text, delimiter) => {
    expect(readFileTable(utf8(text)).delimiter).toBe(delimiter);
  });

  test.each([
    ['nothing in it', utf8(''), 'import-empty-file', 'The file is empty'],
    ['only line breaks', utf8('\ufeff\r\n\r\n'), 'import-empty-file', 'The file is empty'],
    [
      'bytes that are no text',
      new Uint8Array(Array.from({ length: 400 }, (_, index) => index % 7)),
      'import-binary-file',
      'save it as CSV',
    ],
    ['an Excel workbook', new Uint8Array([0x50, 0x4b, 3, 4, 9, 9]), 'import-binary-file', 'an Excel or ZIP file'],
    ['a header alone', utf8('Name,Email\n\n ,\n'), 'import-header-only', 'has column names (Name, Email) and no row'],
    [
      'a header twice the same',
      utf8('Name,Email,name\nA,a@x.example,B'),
      'import-duplicate-headers',
      '“Name” (columns 1 and 3)',
    ],
    [
      'no header',
      utf8('Anna,anna@x.example\nBert,bert@x.example'),
      'import-no-header',
      'has “anna@x.example” where column names',
    ],
    [
      'ten thousand columns',
      utf8(`${Array.from({ length: 10_000 }, (_, n) => `c${n}`).join(',')}\n1`),
      'import-too-many-columns',
      '10000 columns',
    ],
  ])('with %s is refused in words', (_, bytes, code, words) => {
    expect(() => readFileTable(bytes)).toThrow(expect.objectContaining({ kind: 'invalid', code }));
    expect(() => readFileTable(bytes)).toThrow(words);
  });

  test('keeps line breaks, separators and quotes that stand inside quotes', () => {
    const table = readFileTable(utf8('Name;Note\r\n"Berg; Anna";"first\r\nsecond ""quoted"""\r\nBert;5" pipe\r\n'));
    expect(table.rows.map(({ cells }) => cells)).toEqual([
      ['Berg; Anna', 'first\r\nsecond "quoted"'],
      ['Bert', '5" pipe'],
    ]);
    expect(table.rows.map(({ rowNumber }) => rowNumber)).toEqual([2, 3]);
  });

  test('loses one line to a quote that does not close, not the rest', () => {
    const rows = [...readCsv('Name,Email\n"Anna,a@x.example\nBert,"b@x.example"\n\n"Cleo","c@x.example"\n', ',')];
    expect(rows.map(({ rowNumber, problem }) => [rowNumber, problem])).toEqual([
      ...[
        [1, undefined],
        [2, 'quotes'],
        [3, undefined],
        [5, undefined],
      ],
    ]);
    expect(rows[1]?.raw).toBe('"Anna,a@x.example');
    expect(rows[3]?.cells).toEqual(['Cleo', 'c@x.example']);
  });
});

describe('columns', () => {
  const mapped = (text: string) => {
    const table = readFileTable(utf8(text));
    const mapping = mappingOf(guessColumns(table));
    return Object.fromEntries(table.header.map((name, index) => [name, mapping[String(index)] ?? null]));
  };

  test('of an Apollo export are recognised', () => {
    const header =
      'First Name,Last Name,Title,Company,Email,Email Status,# Employees,Industry,Person Linkedin Url,Website,City,Country,Annual Revenue';
    const row =
      'Maja,Lindqvist,COO,Kurier Nord,maja@k.example,Verified,120,logistics,http://www.linkedin.com/in/maja-l,http://k.example,Hamburg,Germany,5000000';
    expect(mapped(`${header}\n${row}`)).toEqual({
      'First Name': 'firstName',
      'Last Name': 'lastName',
      Title: 'title',
      Company: 'company',
      Email: 'email',
      'Email Status': null,
      '# Employees': 'employeeCount',
      Industry: 'industry',
      'Person Linkedin Url': 'linkedin',
      Website: 'companyDomain',
      City: 'location',
      Country: 'country',
      'Annual Revenue': 'revenue',
    });
  });

  test('of a hand-made German list are recognised, where "Name" beside "Vorname" is the family name', () => {
    expect(
      mapped(
        'Vorname;Name;Firma;E-Mail-Adresse;Telefon;Bemerkung\nMaja;Lindqvist;Kurier;m@k.example;+49 30 901820;nett',
      ),
    ).toEqual({
      ...{ Vorname: 'firstName', Name: 'lastName', Firma: 'company', 'E-Mail-Adresse': 'email', Telefon: 'phone' },
      Bemerkung: null,
    });
  });

  test('are recognised by what stands in them when the name says nothing', () => {
    expect(mapped('Who,Where they can be reached\nMaja,m@k.example\nBo,b@k.example')).toEqual({
      Who: 'fullName',
      'Where they can be reached': 'email',
    });
  });

  test('whose values contradict their name are left to the person', () => {
    const [, column] = guessColumns(readFileTable(utf8('Name,Email\nMaja,yes\nBo,no')));
    expect(column).toMatchObject({ field: null, samples: ['yes', 'no'] });
  });
});

describe('a value', () => {
  test.each([
    ['51-200', 126],
    ['11–50 employees', 31],
    ['10,001+', 10001],
    ['1.200', 1200],
    ['about 5k', 5000],
    ['many', null],
  ])('"%s" is read as %s people', (text, people) => {
    expect(parsePeople(text)).toBe(people);
  });

  test.each([
    ['$5M', 500_000_000],
    ['1,2 Mio €', 120_000_000],
    ['€ 1.234.567', 123_456_700],
    ['1,234,567.50', 123_456_750],
    ['1-5 million', 300_000_000],
    ['unknown', null],
  ])('"%s" is read as %s cents', (text, cents) => {
    expect(parseAmountCents(text)).toBe(cents);
  });

  test.each([
    ['', '', 'Berg, Anna', 'Anna', 'Berg'],
    ['', '', 'Dr. Anna van der Berg', 'Anna', 'van der Berg'],
    ['Anna', 'Berg', '', 'Anna', 'Berg'],
    ['', '', 'M Berg', 'M', 'Berg'],
    ['', '', 'محمد علي', 'محمد', 'علي'],
  ])('of a name ("%s" "%s" "%s") is %s, %s', (first, last, full, firstName, lastName) => {
    expect(parsePersonName(first, last, full)).toMatchObject({ firstName, lastName });
  });
});

test('rejected rows come back as a file with the original columns, the reason, and no formula that would run', () => {
  const csv = rejectedCsv(['Name', 'Email'], ';', [
    { rowNumber: 7, raw: '"Berg; Anna";=HYPERLINK("x")', code: 'email-invalid', reason: 'No mail address.' },
    { rowNumber: 9, raw: '"Bert;b@x', code: 'quotes', reason: 'Quotes.' },
  ]);
  expect(csv).toBe(
    '\ufeffName,Email,Row in the file,Why it was rejected\r\n' +
      'Berg; Anna,"\'=HYPERLINK(""x"")",7,No mail address.\r\n' +
      '"""Bert;b@x",,9,Quotes.\r\n',
  );
});
