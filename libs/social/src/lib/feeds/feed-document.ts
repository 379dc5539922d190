import type { Instant } from '@aicmo/core-kernel';

/** What a feed is written in. */
export type FeedFormat = 'rss' | 'atom' | 'rdf' | 'json';

/** One item of a feed, the same whatever it was written in. Only what stands in the document; nothing is filled in. */
export interface FeedItem {
  /** What makes it the same item in every source: its address without tracking, else its guid, else its words. */
  readonly identity: string;
  readonly url: string | null;
  readonly title: string;
  /** Without tags. */
  readonly text: string;
  readonly author: string | null;
  /** As the feed says it, such as `en`; null when it says nothing. */
  readonly language: string | null;
  /** null when the document gives no date, or one that nobody can read. */
  readonly publishedAt: Instant | null;
  /** The date as it stands in the document, for telling what could not be read. */
  readonly dateText: string | null;
}

/** A feed document that was read. */
export interface FeedDocument {
  readonly format: FeedFormat;
  readonly title: string | null;
  readonly items: readonly FeedItem[];
}
