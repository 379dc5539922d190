import { invalid } from '@aicmo/core-kernel';
import { createTextDecoding, widthOf } from './text-decoding.ts';

/** What files begin with that are no lists. */
const signatures: readonly { readonly bytes: readonly number[]; readonly what: string }[] = [
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an Excel file of before 2007, or one with a password' },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF file' },
  { bytes: [0x7b, 0x5c, 0x72, 0x74], what: 'a text document' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: 'a picture' },
  { bytes: [0x47, 0x49, 0x46, 0x38], what: 'a picture' },
  { bytes: [0xff, 0xd8, 0xff], what: 'a picture' },
  { bytes: [0x1f, 0x8b], what: 'a compressed file' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], what: 'a compressed file' },
  { bytes: [0x52, 0x61, 0x72, 0x21], what: 'a compressed file' },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], what: 'a database' },
];

/** Throws `invalid` (`import-binary-file`) for what begins as no text does. */
export function assertText(start: Buffer): void {
  const signature = signatures.find(({ bytes }) => bytes.every((byte, index) => start[index] === byte));
  if (signature) throw binaryFile(signature.what);
  const text = createTextDecoding(widthOf(start)).decode(start, true).slice(0, 20_000);
  const controls = text.match(/[\u0000-\u0008\u000e-\u001f\u007f]/g)?.length ?? 0;
  // A few NULs are damage that costs their rows; a file full of them is something else.
  if (controls > text.length * 0.05) throw binaryFile('no text');
  if (/^\s*<(!doctype|html|\?xml)/i.test(text)) throw binaryFile('a web page');
}

/** A file that is no list, with what it is and the way out. */
export const binaryFile = (what: string) =>
  invalid({
    code: 'import-binary-file',
    message: `The file is ${what}; expected a list: CSV, Excel (.xlsx) or JSON. Open it in a spreadsheet and save it as CSV, then choose that file.`,
  });
