import { undefused } from './files/csv-line.ts';

const printableAscii = /^[\x20-\x7e]*$/;

/**
 * The value of a cell: NFC, without space around it and without the apostrophe by which a spreadsheet is kept from
 * running it as a formula, as our own exports write it.
 */
export function cellText(cell: string): string {
  if (cell === '') return cell;
  const plain = printableAscii.test(cell) ? cell : cell.normalize('NFC');
  const first = plain.charCodeAt(0);
  const last = plain.charCodeAt(plain.length - 1);
  const text = isPlain(first) && isPlain(last) ? plain : plain.trim();
  return undefused(text);
}

/** The same in one line, with single spaces. */
export const lineText = (text: string): string => (/\s\s|[^\S ]/.test(text) ? text.replaceAll(/\s+/g, ' ') : text);

/** No kind of space that `trim` takes away. */
const isPlain = (code: number): boolean => code > 32 && code < 127;
