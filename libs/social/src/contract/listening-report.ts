import * as z from 'zod/mini';
import { Sentiment } from './sentiment.ts';

/** One thing said in public within a report's window. */
export const ReportedMention = z.object({
  url: z.nullable(z.string()),
  title: z.string(),
  text: z.string(),
  author: z.nullable(z.string()),
  publishedAt: z.string(),
  /** The sources that carried it, the first one first. */
  sources: z.array(z.string()),
  sentiment: Sentiment,
});
export type ReportedMention = z.infer<typeof ReportedMention>;

/** What one source gave. Every item read is counted in exactly one of the five places. */
export const SourceReading = z.object({
  name: z.string(),
  url: z.nullable(z.string()),
  status: z.enum(['read', 'failed', 'never-read']),
  format: z.nullable(z.enum(['rss', 'atom', 'rdf', 'json'])),
  /** In plain words, when it failed. */
  failure: z.nullable(z.string()),
  readAt: z.nullable(z.string()),
  items: z.number(),
  mentions: z.number(),
  duplicates: z.number(),
  outsideWindow: z.number(),
  notAsked: z.number(),
  undated: z.number(),
  /** The dates of its oldest and newest dated item. */
  oldest: z.nullable(z.string()),
  newest: z.nullable(z.string()),
});
export type SourceReading = z.infer<typeof SourceReading>;

/** Something that the report cannot know, in one plain sentence. */
export const ReportGap = z.object({
  kind: z.enum([
    'no-sources',
    'failed-source',
    'never-read',
    'undated-items',
    'reaches-back',
    'read-before-end',
    'window-open',
  ]),
  source: z.nullable(z.string()),
  text: z.string(),
});
export type ReportGap = z.infer<typeof ReportGap>;

/** What was said in public about something in a window of time: what it is built on, what it counts, what it misses. */
export const ListeningReport = z.object({
  madeAt: z.string(),
  /** As the person wrote it; empty for everything. */
  query: z.string(),
  /** `from` belongs to it, `to` does not. */
  window: z.object({ from: z.string(), to: z.string() }),
  sources: z.array(SourceReading),
  counts: z.object({
    items: z.number(),
    mentions: z.number(),
    duplicates: z.number(),
    outsideWindow: z.number(),
    notAsked: z.number(),
    undated: z.number(),
    failedSources: z.number(),
  }),
  sentiment: z.object({
    positive: z.number(),
    neutral: z.number(),
    negative: z.number(),
    /** The mean score; null when there is no mention to take it of. */
    mean: z.nullable(z.number()),
  }),
  /** Newest first. */
  mentions: z.array(ReportedMention),
  gaps: z.array(ReportGap),
});
export type ListeningReport = z.infer<typeof ListeningReport>;
