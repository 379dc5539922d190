import { isAscii, isUtf8 } from 'node:buffer';
import type { ListEncoding } from './list-file.ts';

/** How the text of a file is to be read: in 16-bit units, or in bytes that tell by themselves what they are. */
export type TextWidth = 'utf-16le' | 'utf-16be' | 'bytes';

/** Turns the chunks of one file into text. */
export interface TextDecoding {
  /** The text of what is complete; the rest is kept for the next chunk. */
  decode(chunk: Buffer, isLast: boolean): string;
  /** What the bytes were so far. */
  readonly encoding: ListEncoding;
}

const newline = 10;
const carriageReturn = 13;
/** A line without an end is cut here, between two characters. */
const longestCarry = 1024 * 1024;

/** UTF-16 by its byte order mark, else by the zero bytes that it has at every second place of Western text. */
export function widthOf(start: Uint8Array): TextWidth {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  const sample = start.subarray(0, 2000);
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const pairs = sample.length / 2;
  if (odd > pairs * 0.6 && even < pairs * 0.1) return 'utf-16le';
  return even > pairs * 0.6 && odd < pairs * 0.1 ? 'utf-16be' : 'bytes';
}

/**
 * Decodes a file chunk by chunk. Bytes that are valid UTF-8 are UTF-8; a line that is not is read as Windows-1252, which
 * is what spreadsheets write in Western Europe: so a file that was pasted together from both has no broken name.
 */
export function createTextDecoding(width: TextWidth): TextDecoding {
  return width === 'bytes' ? byteDecoding() : wideDecoding(width);
}

function byteDecoding(): TextDecoding {
  let carry: Buffer = Buffer.alloc(0);
  let hasUtf8 = false;
  let hasWestern = false;
  let isStart = true;
  const line = (bytes: Buffer): string => {
    if (isUtf8(bytes)) {
      hasUtf8 ||= !isAscii(bytes);
      return bytes.toString('utf8');
    }
    hasWestern = true;
    return western(bytes);
  };
  const text = (bytes: Buffer): string => {
    if (isAscii(bytes)) return bytes.toString('latin1');
    return isUtf8(bytes) ? line(bytes) : linesOf(bytes).map(line).join('');
  };
  return {
    decode: (chunk, isLast) => {
      const bytes = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
      const end = isLast ? bytes.length : lastCut(bytes);
      carry = bytes.subarray(end);
      const decoded = text(bytes.subarray(0, end));
      if (!isStart || decoded === '') return decoded;
      isStart = false;
      return decoded.startsWith('\ufeff') ? decoded.slice(1) : decoded;
    },
    get encoding() {
      if (!hasWestern) return 'utf-8';
      return hasUtf8 ? 'mixed' : 'windows-1252';
    },
  };
}

/** Behind the last line end; without one behind the last whole character, once the line is long. */
function lastCut(bytes: Buffer): number {
  const end = Math.max(bytes.lastIndexOf(newline), bytes.lastIndexOf(carriageReturn)) + 1;
  if (end > 0 || bytes.length < longestCarry) return end;
  for (let back = 1; back <= 4; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length - back + 1;
    if (byte >= 0xc0) return bytes.length - back;
  }
  return bytes.length;
}

function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(newline, from);
    const next = end === -1 ? bytes.length : end + 1;
    lines.push(bytes.subarray(from, next));
    from = next;
  }
  return lines;
}

/** What Windows-1252 has at 0x80–0x9f, where Latin-1 has control characters. */
const westernHigh = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Own table: Node's decoder of that name has read these as Latin-1 in several versions. */
const western = (bytes: Buffer): string =>
  bytes.toString('latin1').replaceAll(/[\u0080-\u009f]/g, (high) => westernHigh[high.charCodeAt(0) - 0x80] ?? high);

function wideDecoding(width: 'utf-16le' | 'utf-16be'): TextDecoding {
  let carry: Buffer = Buffer.alloc(0);
  let isStart = true;
  return {
    decode: (chunk, isLast) => {
      const bytes = Buffer.concat([carry, chunk]);
      const end = isLast ? bytes.length - (bytes.length % 2) : wideCut(bytes, width);
      carry = bytes.subarray(end);
      const whole = bytes.subarray(0, end);
      const decoded = (width === 'utf-16be' ? whole.swap16() : whole).toString('utf16le');
      if (!isStart || decoded === '') return decoded;
      isStart = false;
      return decoded.startsWith('\ufeff') ? decoded.slice(1) : decoded;
    },
    encoding: width,
  };
}

/** Between two characters: not within a unit of two bytes, nor within a pair of units. */
function wideCut(bytes: Buffer, width: 'utf-16le' | 'utf-16be'): number {
  const even = bytes.length - (bytes.length % 2);
  if (even === 0) return 0;
  const high = width === 'utf-16le' ? bytes[even - 1] : bytes[even - 2];
  return high !== undefined && high >= 0xd8 && high <= 0xdb ? even - 2 : even;
}
