import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createCsvScanner, type CsvShape } from './csv-scanner.ts';
import type { CsvRecord } from './list-file.ts';
import { createTextDecoding, type TextWidth } from './text-decoding.ts';

/** Reads a text in portions that are cut at the given places. */
function scan(text: string, shape: Partial<CsvShape> = {}, cuts: readonly number[] = []): readonly CsvRecord[] {
  const scanner = createCsvScanner({ delimiter: ',', lineEnd: '\n', ...shape });
  const records: CsvRecord[] = [];
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((one, other) => one - other), text.length];
  for (const [index, end] of places.entries()) {
    if (index > 0) scanner.push(text.slice(places[index - 1], end), index === places.length - 1, records);
  }
  return records;
}

const cells = (text: string, shape?: Partial<CsvShape>) => scan(text, shape).map((record) => record.cells);

describe('a row of separated values', () => {
  test.each([
    [
      'plain',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'ended by two characters',
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'with separators, quotes and line breaks in quotes',
      '"a,1","b ""x""\nc"\r\nd,"e"\r\n',
      [
        ['a,1', 'b "x"\nc'],
        ['d', 'e'],
      ],
    ],
    ['with quotes within plain cells', 'a 5" pipe,b\n', [['a 5" pipe', 'b']]],
    ['with spaces around quotes', 'a, "b, c" ,d\n', [['a', 'b, c', 'd']]],
    ['with empty quoted cells', '"","",x\n', [['', '', 'x']]],
    [
      'without an end',
      'a,b\n"c","d"',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'with an empty last cell',
      '"a",\nb,\n',
      [
        ['a', ''],
        ['b', ''],
      ],
    ],
  ])('%s falls into its cells', (_, text, expected) => {
    expect(cells(text)).toEqual(expected);
  });

  test('ended by the old Macintosh way falls into its cells', () => {
    expect(cells('a,b\r"c\rd",e\r', { lineEnd: '\r' })).toEqual([
      ['a', 'b'],
      ['c\rd', 'e'],
    ]);
  });

  test('keeps its number among empty rows, and its own text', () => {
    expect(scan('a,b\r\n , \r\n\r\n"c\nd",e\r\nf,g').map(({ rowNumber, raw }) => [rowNumber, raw])).toEqual([
      [1, 'a,b'],
      [4, '"c\nd",e'],
      [5, 'f,g'],
    ]);
  });

  test('with a quote that does not close costs itself and no other', () => {
    const rows = scan('"Anna,a@x.example\nBert,"b@x.example"\n"Cleo","c@x.example"\n"Dan,d@x.example');
    expect(rows.map(({ rowNumber, problem, raw }) => [rowNumber, problem, raw])).toEqual([
      [1, 'quotes', '"Anna,a@x.example'],
      [2, undefined, 'Bert,"b@x.example"'],
      [3, undefined, '"Cleo","c@x.example"'],
      [4, 'quotes', '"Dan,d@x.example'],
    ]);
  });

  test.each([
    ['were not doubled', '"Anna "Ann" Berg","a@x.example"', ['Anna "Ann" Berg', 'a@x.example']],
    ['a backslash precedes', '"Anna \\"Ann\\" Berg","a@x.example"', ['Anna "Ann" Berg', 'a@x.example']],
  ])('whose inner quotes %s is believed when it is as wide as the others', (_, text, expected) => {
    expect(scan(text, { width: 2 })[0]).toMatchObject({ cells: expected });
    expect(scan(text, { width: 2 })[0]).not.toHaveProperty('problem');
    expect(scan(text, { width: 3 })[0]).toMatchObject({ problem: 'quotes' });
  });

  test('with a NUL is told to be damaged, with a sign where it stood', () => {
    expect(scan('a,b\nc\0,d\n')).toMatchObject([{ cells: ['a', 'b'] }, { raw: 'c␀,d', problem: 'characters' }]);
  });

  test('that never ends is told to be too long, and the next one is read', () => {
    const scanner = createCsvScanner({ delimiter: ',', lineEnd: '\n' });
    const records: CsvRecord[] = [];
    scanner.push('a,b\n', false, records);
    for (let part = 0; part < 9; part += 1) scanner.push('x'.repeat(1_000_000), false, records);
    scanner.push('x\nc,d', true, records);
    expect(records.map(({ rowNumber, problem, raw }) => [rowNumber, problem, raw.length])).toEqual([
      [1, undefined, 3],
      [2, 'too-long', 100_000],
      [3, undefined, 3],
    ]);
  });

  test('is the same wherever the file is cut on its way', () => {
    const piece = fc.constantFrom('a', 'é', ',', ',', '"', '""', '"b"', '\n', '\r\n', ' ', '"x\ny",');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.array(fc.nat(), { maxLength: 6 }), (pieces, cuts) => {
        const text = pieces.join('');
        expect(scan(text, {}, cuts)).toEqual(scan(text));
      }),
      { numRuns: 1000, seed: 5 },
    );
  });
});

describe('the text of a file', () => {
  const decode = (bytes: Buffer, width: TextWidth, cuts: readonly number[]) => {
    const decoding = createTextDecoding(width);
    const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((one, other) => one - other), bytes.length];
    const texts = places
      .slice(1)
      .map((end, index) =>
        decoding.decode(Buffer.from(bytes.subarray(places[index], end)), index === places.length - 2),
      );
    return { text: texts.join(''), encoding: decoding.encoding };
  };
  const text = 'Zoë,Ünal,€ 5,日本\r\n🙂,علي,x\n';
  const western = 'Zoë,Ünal,€ 5 – “so”\n';
  const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();

  test.each<[string, Buffer, TextWidth, string, string]>([
    ['utf-8', Buffer.from(text), 'bytes', text, 'utf-8'],
    ['utf-8 with a byte order mark', Buffer.from(`\ufeff${text}`), 'bytes', text, 'utf-8'],
    ['utf-16le', Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le', text, 'utf-16le'],
    ['utf-16be', swapped(Buffer.from(`\ufeff${text}`, 'utf16le')), 'utf-16be', text, 'utf-16be'],
    [
      'windows-1252',
      Buffer.from('Zo\xeb,\xdcnal,\x80 5 \x96 \x93so\x94\n', 'latin1'),
      'bytes',
      western,
      'windows-1252',
    ],
    [
      'two encodings',
      Buffer.concat([Buffer.from(text), Buffer.from('Zo\xeb,\xdcnal,\x80 5 \x96 \x93so\x94\n', 'latin1')]),
      'bytes',
      text + western,
      'mixed',
    ],
  ])('in %s is the same wherever it is cut on its way', (_, bytes, width, expected, encoding) => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 8 }), (cuts) => {
        expect(decode(bytes, width, cuts)).toEqual({ text: expected, encoding });
      }),
      { numRuns: 200, seed: 5 },
    );
  });
});
