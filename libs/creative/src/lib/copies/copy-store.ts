import { internal } from '@aicmo/core-kernel';
import type { Database, Tx } from '@aicmo/core-db';
import { CopySet } from '../../contract/copy-set.ts';
import type { CopySetRow, CreativeTables } from '../db/creative-tables.ts';

/** Every query over copies. */
export interface CopyStore {
  insert(set: CopySet, tx: Tx): Promise<void>;
  /** The copies of a direction, last written first. */
  list(directionId: string): Promise<readonly CopySet[]>;
}

export function createCopyStore(db: Database): CopyStore {
  const handle = db.handle<CreativeTables>('creative');
  return {
    insert: async ({ source, variants, provenance, ...set }, tx) => {
      const json = { variants: JSON.stringify(variants), provenance: JSON.stringify(provenance) };
      const row: CopySetRow = {
        ...set,
        ...json,
        sourceKind: source.kind,
        sourceId: source.id,
        sourceVersion: source.version,
      };
      await handle.in(tx).insertInto('creativeCopySet').values(row).execute();
    },
    list: async (directionId) => {
      const rows = await handle
        .in()
        .selectFrom('creativeCopySet')
        .selectAll()
        .where('directionId', '=', directionId)
        .orderBy('writtenAt', 'desc')
        .orderBy('id', 'desc')
        .execute();
      return rows.map(toSet);
    },
  };
}

function toSet({ sourceKind, sourceId, sourceVersion, ...row }: CopySetRow): CopySet {
  const read = CopySet.safeParse({
    ...row,
    source: { kind: sourceKind, id: sourceId, version: sourceVersion },
    variants: JSON.parse(row.variants) as unknown,
    provenance: JSON.parse(row.provenance) as unknown,
  });
  if (read.success) return read.data;
  throw internal({
    code: 'copies-unreadable',
    message: 'Stored copy cannot be read. Write it again from its direction; nothing was changed.',
    ...{ details: { copySetId: row.id }, cause: read.error },
  });
}
