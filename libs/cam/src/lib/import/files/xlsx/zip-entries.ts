import { invalid } from '@aicmo/core-kernel';
import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { chunksOf, type ByteSource } from '../byte-source.ts';

/** One file within a ZIP file. */
export interface ZipEntry {
  readonly name: string;
  /** 0 = stored, 8 = deflated. */
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly packedBytes: number;
  /** As the directory says; only good for showing how far one is. */
  readonly unpackedBytes: number;
  /** Where its own header begins. */
  readonly offset: number;
}

const endSignature = 0x06054b50;
const directorySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endBytes = 22;
const longestComment = 65_535;
/** A workbook has a few dozen. */
const mostEntries = 10_000;
const largestDirectory = 16 * 1024 * 1024;

/** The files within a ZIP file, by its directory at the end. Throws `invalid` (`import-damaged-workbook`). */
export async function readZipEntries(source: ByteSource): Promise<readonly ZipEntry[]> {
  const tailFrom = Math.max(0, source.sizeBytes - endBytes - longestComment);
  const tail = await source.read(tailFrom, source.sizeBytes - tailFrom);
  const end = findEnd(tail);
  if (end === -1) throw damagedWorkbook();
  const count = tail.readUInt16LE(end + 10);
  const size = tail.readUInt32LE(end + 12);
  const offset = tail.readUInt32LE(end + 16);
  if (count > mostEntries || size > largestDirectory || offset + size > source.sizeBytes) throw damagedWorkbook();
  const directory = await source.read(offset, size);
  const entries: ZipEntry[] = [];
  for (let at = 0; at + 46 <= directory.length && entries.length < count;) {
    if (directory.readUInt32LE(at) !== directorySignature) throw damagedWorkbook();
    const nameBytes = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameBytes).replaceAll('\\', '/'),
      method: directory.readUInt16LE(at + 10),
      isEncrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      packedBytes: directory.readUInt32LE(at + 20),
      unpackedBytes: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

function findEnd(tail: Buffer): number {
  for (let at = tail.length - endBytes; at >= 0; at -= 1) if (tail.readUInt32LE(at) === endSignature) return at;
  return -1;
}

/** Real sheets are packed ten- to fiftyfold; what deflate can reach at most is a thousandfold. */
const mostUnpacking = 200;
const alwaysAllowedBytes = 64 * 1024 * 1024;

/**
 * The bytes of a file within, unpacked as they are asked for. Throws `invalid`: `import-damaged-workbook`, or
 * `import-zip-bomb` once it has become far more than a list can be.
 */
export async function* unpack(source: ByteSource, entry: ZipEntry): AsyncGenerator<Buffer> {
  const header = await source.read(entry.offset, 30);
  if (header.length < 30 || header.readUInt32LE(0) !== localSignature || ![0, 8].includes(entry.method)) {
    throw damagedWorkbook();
  }
  const from = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = chunksOf(source, from, Math.min(from + entry.packedBytes, source.sizeBytes));
  if (entry.method === 0) {
    yield* packed;
    return;
  }
  const allowed = Math.max(alwaysAllowedBytes, entry.packedBytes * mostUnpacking);
  let bytes = 0;
  try {
    for await (const chunk of Readable.from(packed).compose(createInflateRaw())) {
      const unpacked = chunk as Buffer; // an inflating stream gives nothing else
      bytes += unpacked.length;
      if (bytes > allowed) throw zipBomb();
      yield unpacked;
    }
  } catch (cause) {
    throw isZlibError(cause) ? damagedWorkbook(cause) : cause;
  }
}

const isZlibError = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_');

/** A workbook of which something is missing or makes no sense. */
export const damagedWorkbook = (cause?: unknown) =>
  invalid({
    code: 'import-damaged-workbook',
    message:
      'The Excel file is damaged or not complete. Open it in a spreadsheet and save it again, or save it as CSV.',
    cause,
  });

const zipBomb = () =>
  invalid({
    code: 'import-zip-bomb',
    message:
      'The Excel file unpacks to more than two hundred times its size, which no list does. Open it in a spreadsheet and save it as CSV, then choose that file.',
  });
