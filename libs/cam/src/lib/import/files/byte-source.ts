import { invalid } from '@aicmo/core-kernel';
import { open } from 'node:fs/promises';
import type { ListSource } from './list-file.ts';

/** Bytes that are read piece by piece, from a file or from memory. */
export interface ByteSource {
  readonly sizeBytes: number;
  /** As many of the bytes as there are; fewer at the end. The answer is only read, never kept across calls. */
  read(from: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** What is read at once. */
export const chunkBytes = 256 * 1024;

/** Opens the bytes of a list. Throws `invalid` (`import-no-file`) when the path cannot be read. */
export async function openByteSource(source: ListSource): Promise<ByteSource> {
  if ('bytes' in source) {
    const { buffer, byteOffset, byteLength } = source.bytes;
    const bytes = Buffer.from(buffer, byteOffset, byteLength);
    return {
      sizeBytes: byteLength,
      read: async (from, length) => bytes.subarray(from, from + length),
      close: async () => {},
    };
  }
  const file = await open(source.path, 'r').catch((cause: unknown) => {
    throw invalid({
      code: 'import-no-file',
      message: `“${source.path}” cannot be read. Check the path, and that you may read the file.`,
      cause,
    });
  });
  const { size } = await file.stat();
  return {
    sizeBytes: size,
    read: async (from, length) => {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, from);
      return buffer.subarray(0, bytesRead);
    },
    close: () => file.close(),
  };
}

/** The bytes from a place on, chunk by chunk, until the end or `to`. */
export async function* chunksOf(source: ByteSource, from = 0, to = source.sizeBytes): AsyncGenerator<Buffer> {
  for (let at = from; at < to;) {
    const chunk = await source.read(at, Math.min(chunkBytes, to - at));
    if (chunk.length === 0) return;
    at += chunk.length;
    yield chunk;
  }
}
