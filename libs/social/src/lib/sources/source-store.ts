import type { Database, Tx } from '@aicmo/core-db';
import type { ListeningSource } from '../../contract/source.ts';
import type { SocialTables, SourceRow } from '../db/social-tables.ts';

/** Every query over sources. */
export interface SourceStore {
  insert(row: SourceRow, tx: Tx): Promise<void>;
  /** The sources that are listened to, the oldest first, then by name; of one client, or of all. */
  list(clientId: string | undefined): Promise<readonly ListeningSource[]>;
  find(id: string, tx?: Tx): Promise<SourceRow | undefined>;
  findSame(clientId: string, identity: string, tx: Tx): Promise<SourceRow | undefined>;
  update(id: string, change: Partial<SourceRow>, tx: Tx): Promise<void>;
}

export function createSourceStore(db: Database): SourceStore {
  const handle = db.handle<SocialTables>('social');
  return {
    insert: async (row, tx) => void (await handle.in(tx).insertInto('socialSource').values(row).execute()),
    list: async (clientId) => {
      const all = handle
        .in()
        .selectFrom('socialSource as source')
        .leftJoin('socialMention as mention', 'mention.sourceId', 'source.id')
        .where('source.archivedAt', 'is', null);
      const rows = await (clientId === undefined ? all : all.where('source.clientId', '=', clientId))
        .selectAll('source')
        .select((e) => e.fn.count<number>('mention.id').as('mentions'))
        .groupBy('source.id')
        .orderBy('source.createdAt')
        .orderBy('source.name')
        .execute();
      return rows.map(fromRow);
    },
    find: (id, tx) => handle.in(tx).selectFrom('socialSource').selectAll().where('id', '=', id).executeTakeFirst(),
    findSame: (clientId, identity, tx) =>
      handle
        .in(tx)
        .selectFrom('socialSource')
        .selectAll()
        .where('clientId', '=', clientId)
        .where('identity', '=', identity)
        .where('archivedAt', 'is', null)
        .executeTakeFirst(),
    update: async (id, change, tx) =>
      void (await handle.in(tx).updateTable('socialSource').set(change).where('id', '=', id).execute()),
  };
}

function fromRow(row: SourceRow & { mentions: number }): ListeningSource {
  return {
    id: row.id,
    clientId: row.clientId,
    name: row.name,
    url: row.url,
    format: row.format as ListeningSource['format'], // written by us, from a FeedFormat
    status: row.triedAt === null ? 'never-read' : row.failure === null ? 'read' : 'failed',
    failure: row.failure,
    readAt: row.readAt,
    triedAt: row.triedAt,
    mentions: Number(row.mentions),
    createdAt: row.createdAt,
  };
}
