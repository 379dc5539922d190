import { isAppError, type Instant } from '@aicmo/core-kernel';
import type { FeedFormat, FeedItem } from '../feeds/feed-document.ts';
import { readFeed } from '../feeds/read-feed.ts';

/** What is told apart of a source: what came of reading it. */
export type SourceOutcome =
  | {
      readonly status: 'read';
      readonly format: FeedFormat;
      readonly readAt: Instant;
      readonly items: readonly FeedItem[];
    }
  | {
      readonly status: 'failed';
      readonly failure: string;
      readonly readAt: Instant | null;
      readonly items: readonly FeedItem[];
    }
  | { readonly status: 'never-read' };

/** Fetches a document: the egress door, in the product. Rejects with an AppError whose message a person can read. */
export type ReadDocument = (url: string, signal?: AbortSignal) => Promise<{ readonly text: string }>;

/** A source to read now: its document when it was handed in, else its address. */
export interface SourceToRead {
  readonly name: string;
  readonly url?: string | null;
  readonly document?: string;
}

/** Reads one source; what fails becomes a `failed` outcome with its reason in words, and never throws. */
export async function readSource(
  source: SourceToRead,
  deps: { readonly read: ReadDocument | undefined; readonly now: Instant },
): Promise<SourceOutcome> {
  try {
    const document = await readFeed(await documentOf(source, deps.read));
    return { status: 'read', format: document.format, readAt: deps.now, items: document.items };
  } catch (error) {
    return { status: 'failed', failure: wordsFor(error), readAt: deps.now, items: [] };
  }
}

async function documentOf(source: SourceToRead, read: ReadDocument | undefined): Promise<string> {
  if (source.document !== undefined) return source.document;
  if (!source.url) throw new Error('It has neither an address nor a document.');
  if (!read) throw new Error('Nothing is read from outside here.');
  return (await read(source.url)).text;
}

/** Why reading failed, in a sentence for the operator. */
function wordsFor(error: unknown): string {
  if (isAppError(error)) return error.message;
  return error instanceof Error ? `It could not be read: ${error.message}` : 'It could not be read.';
}
