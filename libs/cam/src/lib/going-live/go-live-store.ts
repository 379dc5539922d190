import type { DbHandle, Tx } from '@aicmo/core-db';
import type { CamTables } from '../db/cam-tables.ts';
import type { GoLiveRow } from '../db/go-live-tables.ts';
import type { SequenceWay } from '../sequences/sequence-store.ts';

/** Every query on going live. */
export interface GoLiveStore {
  find(campaignId: string, tx?: Tx): Promise<GoLiveRow | undefined>;
  save(tx: Tx, campaignId: string, change: Partial<Omit<GoLiveRow, 'campaignId'>>): Promise<void>;
  /** Sequences in which leads of a campaign are, each in the version with which they began. */
  waysInUse(campaignId: string): Promise<readonly SequenceWay[]>;
  /** How many leads are in sequence, paused ones too. */
  inSequence(campaignId: string): Promise<number>;
}

const empty = { readWording: '', readBy: '', readAt: null, liveBy: '', liveSentence: '', liveAt: null };

/** Opens the store. */
export function createGoLiveStore(handle: DbHandle<CamTables>): GoLiveStore {
  const inUse = (campaignId: string) =>
    handle
      .in()
      .selectFrom('camEnrolment')
      .where('campaignId', '=', campaignId)
      .where('status', 'in', ['ACTIVE', 'PAUSED']);
  return {
    find: (campaignId, tx) =>
      handle.in(tx).selectFrom('camGoLive').selectAll().where('campaignId', '=', campaignId).executeTakeFirst(),
    save: async (tx, campaignId, change) =>
      void (await handle
        .in(tx)
        .insertInto('camGoLive')
        .values({ campaignId, ...empty, ...change })
        .onConflict((conflict) => conflict.column('campaignId').doUpdateSet(change))
        .execute()),
    waysInUse: (campaignId) =>
      inUse(campaignId)
        .select(['sequenceId', 'sequenceVersion'])
        .distinct()
        .orderBy('sequenceId')
        .orderBy('sequenceVersion')
        .execute(),
    inSequence: async (campaignId) => {
      const { count } = await inUse(campaignId)
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
  };
}
