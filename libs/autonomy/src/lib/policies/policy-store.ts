import type { DbHandle, Tx } from '@aicmo/core-db';
import * as z from 'zod/mini';
import { Narrowing, PolicyView } from '../../contract/policy.ts';
import type { AutonomyTables, PolicyRow } from '../db/autonomy-tables.ts';

/** Every query about policies. */
export function createPolicyStore(handle: DbHandle<AutonomyTables>) {
  return {
    find: async (clientId: string, tx?: Tx): Promise<PolicyView | undefined> => {
      const row = await handle
        .in(tx)
        .selectFrom('autonomyPolicy')
        .selectAll()
        .where('clientId', '=', clientId)
        .executeTakeFirst();
      return row && toPolicy(row);
    },
    list: async (): Promise<readonly PolicyView[]> =>
      (await handle.in().selectFrom('autonomyPolicy').selectAll().orderBy('clientId').execute()).map(toPolicy),
    /** Saves the version after `edited` (0: there is none yet); false when somebody else saved in between. */
    save: async (tx: Tx, edited: number, { narrower, ...policy }: PolicyView): Promise<boolean> => {
      const values = {
        ...policy,
        narrower: JSON.stringify(narrower),
        changedBy: policy.changedBy ?? '',
        changedAt: policy.changedAt ?? '',
      };
      if (edited === 0) {
        const first = await handle
          .in(tx)
          .insertInto('autonomyPolicy')
          .values(values)
          .onConflict((on) => on.column('clientId').doNothing())
          .executeTakeFirst();
        return first.numInsertedOrUpdatedRows === 1n;
      }
      const next = await handle
        .in(tx)
        .updateTable('autonomyPolicy')
        .set(values)
        .where('clientId', '=', policy.clientId)
        .where('version', '=', edited)
        .executeTakeFirst();
      return next.numUpdatedRows === 1n;
    },
  };
}
export type PolicyStore = ReturnType<typeof createPolicyStore>;

const toPolicy = ({ narrower, mode, ...row }: PolicyRow): PolicyView => ({
  ...row,
  mode: PolicyView.shape.mode.parse(mode),
  narrower: z.array(Narrowing).parse(JSON.parse(narrower)),
});
