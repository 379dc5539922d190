import * as z from 'zod/mini';
import type { Database, Tx } from '@aicmo/core-db';
import type { Mention } from '../../contract/mention.ts';
import { Sentiment, sentimentLabels } from '../../contract/sentiment.ts';
import type { MentionRow, SocialTables } from '../db/social-tables.ts';
import { correctedSentiment } from './mention-rules.ts';

/** Which mentions a list holds. */
export interface MentionFilter {
  readonly clientId?: string;
  readonly sourceId?: string;
  readonly label?: Sentiment['label'];
  /** Part of the title, text or author, in any case. */
  readonly search?: string;
  /** Default 200, at most 1000. */
  readonly limit?: number;
}

/** Every query over mentions. */
export interface MentionStore {
  /** Adds what is not there yet and tells how many those were. */
  insertNew(rows: readonly MentionRow[], tx: Tx): Promise<number>;
  /** Newest first, those without a date last. */
  list(filter: MentionFilter): Promise<readonly Mention[]>;
  count(filter: MentionFilter): Promise<number>;
  find(id: string): Promise<Mention | undefined>;
  /** Everything that was kept of these sources, in the order in which it was read. */
  ofSources(sourceIds: readonly string[]): Promise<readonly MentionRow[]>;
  correct(
    id: string,
    change: { label: string; correctedBy: string | null; correctedAt: string | null },
    tx: Tx,
  ): Promise<void>;
}

const mostRows = 1000;
const usualRows = 200;

export function createMentionStore(db: Database): MentionStore {
  const handle = db.handle<SocialTables>('social');
  const joined = () => joinedIn(db);
  return {
    ...writes(db),
    list: async (filter) => {
      const rows = await filtered(joined(), filter)
        .selectAll('mention')
        .select('source.name as sourceName')
        .orderBy((e) => e.fn.coalesce('mention.publishedAt', e.val('')), 'desc')
        .orderBy('mention.id', 'desc')
        .limit(Math.min(filter.limit ?? usualRows, mostRows))
        .execute();
      return rows.map(fromRow);
    },
    count: async (filter) => {
      const { all } = await filtered(joined(), filter)
        .select((e) => e.fn.countAll<number>().as('all'))
        .executeTakeFirstOrThrow();
      return Number(all);
    },
    find: async (id) => {
      const row = await joined()
        .selectAll('mention')
        .select('source.name as sourceName')
        .where('mention.id', '=', id)
        .executeTakeFirst();
      return row && fromRow(row);
    },
    ofSources: (sourceIds) =>
      handle
        .in()
        .selectFrom('socialMention')
        .selectAll()
        .where('sourceId', 'in', sourceIds.length > 0 ? [...sourceIds] : [''])
        .orderBy('id')
        .execute(),
  };
}

const joinedIn = (db: Database) =>
  db
    .handle<SocialTables>('social')
    .in()
    .selectFrom('socialMention as mention')
    .innerJoin('socialSource as source', 'source.id', 'mention.sourceId');

function filtered(all: ReturnType<typeof joinedIn>, { clientId, sourceId, label, search }: MentionFilter) {
  let query = all;
  if (clientId !== undefined) query = query.where('mention.clientId', '=', clientId);
  if (sourceId !== undefined) query = query.where('mention.sourceId', '=', sourceId);
  if (label !== undefined) query = query.where('mention.label', '=', label);
  const wanted = search?.trim().toLowerCase();
  if (!wanted) return query;
  const columns = ['mention.title', 'mention.text', 'mention.author'] as const;
  return query.where((e) =>
    e.or(
      columns.map((column) => {
        // Taking the words out changes the text: the same on both databases, and no sign in them has a meaning.
        const text = e.fn<string>('lower', [column]);
        return e(e.fn<string>('replace', [text, e.val(wanted), e.val('')]), '!=', text);
      }),
    ),
  );
}

function writes(db: Database): Pick<MentionStore, 'insertNew' | 'correct'> {
  const handle = db.handle<SocialTables>('social');
  return {
    insertNew: async (rows, tx) => {
      let added = 0;
      for (const row of rows) {
        const { numInsertedOrUpdatedRows = 0n } = await handle
          .in(tx)
          .insertInto('socialMention')
          .values(row)
          .onConflict((same) => same.columns(['sourceId', 'identity']).doNothing())
          .executeTakeFirst();
        added += Number(numInsertedOrUpdatedRows);
      }
      return added;
    },
    correct: async (id, change, tx) =>
      void (await handle.in(tx).updateTable('socialMention').set(change).where('id', '=', id).execute()),
  };
}

function fromRow(row: MentionRow & { sourceName: string }): Mention {
  const { id, clientId, sourceId, sourceName, url, title, text, author, language, publishedAt, seenAt } = row;
  const computed = z.parse(Sentiment, JSON.parse(row.sentiment));
  const label = z.parse(z.enum(sentimentLabels), row.label);
  const { correctedBy: by, correctedAt: at } = row;
  const correction = by === null || at === null ? null : { by, at, computed };
  const sentiment = by === null ? computed : correctedSentiment(computed, label, by);
  return {
    id,
    clientId,
    sourceId,
    sourceName,
    url,
    title,
    text,
    author,
    language,
    publishedAt,
    seenAt,
    sentiment,
    correction,
  };
}
