import { createHash } from 'node:crypto';
import { newId, notFound, plusMs, type Clock, type Instant, type Refusal } from '@aicmo/core-kernel';
import type { Database, Tx } from '@aicmo/core-db';
import type { LedgerEntry } from '../../contract/ledger-entry.ts';
import type { CoreEffectsTables } from '../db/core-effects-tables.ts';
import type { ControlFlags } from '../flags/control-flags.ts';
import { assertDeliveryMove, twice } from './delivery-rules.ts';
import type { Delivery } from './egress-door.ts';
import type { EgressLedger } from './egress-ledger.ts';
import { decideDelivery } from './egress-rules.ts';

/** A place in the ledger for one delivery that may now begin. It is worth nothing before its transaction is committed. */
export interface Reservation {
  readonly ledgerId: string;
  readonly fence: number;
  readonly worker: string;
  /** Until then its worker settles it; later it is found as UNCERTAIN. */
  readonly leaseUntil: Instant;
}

/** What became of asking for a reservation. Refusals are values. */
export type ReserveResult =
  | { readonly outcome: 'RESERVED'; readonly reservation: Reservation }
  | { readonly outcome: 'SIMULATED' | 'PROOFED'; readonly ledgerId: string }
  | { readonly outcome: 'REFUSED'; readonly refusals: readonly Refusal[] };

/**
 * How a delivery ended. FAILED is for what provably did not happen: a refusal before the message was accepted.
 * Whatever else went wrong after the first byte of it is UNCERTAIN.
 */
export interface DeliverySettlement {
  readonly outcome: 'SENT' | 'FAILED' | 'UNCERTAIN';
  /** One plain sentence each. */
  readonly reasons: readonly string[];
  /** What the other side said, line by line. */
  readonly evidence: readonly string[];
}

/** A delivery whose worker is gone, so that nobody knows whether it left. */
export interface LostDelivery {
  readonly ledgerId: string;
  readonly subjectRef: string;
  readonly kind: LedgerEntry['kind'];
}

/** Reserving, settling and finding again what leaves. */
export interface Reservations {
  reserve(
    tx: Tx,
    delivery: Delivery,
    by: { readonly worker: string; readonly leaseMs?: number },
  ): Promise<ReserveResult>;
  settle(tx: Tx, reservation: Reservation, settlement: DeliverySettlement): Promise<boolean>;
  recover(
    tx: Tx,
    by?: { readonly leftBy?: string; readonly kinds?: readonly LedgerEntry['kind'][] },
  ): Promise<readonly LostDelivery[]>;
  resolve(tx: Tx, ledgerId: string, decision: PersonDecision): Promise<LostDelivery>;
}

/** What a person found out about an uncertain delivery. */
export interface PersonDecision {
  readonly outcome: 'SENT' | 'FAILED';
  readonly by: string;
  /** How they know, in their words. */
  readonly reason: string;
}

/** Longer than the socket may take, so that no worker is declared lost while it still sends. Milliseconds. */
export const deliveryLeaseMs = 180_000;

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly flags: ControlFlags;
  readonly ledger: EgressLedger;
  readonly demo: boolean;
}

type Row = CoreEffectsTables['coreEffectsLedger'];

/** The reservations of one database. */
export function createReservations(deps: Deps): Reservations {
  const { db, clock, ledger } = deps;
  const handle = db.handle<CoreEffectsTables>('core-effects');
  const move = async (tx: Tx, row: Row, change: DeliverySettlement): Promise<void> => {
    const evidence = [...(JSON.parse(row.evidence) as string[]), ...change.evidence]; // written by this library only
    await handle
      .in(tx)
      .updateTable('coreEffectsLedger')
      .set({
        ...{ outcome: change.outcome, reasons: JSON.stringify(change.reasons), evidence: JSON.stringify(evidence) },
        ...{ settledAt: clock.now(), leaseUntil: null },
      })
      .where('id', '=', row.id)
      .execute();
    await ledger.link(tx, [{ ledgerId: row.id, what: change.outcome, seal: row.seal, at: clock.now() }]);
  };
  // Held until the end of the transaction: a late mark, a recovery and a person's decision may come at one moment.
  const find = async (tx: Tx, id: string): Promise<Row> => {
    const query = handle.in(tx).selectFrom('coreEffectsLedger').selectAll().where('id', '=', id).forUpdate();
    const row = await query.executeTakeFirst();
    if (row) return row;
    throw notFound({ code: 'door-unknown', message: 'There is no such entry in the ledger. Reload the page.' });
  };
  return {
    reserve: (tx, delivery, by) => reserve(deps, tx, delivery, by),
    settle: async (tx, { ledgerId, fence, worker }, settlement) => {
      const row = await find(tx, ledgerId);
      if (row.outcome !== 'RESERVED' || row.fence !== fence || row.worker !== worker) {
        // It was declared uncertain meanwhile. What the worker saw helps the person who decides.
        const late = settlement.evidence.map((line) => `Told too late: ${line}`);
        const evidence = JSON.stringify([...(JSON.parse(row.evidence) as string[]), ...late]); // our own text
        await handle.in(tx).updateTable('coreEffectsLedger').set({ evidence }).where('id', '=', ledgerId).execute();
        return false;
      }
      assertDeliveryMove('RESERVED', settlement.outcome, 'worker');
      await move(tx, row, settlement);
      return true;
    },
    recover: async (tx, { leftBy, kinds } = {}) => {
      const now = clock.now();
      const open = handle.in(tx).selectFrom('coreEffectsLedger').selectAll().where('outcome', '=', 'RESERVED');
      const ofKind = kinds ? open.where('kind', 'in', kinds) : open.where('kind', '!=', 'ask');
      const rows = await ofKind
        .where((is) =>
          is.or([is('leaseUntil', '<=', now), ...(leftBy === undefined ? [] : [is('worker', '=', leftBy)])]),
        )
        .orderBy('id')
        .forUpdate()
        .execute();
      for (const row of rows) {
        const reasons = ['The program ended while this was leaving, so nobody knows whether it left.'];
        await move(tx, row, { outcome: 'UNCERTAIN', reasons, evidence: [] });
      }
      return rows.map(lost);
    },
    resolve: async (tx, ledgerId, { outcome, by, reason }) => {
      const row = await find(tx, ledgerId);
      assertDeliveryMove(row.outcome as LedgerEntry['outcome'], outcome, 'person'); // written by this library only
      await move(tx, row, { outcome, reasons: [`${by} decided: ${reason}`], evidence: [] });
      return lost(row);
    },
  };
}

const lost = (row: Row): LostDelivery => ({
  ...{ ledgerId: row.id, subjectRef: row.subjectRef },
  kind: row.kind as LedgerEntry['kind'], // written by this library only
});

async function reserve(
  { clock, flags, ledger, demo }: Deps,
  tx: Tx,
  delivery: Delivery,
  { worker, leaseMs = deliveryLeaseMs }: { readonly worker: string; readonly leaseMs?: number },
): Promise<ReserveResult> {
  const decision = decideDelivery(delivery, await flags.read(tx), demo, true);
  const at = clock.now();
  const ledgerId = newId(clock);
  const entry = {
    ...delivery,
    id: ledgerId,
    at,
    bodyHash: createHash('sha256').update(delivery.body, 'utf8').digest('hex'),
  };
  if (decision.outcome === 'REFUSED') return { outcome: 'REFUSED', refusals: decision.refusals };
  if (decision.outcome !== 'LEAVES') {
    await ledger.add(tx, { ...entry, outcome: decision.outcome, reasons: [] });
    return { outcome: decision.outcome, ledgerId };
  }
  const reservation = { ledgerId, fence: 1, worker, leaseUntil: plusMs(at, leaseMs) };
  const { leaseUntil } = reservation;
  const isFirst = await ledger.add(tx, { ...entry, outcome: 'RESERVED', reasons: [], worker, fence: 1, leaseUntil });
  return isFirst ? { outcome: 'RESERVED', reservation } : { outcome: 'REFUSED', refusals: [twice] };
}
