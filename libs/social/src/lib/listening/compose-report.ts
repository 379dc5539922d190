import type { Instant } from '@aicmo/core-kernel';
import type { ListeningReport, ReportedMention, SourceReading } from '../../contract/listening-report.ts';
import type { Sentiment } from '../../contract/sentiment.ts';
import type { FeedItem } from '../feeds/feed-document.ts';
import { scoreSentiment } from '../sentiment/score-sentiment.ts';
import type { ListeningQuery } from './listening-query.ts';
import { matchesQuery } from './match-query.ts';
import type { SourceOutcome } from './read-source.ts';
import { gapsOf } from './report-gaps.ts';

/** A source with what came of reading it. */
export interface ReportSource {
  readonly name: string;
  readonly url: string | null;
  readonly outcome: SourceOutcome;
}

/** What a report is made of. */
export interface ReportInput {
  readonly sources: readonly ReportSource[];
  readonly query: string;
  readonly parsed: ListeningQuery | null;
  readonly window: { readonly from: Instant; readonly to: Instant };
  readonly now: Instant;
  /** Sentiments that are known already, as computed or as a person corrected them, by the item's identity. */
  readonly sentiments?: ReadonlyMap<string, Sentiment>;
}

interface Mention extends ReportedMention {
  sources: string[];
}

/** Sorts every item of every source into exactly one place and counts; every number is a count of rows it was given. */
export function composeReport(input: ReportInput): ListeningReport {
  const found = new Map<string, Mention>();
  const sources = input.sources.map((source) => sortItems(source, input, found));
  const mentions = [...found.values()].sort((one, other) => (one.publishedAt < other.publishedAt ? 1 : -1));
  const total = (count: (source: SourceReading) => number): number =>
    sources.reduce((sum, source) => sum + count(source), 0);
  return {
    madeAt: input.now,
    query: input.query,
    window: input.window,
    sources,
    counts: {
      items: total((source) => source.items),
      mentions: mentions.length,
      duplicates: total((source) => source.duplicates),
      outsideWindow: total((source) => source.outsideWindow),
      notAsked: total((source) => source.notAsked),
      undated: total((source) => source.undated),
      failedSources: sources.filter(({ status }) => status === 'failed').length,
    },
    sentiment: totals(mentions),
    mentions,
    gaps: gapsOf(sources, input.window, input.now),
  };
}

function sortItems(source: ReportSource, input: ReportInput, found: Map<string, Mention>): SourceReading {
  const reading = emptyReading(source);
  for (const item of source.outcome.status === 'never-read' ? [] : source.outcome.items) {
    reading.items += 1;
    const at = item.publishedAt;
    if (at !== null) {
      reading.oldest = reading.oldest === null || at < reading.oldest ? at : reading.oldest;
      reading.newest = reading.newest === null || at > reading.newest ? at : reading.newest;
    }
    if (!matchesQuery(input.parsed, item)) reading.notAsked += 1;
    else if (at === null) reading.undated += 1;
    else if (at < input.window.from || at >= input.window.to) reading.outsideWindow += 1;
    else if (isKnown(found, item, source.name)) reading.duplicates += 1;
    else {
      reading.mentions += 1;
      found.set(item.identity, mentionOf(item, at, source.name, input.sentiments));
    }
  }
  return reading;
}

function isKnown(found: Map<string, Mention>, item: FeedItem, source: string): boolean {
  const known = found.get(item.identity);
  if (!known) return false;
  if (!known.sources.includes(source)) known.sources.push(source);
  return true;
}

function mentionOf(item: FeedItem, at: Instant, source: string, sentiments: ReportInput['sentiments']): Mention {
  const { url, title, text, author } = item;
  const sentiment = sentiments?.get(item.identity) ?? scoreSentiment(`${title}. ${text}`);
  return { url, title, text, author, publishedAt: at, sources: [source], sentiment };
}

function emptyReading({ name, url, outcome }: ReportSource): SourceReading {
  return {
    name,
    url,
    status: outcome.status,
    format: outcome.status === 'read' ? outcome.format : null,
    failure: outcome.status === 'failed' ? outcome.failure : null,
    readAt: outcome.status === 'never-read' ? null : outcome.readAt,
    ...{ items: 0, mentions: 0, duplicates: 0, outsideWindow: 0, notAsked: 0, undated: 0 },
    ...{ oldest: null, newest: null },
  };
}

function totals(mentions: readonly ReportedMention[]): ListeningReport['sentiment'] {
  const of = (label: Sentiment['label']): number =>
    mentions.filter(({ sentiment }) => sentiment.label === label).length;
  const sum = mentions.reduce((total, { sentiment }) => total + sentiment.score, 0);
  const mean = mentions.length === 0 ? null : Math.round((sum / mentions.length) * 1000) / 1000;
  return { positive: of('positive'), neutral: of('neutral'), negative: of('negative'), mean };
}
