import type { DbHandle, Tx } from '@aicmo/core-db';
import { newId, type Clock } from '@aicmo/core-kernel';
import type { AutonomyEvent } from '../../contract/action.ts';
import type { AutonomyTables } from '../db/autonomy-tables.ts';

/** Something that happened to an action, or to a client's policy. */
export interface NewEvent {
  readonly actionId: string | null;
  readonly clientId: string;
  readonly who: string;
  readonly what: string;
  readonly why?: string;
}

/** Which lines of the record are asked for. */
export interface EventFilter {
  readonly clientId?: string;
  readonly actionId?: string;
}

/** Every query about the record. */
export function createEventStore(handle: DbHandle<AutonomyTables>, clock: Clock) {
  return {
    add: async (tx: Tx, { why = '', ...event }: NewEvent): Promise<void> => {
      await handle
        .in(tx)
        .insertInto('autonomyEvent')
        .values({ id: newId(clock), at: clock.now(), why, ...event })
        .execute();
    },
    /** Newest first. */
    list: async ({ clientId, actionId }: EventFilter, limit: number): Promise<readonly AutonomyEvent[]> => {
      let query = handle.in().selectFrom('autonomyEvent').selectAll();
      if (clientId !== undefined) query = query.where('clientId', '=', clientId);
      if (actionId !== undefined) query = query.where('actionId', '=', actionId);
      return query.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute();
    },
  };
}
export type EventStore = ReturnType<typeof createEventStore>;
