import { newId, notFound, parseInstant, type Clock, type Instant } from '@aicmo/core-kernel';
import type { Database } from '@aicmo/core-db';
import type { ListeningReport } from '../../contract/listening-report.ts';
import { Sentiment } from '../../contract/sentiment.ts';
import type { ListeningSource } from '../../contract/source.ts';
import type { MentionRow } from '../db/social-tables.ts';
import { composeReport, type ReportSource } from '../listening/compose-report.ts';
import { checkWindow } from '../listening/generate-listening-report.ts';
import { parseListeningQuery } from '../listening/listening-query.ts';
import type { SourceOutcome } from '../listening/read-source.ts';
import { correctedSentiment, itemOf } from '../mentions/mention-rules.ts';
import type { MentionStore } from '../mentions/mention-store.ts';
import type { SourceStore } from '../sources/source-store.ts';
import type { ReportStore, StoredReport } from './report-store.ts';
import * as z from 'zod/mini';

/** What a stored report is to be about. */
export interface ReportWish {
  readonly clientId: string;
  readonly window: { readonly from: Instant; readonly to: Instant };
  /** A search; everything by default. */
  readonly query?: string;
  readonly by: string;
}

/** Reports over what the client's sources brought. */
export interface Reports {
  /** Makes and keeps one. Throws `invalid` (`query-faulty`, `report-window`). */
  make(wish: ReportWish): Promise<StoredReport>;
  /** Throws `not-found` (`report-unknown`). */
  get(id: string): Promise<StoredReport>;
  /** Newest first, at most 50. */
  list(clientId?: string): Promise<readonly StoredReport[]>;
}

const mostListed = 50;

export function createReports(deps: {
  db: Database;
  clock: Clock;
  sources: SourceStore;
  mentions: MentionStore;
  reports: ReportStore;
}): Reports {
  const { db, clock, sources, mentions, reports } = deps;
  return {
    make: async ({ clientId, window, query = '', by }) => {
      checkWindow(window);
      const parsed = parseListeningQuery(query);
      const listened = await sources.list(clientId);
      const rows = await mentions.ofSources(listened.map(({ id }) => id));
      const report: ListeningReport = composeReport({
        sources: listened.map((source) => storedSource(source, rows)),
        ...{ query, parsed, window, now: clock.now(), sentiments: keptSentiments(rows) },
      });
      const stored: StoredReport = { id: newId(clock), clientId, madeBy: by, report };
      const row = { id: stored.id, clientId, madeBy: by, madeAt: report.madeAt, report: JSON.stringify(report) };
      await db.transaction((tx) => reports.insert(row, tx));
      return stored;
    },
    get: async (id) => {
      const found = await reports.find(id);
      if (found) return found;
      throw notFound({ code: 'report-unknown', message: 'This report is not here any more.' });
    },
    list: (clientId) => reports.list(clientId, mostListed),
  };
}

function storedSource(source: ListeningSource, rows: readonly MentionRow[]): ReportSource {
  const items = rows.filter(({ sourceId }) => sourceId === source.id).map(itemOf);
  return { name: source.name, url: source.url, outcome: outcomeOf(source, items) };
}

function outcomeOf(source: ListeningSource, items: readonly ReturnType<typeof itemOf>[]): SourceOutcome {
  const readAt = source.readAt === null ? null : parseInstant(source.readAt);
  if (source.failure !== null) return { status: 'failed', failure: source.failure, readAt, items };
  if (source.format === null || readAt === null) return { status: 'never-read' };
  return { status: 'read', format: source.format, readAt, items };
}

/** What was computed when each item was read; where a person corrected one of its copies, that stands for all. */
function keptSentiments(rows: readonly MentionRow[]): ReadonlyMap<string, Sentiment> {
  const kept = new Map<string, Sentiment>();
  const correctedLast = rows.toSorted(
    (one, other) => Number(one.correctedBy !== null) - Number(other.correctedBy !== null),
  );
  for (const { identity, correctedBy, label, sentiment } of correctedLast) {
    const computed = z.parse(Sentiment, JSON.parse(sentiment));
    const asCorrected = label as Sentiment['label']; // written by us
    kept.set(identity, correctedBy === null ? computed : correctedSentiment(computed, asCorrected, correctedBy));
  }
  return kept;
}
