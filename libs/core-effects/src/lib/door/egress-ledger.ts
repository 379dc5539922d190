import * as z from 'zod/mini';
import type { Instant } from '@aicmo/core-kernel';
import type { Database, DbHandle, Tx } from '@aicmo/core-db';
import { LedgerEntry } from '../../contract/ledger-entry.ts';
import type { CoreEffectsTables } from '../db/core-effects-tables.ts';
import {
  createLedgerChain,
  newSalt,
  sealOf,
  type ChainEvent,
  type ChainReport,
  type LedgerChain,
} from './ledger-chain.ts';

/** Which ledger rows to list. */
export interface LedgerFilter {
  readonly outcome?: LedgerEntry['outcome'];
  readonly kind?: LedgerEntry['kind'];
  /** Rows before this one (an id), for the next page. */
  readonly before?: string;
  /** At most so many; 100 by default. */
  readonly limit?: number;
}

/** A row as it is written first; the last three belong to a reservation. */
export interface NewLedgerRow extends LedgerEntry {
  readonly body: string;
  readonly subjectRef: string;
  readonly at: Instant;
  readonly worker?: string;
  readonly fence?: number;
  readonly leaseUntil?: Instant;
}

/** One try at letting something out, with what the other side said. */
export interface LedgerTry {
  readonly ledgerId: string;
  readonly outcome: LedgerEntry['outcome'];
  readonly at: string;
  /** Null while it is on its way. */
  readonly settledAt: string | null;
  readonly reasons: readonly string[];
  /** Line by line. */
  readonly evidence: readonly string[];
}

/** Every outbound effect that was attempted. */
export interface EgressLedger {
  /**
   * Writes rows together and gives the ids of those that were written: nothing is written of one for whose subject
   * something else is on its way or gone, be it among the same rows.
   */
  addAll(tx: Tx, rows: readonly NewLedgerRow[]): Promise<ReadonlySet<string>>;
  /** The same for one; false when it was not written. */
  add(tx: Tx, row: NewLedgerRow): Promise<boolean>;
  /** Adds links to the chain for rows whose outcome changed in the same transaction. */
  link(tx: Tx, events: readonly ChainEvent[]): Promise<void>;
  /** Computes the chain of hashes again: all of it, or only its last links. */
  verify(options?: { readonly last?: number }): Promise<ChainReport>;
  /** What became of a RESERVED row; any other row stays as it is. */
  settle(id: string, outcome: 'ANSWERED' | 'FAILED', reasons: readonly string[], at: Instant): Promise<void>;
  /** Newest first. */
  list(filter?: LedgerFilter): Promise<readonly LedgerEntry[]>;
  /** Every try for one thing, the oldest first. */
  tries(subjectRef: string): Promise<readonly LedgerTry[]>;
  /** Rows by outcome; an outcome without rows is absent. */
  counts(): Promise<Readonly<Partial<Record<LedgerEntry['outcome'], number>>>>;
  /** How many effects really left. */
  externalSends(): Promise<number>;
  /** The kept bytes of one row; undefined when there is no such row. */
  body(id: string): Promise<string | undefined>;
  /**
   * Takes a person out of the ledger: destination, summary and bytes go; kind, outcome, time and hash stay, so that the
   * count of what left stays true. Gives how many rows it were.
   */
  forget(tx: Tx, person: ForgottenPerson): Promise<number>;
  countRead(host: string, day: string, succeeded: boolean): Promise<void>;
}

/** By what the rows of a person are found. */
export interface ForgottenPerson {
  readonly destinations: readonly string[];
  /** Of whatever the deliveries belonged to. */
  readonly subjectRefs: readonly string[];
}

/** What stands in a row whose person was erased. */
const erased = { destination: '(erased)', summary: '(erased)', body: '', salt: '', evidence: '[]' } as const;

const Reasons = z.array(z.string());

/** The ledger of one database. */
export function createLedger(db: Database): EgressLedger {
  const handle = db.handle<CoreEffectsTables>('core-effects');
  const chain = createLedgerChain(db);
  const addAll = adder(handle, chain);
  const counts = async (): Promise<Partial<Record<LedgerEntry['outcome'], number>>> => {
    const rows = await handle
      .in()
      .selectFrom('coreEffectsLedger')
      .select((e) => ['outcome', e.fn.countAll<number>().as('n')])
      .groupBy('outcome')
      .execute();
    return Object.fromEntries(rows.map((row) => [row.outcome, row.n]));
  };
  return {
    counts,
    externalSends: async () => (await counts()).SENT ?? 0,
    link: (tx, events) => chain.append(tx, events),
    verify: (options) => chain.verify(options),
    addAll,
    add: async (tx, row) => (await addAll(tx, [row])).has(row.id),
    settle: (id, outcome, reasons, at) =>
      db.transaction(async (tx) => {
        const changed = await handle
          .in(tx)
          .updateTable('coreEffectsLedger')
          .set({ outcome, reasons: JSON.stringify(reasons), settledAt: at })
          .where('id', '=', id)
          .where('outcome', '=', 'RESERVED')
          .returning('seal')
          .executeTakeFirst();
        if (changed) await chain.append(tx, [{ ledgerId: id, what: outcome, at, seal: changed.seal }]);
      }),
    list: async ({ outcome, kind, before, limit = 100 } = {}) => {
      let query = handle.in().selectFrom('coreEffectsLedger').selectAll().orderBy('id', 'desc').limit(limit);
      if (outcome) query = query.where('outcome', '=', outcome);
      if (kind) query = query.where('kind', '=', kind);
      if (before) query = query.where('id', '<', before);
      return (await query.execute()).map((row) =>
        LedgerEntry.parse({ ...row, reasons: Reasons.parse(JSON.parse(row.reasons)) }),
      );
    },
    tries: async (subjectRef) => {
      const rows = await handle
        .in()
        .selectFrom('coreEffectsLedger')
        .select(['id', 'outcome', 'at', 'settledAt', 'reasons', 'evidence'])
        .select(({ selectFrom }) =>
          selectFrom('coreEffectsLink')
            .select(({ fn }) => fn.min('position').as('first'))
            .whereRef('ledgerId', '=', 'coreEffectsLedger.id')
            .as('place'),
        )
        .where('subjectRef', '=', subjectRef)
        .orderBy('place') // ids of one millisecond have no order
        .orderBy('id')
        .execute();
      return rows.map(({ id, at, settledAt, ...row }) => ({
        ...{ ledgerId: id, at, settledAt, outcome: LedgerEntry.shape.outcome.parse(row.outcome) },
        ...{
          reasons: Reasons.parse(JSON.parse(row.reasons)),
          evidence: Reasons.parse(JSON.parse(row.evidence)),
        },
      }));
    },
    body: async (id) => {
      const row = await handle
        .in()
        .selectFrom('coreEffectsLedger')
        .select('body')
        .where('id', '=', id)
        .executeTakeFirst();
      return row?.body;
    },
    forget: async (tx, { destinations, subjectRefs }) => {
      let count = 0;
      for (const [column, values] of [
        ['destination', destinations],
        ['subjectRef', subjectRefs],
      ] as const) {
        if (values.length === 0) continue;
        const update = handle.in(tx).updateTable('coreEffectsLedger').set(erased).where(column, 'in', values);
        const result = await update.where('destination', '!=', erased.destination).executeTakeFirst();
        count += Number(result.numUpdatedRows);
      }
      return count;
    },
    countRead: async (host, day, succeeded) => {
      await handle
        .in()
        .insertInto('coreEffectsReadCount')
        .values({ host, day, reads: 1, failures: succeeded ? 0 : 1 })
        .onConflict((on) =>
          on.columns(['host', 'day']).doUpdateSet((e) => ({
            reads: e('coreEffectsReadCount.reads', '+', 1),
            failures: e('coreEffectsReadCount.failures', '+', succeeded ? 0 : 1),
          })),
        )
        .execute();
    },
  };
}

function adder(handle: DbHandle<CoreEffectsTables>, chain: LedgerChain): EgressLedger['addAll'] {
  return async (tx, rows) => {
    if (rows.length === 0) return new Set();
    const stored = rows.map(storedRow);
    // The unique index decides, not a query before: two workers may have looked at the same time.
    const written = await handle
      .in(tx)
      .insertInto('coreEffectsLedger')
      .values(stored)
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute();
    const ids = new Set<string>(written.map(({ id }) => id));
    const added = stored.filter(({ id }) => ids.has(id));
    await chain.append(
      tx,
      added.map(({ id, outcome, at, seal }) => ({ ledgerId: id, what: outcome, at, seal })),
    );
    return ids;
  };
}

function storedRow(row: NewLedgerRow) {
  const salt = newSalt();
  return {
    ...{ worker: '', fence: 0, leaseUntil: null, ...row, reasons: JSON.stringify(row.reasons) },
    ...{ salt, seal: sealOf(salt, row), evidence: '[]', settledAt: row.outcome === 'RESERVED' ? null : row.at },
  };
}
