import { chunksOf, type ByteSource } from './byte-source.ts';
import type { ListEncoding } from './list-file.ts';
import { createTextDecoding, type TextWidth } from './text-decoding.ts';

/** How far a file was read and what its bytes were. */
export interface ReadState {
  bytesRead: number;
  encoding: ListEncoding;
}

/** A part of a file's text. */
export interface TextPiece {
  readonly text: string;
  readonly isLast: boolean;
}

/** The text of a file from its beginning, piece by piece; keeps `state` at what was read. */
export async function* textPieces(source: ByteSource, width: TextWidth, state: ReadState): AsyncGenerator<TextPiece> {
  const decoding = createTextDecoding(width);
  state.bytesRead = 0;
  for await (const chunk of chunksOf(source)) {
    state.bytesRead += chunk.length;
    const isLast = state.bytesRead >= source.sizeBytes;
    const text = decoding.decode(chunk, isLast);
    state.encoding = decoding.encoding;
    yield { text, isLast };
  }
}
