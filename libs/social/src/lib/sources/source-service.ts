import { conflict, newId, notFound, type Clock } from '@aicmo/core-kernel';
import type { Database } from '@aicmo/core-db';
import type { IngestResult, ListeningSource } from '../../contract/source.ts';
import type { SourceRow } from '../db/social-tables.ts';
import { readSource, type ReadDocument, type SourceOutcome } from '../listening/read-source.ts';
import type { MentionStore } from '../mentions/mention-store.ts';
import { mentionRow } from '../mentions/mention-rules.ts';
import { checkSource, type SourceDraft } from './source-rules.ts';
import type { SourceStore } from './source-store.ts';

/** The places that we listen to. */
export interface Sources {
  /** Throws `invalid` (`source-…`) for a draft that is none, `conflict` (`source-exists`) for one that is there. */
  add(draft: SourceDraft): Promise<string>;
  /** Oldest first; without a client, of all clients. */
  list(clientId?: string): Promise<readonly ListeningSource[]>;
  /** Fetches and keeps what is new; a failure is kept with the source and returned, not thrown. */
  refresh(sourceId: string, signal?: AbortSignal): Promise<IngestResult>;
  /** The same with a document that a person hands in. */
  ingest(sourceId: string, document: string): Promise<IngestResult>;
  /** Stops listening; what was heard stays. */
  archive(sourceId: string): Promise<void>;
}

interface SourceDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly read: ReadDocument | undefined;
  readonly sources: SourceStore;
  readonly mentions: MentionStore;
}

const rowsPerTransaction = 500;

export function createSources(deps: SourceDeps): Sources {
  const { db, clock, sources, read } = deps;
  const take = async (sourceId: string, document?: string, signal?: AbortSignal): Promise<IngestResult> => {
    const source = await existing(sources, sourceId);
    const fetching: ReadDocument | undefined = read && ((url) => read(url, signal));
    const { name, url } = source;
    const outcome = await readSource(document === undefined ? { name, url } : { name, document }, {
      read: fetching,
      now: clock.now(),
    });
    return keep(deps, source, outcome);
  };
  return {
    add: async (draft) => {
      const { name, url, identity } = checkSource(draft);
      const id = newId(clock);
      const row = { id, clientId: draft.clientId, name, url, identity, ...unread, createdAt: clock.now() };
      await db.transaction(async (tx) => {
        const same = await sources.findSame(draft.clientId, identity, tx);
        if (same) {
          throw conflict({ code: 'source-exists', message: `We listen to this already, as "${same.name}".` });
        }
        await sources.insert(row, tx);
      });
      return id;
    },
    list: (clientId) => sources.list(clientId),
    refresh: (sourceId, signal) => take(sourceId, undefined, signal),
    ingest: (sourceId, document) => take(sourceId, document),
    archive: async (sourceId) => {
      await existing(sources, sourceId);
      await db.transaction((tx) => sources.update(sourceId, { archivedAt: clock.now() }, tx));
    },
  };
}

const unread = { format: null, failure: null, readAt: null, triedAt: null, archivedAt: null };

async function existing(sources: SourceStore, id: string): Promise<SourceRow> {
  const source = await sources.find(id);
  if (!source || source.archivedAt !== null) {
    throw notFound({ code: 'source-unknown', message: 'This source is not listened to any more. Add it again.' });
  }
  return source;
}

async function keep(deps: SourceDeps, source: SourceRow, outcome: SourceOutcome): Promise<IngestResult> {
  const { db, clock, sources, mentions } = deps;
  const now = clock.now();
  const empty = { sourceId: source.id, items: 0, added: 0, known: 0, undated: 0 };
  if (outcome.status !== 'read') {
    const failure = outcome.status === 'failed' ? outcome.failure : 'It was not read.';
    await db.transaction((tx) => sources.update(source.id, { failure, triedAt: now }, tx));
    return { ...empty, status: 'failed', failure };
  }
  const rows = outcome.items.map((item) => mentionRow(item, source, newId(clock), now));
  let added = 0;
  for (let from = 0; from < rows.length; from += rowsPerTransaction) {
    const part = rows.slice(from, from + rowsPerTransaction);
    added += await db.transaction((tx) => mentions.insertNew(part, tx));
  }
  const change = { format: outcome.format, failure: null, readAt: now, triedAt: now };
  await db.transaction((tx) => sources.update(source.id, change, tx));
  const undated = outcome.items.filter(({ publishedAt }) => publishedAt === null).length;
  return { ...empty, status: 'read', failure: null, items: rows.length, added, known: rows.length - added, undated };
}
