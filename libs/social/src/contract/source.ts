import * as z from 'zod/mini';

/** A place that we listen to: a feed by its address, or one whose documents a person hands in. */
export const ListeningSource = z.object({
  id: z.string(),
  clientId: z.string(),
  name: z.string(),
  /** null: its documents are pasted or uploaded. */
  url: z.nullable(z.string()),
  format: z.nullable(z.enum(['rss', 'atom', 'rdf', 'json'])),
  status: z.enum(['never-read', 'read', 'failed']),
  /** Why the last reading failed, in plain words. */
  failure: z.nullable(z.string()),
  /** When it was last read with success. */
  readAt: z.nullable(z.string()),
  /** When it was last tried. */
  triedAt: z.nullable(z.string()),
  /** Mentions kept of it. */
  mentions: z.number(),
  createdAt: z.string(),
});
export type ListeningSource = z.infer<typeof ListeningSource>;

/** What one reading of a source brought. */
export const IngestResult = z.object({
  sourceId: z.string(),
  status: z.enum(['read', 'failed']),
  failure: z.nullable(z.string()),
  items: z.number(),
  added: z.number(),
  /** Items that were there already. */
  known: z.number(),
  undated: z.number(),
});
export type IngestResult = z.infer<typeof IngestResult>;
