import type { DbHandle, Tx } from '@aicmo/core-db';
import * as z from 'zod/mini';
import { Channel } from '../../contract/campaign.ts';
import { Tier } from '../../contract/lead.ts';
import type { Sequence } from '../../contract/sequence.ts';
import type { CamTables, SequenceRow, SequenceStepRow } from '../db/cam-tables.ts';

/** Every query on sequences and their steps. */
export interface SequenceStore {
  find(id: string, tx?: Tx): Promise<Sequence | undefined>;
  /** The built-in ones and a client's own, by name; not the archived ones. */
  list(clientId: string | null): Promise<readonly Sequence[]>;
  builtInForTier(tier: Tier, tx?: Tx): Promise<Pick<Sequence, 'id' | 'name'> | undefined>;
  insert(tx: Tx, row: SequenceRow, steps: readonly SequenceStepRow[]): Promise<void>;
  /** False when the stored version is another one. */
  replace(
    tx: Tx,
    row: Pick<SequenceRow, 'id' | 'name' | 'goal' | 'version' | 'updatedAt'>,
    steps: readonly SequenceStepRow[],
  ): Promise<boolean>;
}

/** Opens the store of sequences. */
export function createSequenceStore(handle: DbHandle<CamTables>): SequenceStore {
  const stepsOf = async (ids: readonly string[], tx?: Tx): Promise<readonly SequenceStepRow[]> =>
    ids.length === 0
      ? []
      : handle
          .in(tx)
          .selectFrom('camSequenceStep')
          .selectAll()
          .where('sequenceId', 'in', ids)
          .orderBy('position')
          .execute();
  return {
    find: async (id, tx) => {
      const row = await handle.in(tx).selectFrom('camSequence').selectAll().where('id', '=', id).executeTakeFirst();
      return row && sequenceOf(row, await stepsOf([id], tx));
    },
    list: async (clientId) => {
      const rows = await handle
        .in()
        .selectFrom('camSequence')
        .selectAll()
        .where('archivedAt', 'is', null)
        .where((where) => where.or([where('clientId', 'is', null), where('clientId', '=', clientId ?? '')]))
        .orderBy('createdAt')
        .orderBy('id')
        .execute();
      const steps = await stepsOf(rows.map(({ id }) => id));
      return rows.map((row) => sequenceOf(row, steps));
    },
    builtInForTier: async (tier, tx) =>
      handle
        .in(tx)
        .selectFrom('camSequence')
        .select(['id', 'name'])
        .where('clientId', 'is', null)
        .where('tier', '=', tier)
        .executeTakeFirst(),
    insert: async (tx, row, steps) => {
      await handle.in(tx).insertInto('camSequence').values(row).execute();
      await handle
        .in(tx)
        .insertInto('camSequenceStep')
        .values([...steps])
        .execute();
    },
    replace: async (tx, { id, version, ...change }, steps) => {
      const result = await handle
        .in(tx)
        .updateTable('camSequence')
        .set({ ...change, version: version + 1 })
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst();
      if (Number(result.numUpdatedRows) === 0) return false;
      await handle.in(tx).deleteFrom('camSequenceStep').where('sequenceId', '=', id).execute();
      await handle
        .in(tx)
        .insertInto('camSequenceStep')
        .values([...steps])
        .execute();
      return true;
    },
  };
}

const sequenceOf = (row: SequenceRow, steps: readonly SequenceStepRow[]): Sequence => ({
  ...{ id: row.id, clientId: row.clientId, key: row.key, name: row.name, goal: row.goal },
  ...{ version: row.version, updatedAt: row.updatedAt },
  tier: row.tier === null ? null : z.parse(Tier, row.tier),
  steps: steps
    .filter((step) => step.sequenceId === row.id)
    .map(({ position, day, channel, subjectTemplate, bodyTemplate }) => ({
      ...{ position, day, channel: z.parse(Channel, channel) },
      ...{ subject: subjectTemplate, body: bodyTemplate },
    })),
});
