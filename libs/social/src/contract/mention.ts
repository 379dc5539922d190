import * as z from 'zod/mini';
import { Sentiment } from './sentiment.ts';

/** Something said in public that we ingested. */
export const Mention = z.object({
  id: z.string(),
  clientId: z.string(),
  sourceId: z.string(),
  sourceName: z.string(),
  url: z.nullable(z.string()),
  title: z.string(),
  text: z.string(),
  author: z.nullable(z.string()),
  language: z.nullable(z.string()),
  /** null: the source gives no readable date. */
  publishedAt: z.nullable(z.string()),
  /** When we first read it. */
  seenAt: z.string(),
  /** As computed, or as a person corrected it. */
  sentiment: Sentiment,
  /** Who corrected the sentiment and when; null while it is as computed. */
  correction: z.nullable(z.object({ by: z.string(), at: z.string(), computed: Sentiment })),
});
export type Mention = z.infer<typeof Mention>;
