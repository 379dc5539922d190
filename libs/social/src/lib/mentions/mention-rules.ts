import { type Instant, parseInstant } from '@aicmo/core-kernel';
import type { Sentiment } from '../../contract/sentiment.ts';
import type { MentionRow, SourceRow } from '../db/social-tables.ts';
import type { FeedItem } from '../feeds/feed-document.ts';
import { scoreSentiment } from '../sentiment/score-sentiment.ts';

/** An item of a source as it is kept, with its sentiment as computed. */
export function mentionRow(item: FeedItem, source: SourceRow, id: string, now: Instant): MentionRow {
  const { identity, url, title, text, author, language, publishedAt } = item;
  const sentiment = scoreSentiment(`${title}. ${text}`);
  return {
    ...{ id, clientId: source.clientId, sourceId: source.id },
    ...{ identity, url, title, text, author, language, publishedAt, seenAt: now },
    ...{ label: sentiment.label, sentiment: JSON.stringify(sentiment), correctedBy: null, correctedAt: null },
  };
}

/** What a kept mention was, as an item of its source. */
export function itemOf(row: MentionRow): FeedItem {
  const { identity, url, title, text, author, language } = row;
  const publishedAt = row.publishedAt === null ? null : parseInstant(row.publishedAt);
  return { identity, url, title, text, author, language, publishedAt, dateText: row.publishedAt };
}

const scores = { positive: 0.5, neutral: 0, negative: -0.5 } as const;

/**
 * A person's word against the computed sentiment: it takes the person's label, with a score in the middle of it
 * (0.5, 0, −0.5), keeps the words that the rule had found, and says who corrected it.
 */
export function correctedSentiment(computed: Sentiment, label: Sentiment['label'], by: string): Sentiment {
  if (label === computed.label) return computed;
  return {
    score: scores[label],
    label,
    words: computed.words,
    because: `${by} says ${label}; computed was ${computed.label}.`,
  };
}
