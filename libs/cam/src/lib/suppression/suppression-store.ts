import type { DbHandle, Tx } from '@aicmo/core-db';
import * as z from 'zod/mini';
import { SuppressionKind, type Suppression } from '../../contract/suppression.ts';
import type { CamTables, SuppressionRow } from '../db/cam-tables.ts';
import type { SuppressionProbe } from './suppression-rules.ts';

/** The scope of an entry that counts for every client. */
export const everyClient = '*';

/** Every query on the list of those who are never contacted. */
export interface SuppressionStore {
  /** False when the entry stood there already. */
  insert(tx: Tx, row: SuppressionRow): Promise<boolean>;
  remove(tx: Tx, id: string, change: Pick<SuppressionRow, 'removedAt' | 'removedBy' | 'removedReason'>): Promise<void>;
  find(id: string, tx?: Tx): Promise<Suppression | undefined>;
  findEntry(scope: string, probe: SuppressionProbe, tx?: Tx): Promise<Suppression | undefined>;
  /** Newest first; with a client's id also those for every client. */
  list(clientId: string | null): Promise<readonly Suppression[]>;
  /** Standing entries with one of these values, for any of these scopes. */
  matching(scopes: readonly string[], values: readonly string[], tx?: Tx): Promise<readonly Suppression[]>;
}

const chunkSize = 500;

/** Opens the store of suppressions. */
export function createSuppressionStore(handle: DbHandle<CamTables>): SuppressionStore {
  const standing = (tx?: Tx) => handle.in(tx).selectFrom('camSuppression').selectAll().where('removedAt', 'is', null);
  return {
    insert: async (tx, row) => {
      const result = await handle
        .in(tx)
        .insertInto('camSuppression')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
    },
    remove: async (tx, id, change) =>
      void (await handle.in(tx).updateTable('camSuppression').set(change).where('id', '=', id).execute()),
    find: async (id, tx) => toSuppression(await standing(tx).where('id', '=', id).executeTakeFirst()),
    findEntry: async (scope, { kind, value }, tx) =>
      toSuppression(
        await standing(tx)
          .where('scope', '=', scope)
          .where('kind', '=', kind)
          .where('value', '=', value)
          .executeTakeFirst(),
      ),
    list: async (clientId) => {
      const query = standing().orderBy('createdAt', 'desc').orderBy('id', 'desc');
      const rows = await (clientId === null ? query : query.where('scope', 'in', [clientId, everyClient])).execute();
      return rows.map(suppressionOf);
    },
    matching: async (scopes, values, tx) => {
      const found: Suppression[] = [];
      for (let from = 0; from < values.length; from += chunkSize) {
        const part = values.slice(from, from + chunkSize);
        const rows = await standing(tx)
          .where('value', 'in', part)
          .where('scope', 'in', [...scopes, everyClient])
          .execute();
        found.push(...rows.map(suppressionOf));
      }
      return found;
    },
  };
}

const toSuppression = (row: SuppressionRow | undefined): Suppression | undefined => row && suppressionOf(row);

const suppressionOf = (row: SuppressionRow): Suppression => ({
  ...{ id: row.id, value: row.value, reason: row.reason, source: row.source },
  ...{ createdBy: row.createdBy, createdAt: row.createdAt },
  clientId: row.scope === everyClient ? null : row.scope,
  kind: z.parse(SuppressionKind, row.kind),
});
