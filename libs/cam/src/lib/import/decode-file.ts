import { isUtf8 } from 'node:buffer';
import { invalid } from '@aicmo/core-kernel';

/** A file's text and what it was read as. */
export interface DecodedFile {
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
}

/** What files begin with that are no lists. */
const signatures: readonly { readonly bytes: readonly number[]; readonly what: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: 'an Excel or ZIP file' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel file' },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF file' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: 'a picture' },
  { bytes: [0xff, 0xd8, 0xff], what: 'a picture' },
  { bytes: [0x1f, 0x8b], what: 'a compressed file' },
];

/**
 * Reads the bytes of a text file: UTF-8 with or without BOM, UTF-16 of both orders, else Windows-1252, which is what
 * Excel writes in Western Europe. Throws `invalid`: `import-empty-file` or `import-binary-file`.
 */
export function decodeFile(bytes: Uint8Array): DecodedFile {
  const signature = signatures.find((each) => each.bytes.every((byte, index) => bytes[index] === byte));
  if (signature) throw binary(signature.what);
  const decoded = decode(bytes);
  if (decoded.text.trim() === '') {
    throw invalid({
      code: 'import-empty-file',
      message: 'The file is empty. Choose a list with a row of column names and one row for each person.',
    });
  }
  if (controlShare(decoded.text) > 0.01) throw binary('no text');
  return decoded;
}

function decode(bytes: Uint8Array): DecodedFile {
  const wide = wideEncoding(bytes);
  if (wide) return { text: new TextDecoder(wide).decode(bytes), encoding: wide };
  const encoding = isUtf8(bytes) ? 'utf-8' : 'windows-1252';
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}

/** UTF-16 by its BOM, else by the zero bytes that it has at every second place of Western text. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, 2000);
  const zeros = [0, 0];
  for (const [index, byte] of start.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const pairs = start.length / 2;
  if (odd > pairs * 0.6 && even < pairs * 0.1) return 'utf-16le';
  return even > pairs * 0.6 && odd < pairs * 0.1 ? 'utf-16be' : undefined;
}

function controlShare(text: string): number {
  const start = text.slice(0, 20_000);
  const controls = start.match(/[\u0000-\u0008\u000e-\u001f\u007f\ufffd]/g)?.length ?? 0;
  return controls / start.length;
}

const binary = (what: string) =>
  invalid({
    code: 'import-binary-file',
    message: `The file is ${what}; expected a list as text. Open it in a spreadsheet and save it as CSV, then choose that file.`,
  });
