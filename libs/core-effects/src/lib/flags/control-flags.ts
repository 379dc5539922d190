import { conflict, invalid, type Clock } from '@aicmo/core-kernel';
import type { Database, Tx } from '@aicmo/core-db';
import type { ControlFlagsView } from '../../contract/control-flags.ts';
import type { CoreEffectsTables } from '../db/core-effects-tables.ts';

/** A change of one or more flags, by a person, with the reason that the record keeps. */
export interface FlagChange {
  readonly paused?: boolean;
  readonly killed?: boolean;
  readonly proofMode?: boolean;
  /** Who. */
  readonly by: string;
  /** Why, in the person's words; must not be blank. */
  readonly reason: string;
}

/** The flags that hold everything that leaves. Read again inside the transaction that reserves each effect. */
export interface ControlFlags {
  /** The flags as they stand; with `tx`, as they stand inside it. Before any change: running, in proof mode. */
  read(tx?: Tx): Promise<ControlFlagsView>;
  /**
   * Changes flags; binding at its commit. Gives the flags after it. Throws `invalid` (`flag-reason`) without a reason,
   * and `conflict` (`flag-demo`) for leaving proof mode on demonstration data.
   */
  set(change: FlagChange): Promise<ControlFlagsView>;
  /** The latest changes, newest first. */
  history(limit?: number): Promise<readonly ControlFlagsView[]>;
}

const untouched: ControlFlagsView = {
  paused: false,
  killed: false,
  proofMode: true,
  reason: null,
  changedBy: null,
  changedAt: null,
};

/** The control flags of one database. `demo`: the data is a demonstration, so proof mode cannot be left. */
export function createControlFlags(deps: {
  readonly db: Database;
  readonly clock: Clock;
  readonly demo?: boolean;
}): ControlFlags {
  const handle = deps.db.handle<CoreEffectsTables>('core-effects');
  const latest = async (limit: number, tx?: Tx): Promise<readonly ControlFlagsView[]> => {
    const rows = await handle
      .in(tx)
      .selectFrom('coreEffectsFlagChange')
      .selectAll()
      .orderBy('seq', 'desc')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      paused: row.paused === 1,
      killed: row.killed === 1,
      proofMode: row.proofMode === 1 || deps.demo === true,
      reason: row.reason,
      changedBy: row.changedBy,
      changedAt: row.changedAt,
    }));
  };
  const read = async (tx?: Tx): Promise<ControlFlagsView> => (await latest(1, tx))[0] ?? untouched;
  return {
    read,
    history: (limit = 50) => latest(limit),
    set: async (change) => {
      if (change.reason.trim() === '')
        throw invalid({ code: 'flag-reason', message: 'Say why, in a few words: it is kept with the change.' });
      if (deps.demo && change.proofMode === false) {
        throw conflict({
          code: 'flag-demo',
          message:
            'This is demonstration data, so proof mode stays on. Start AICMO without the demonstration to send for real.',
        });
      }
      return deps.db.transaction(async (tx) => {
        const before = await read(tx);
        await handle
          .in(tx)
          .insertInto('coreEffectsFlagChange')
          .values({
            paused: Number(change.paused ?? before.paused),
            killed: Number(change.killed ?? before.killed),
            proofMode: Number(change.proofMode ?? before.proofMode),
            reason: change.reason.trim(),
            changedBy: change.by,
            changedAt: deps.clock.now(),
          })
          .execute();
        return read(tx);
      });
    },
  };
}
