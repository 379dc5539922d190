import { internal } from '@aicmo/core-kernel';
import type { Database, Tx } from '@aicmo/core-db';
import { BriefContent } from '../../contract/brief-content.ts';
import type { Brief } from '../../contract/brief.ts';
import type { BriefVersionRow, StrategyTables } from '../db/strategy-tables.ts';

/** Every query over briefs. */
export interface BriefStore {
  insert(brief: Brief, tx: Tx): Promise<void>;
  /** Adds a version if `version - 1` is still the newest; false when somebody else was quicker. */
  insertNext(brief: Brief, tx: Tx): Promise<boolean>;
  /** The newest version, or the named one. */
  find(id: string, version?: number, tx?: Tx): Promise<Brief | undefined>;
  /** The newest version of each, the last saved first. */
  newest(clientId?: string): Promise<readonly Brief[]>;
  /** All versions of one, newest first. */
  versions(id: string): Promise<readonly Brief[]>;
}

export function createBriefStore(db: Database): BriefStore {
  const handle = db.handle<StrategyTables>('strategy');
  const joined = (tx?: Tx) =>
    handle
      .in(tx)
      .selectFrom('strategyBrief as brief')
      .innerJoin('strategyBriefVersion as version', 'version.briefId', 'brief.id')
      .selectAll('version')
      .select('brief.clientId');
  return {
    ...writes(db),
    find: async (id, version, tx) => {
      const one = joined(tx).where('brief.id', '=', id);
      const row = await (
        version === undefined
          ? one.whereRef('version.version', '=', 'brief.version')
          : one.where('version.version', '=', version)
      ).executeTakeFirst();
      return row && fromRow(row);
    },
    newest: async (clientId) => {
      const all = joined().whereRef('version.version', '=', 'brief.version');
      const rows = await (clientId === undefined ? all : all.where('brief.clientId', '=', clientId))
        .orderBy('version.savedAt', 'desc')
        .orderBy('brief.id', 'desc')
        .execute();
      return rows.map(fromRow);
    },
    versions: async (id) => {
      const rows = await joined().where('brief.id', '=', id).orderBy('version.version', 'desc').execute();
      return rows.map(fromRow);
    },
  };
}

function writes(db: Database): Pick<BriefStore, 'insert' | 'insertNext'> {
  const handle = db.handle<StrategyTables>('strategy');
  return {
    insert: async (brief, tx) => {
      const { id, clientId, version, savedAt } = brief;
      await handle.in(tx).insertInto('strategyBrief').values({ id, clientId, version, createdAt: savedAt }).execute();
      await handle.in(tx).insertInto('strategyBriefVersion').values(toRow(brief)).execute();
    },
    insertNext: async (brief, tx) => {
      const moved = await handle
        .in(tx)
        .updateTable('strategyBrief')
        .set({ version: brief.version })
        .where('id', '=', brief.id)
        .where('version', '=', brief.version - 1)
        .executeTakeFirst();
      if (moved.numUpdatedRows === 0n) return false;
      await handle.in(tx).insertInto('strategyBriefVersion').values(toRow(brief)).execute();
      return true;
    },
  };
}

const toRow = ({ id, version, content, savedBy, savedAt }: Brief): BriefVersionRow => ({
  briefId: id,
  version,
  content: JSON.stringify(content),
  savedBy,
  savedAt,
});

function fromRow(row: BriefVersionRow & { clientId: string }): Brief {
  const { briefId, clientId, version, savedBy, savedAt } = row;
  const content = BriefContent.safeParse(JSON.parse(row.content));
  if (!content.success) {
    throw internal({
      code: 'brief-unreadable',
      message: `Version ${version} of a stored brief cannot be read. Restore it from a backup; nothing was changed.`,
      details: { briefId, version },
      cause: content.error,
    });
  }
  return { id: briefId, clientId, version, content: content.data, savedBy, savedAt };
}
