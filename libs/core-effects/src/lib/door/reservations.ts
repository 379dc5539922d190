import { createHash } from 'node:crypto';
import { newId, notFound, plusMs, type Clock, type Instant, type Refusal } from '@aicmo/core-kernel';
import type { Database, Tx } from '@aicmo/core-db';
import type { LedgerEntry } from '../../contract/ledger-entry.ts';
import type { CoreEffectsTables } from '../db/core-effects-tables.ts';
import type { ControlFlags } from '../flags/control-flags.ts';
import { assertDeliveryMove, twice } from './delivery-rules.ts';
import type { Delivery } from './egress-door.ts';
import type { EgressLedger, NewLedgerRow } from './egress-ledger.ts';
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

/** How one reserved delivery ended. */
export interface SettledReservation {
  readonly reservation: Reservation;
  readonly settlement: DeliverySettlement;
}

/** Who sends, and how long that may take at most: {@link deliveryLeaseMs} by default. */
export interface DeliveryWorker {
  readonly worker: string;
  readonly leaseMs?: number;
}

/** Reserving, settling and finding again what leaves. */
export interface Reservations {
  reserve(tx: Tx, delivery: Delivery, by: DeliveryWorker): Promise<ReserveResult>;
  reserveAll(tx: Tx, deliveries: readonly Delivery[], by: DeliveryWorker): Promise<readonly ReserveResult[]>;
  settle(tx: Tx, reservation: Reservation, settlement: DeliverySettlement): Promise<boolean>;
  settleAll(tx: Tx, all: readonly SettledReservation[]): Promise<readonly boolean[]>;
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
  const moveAll = async (tx: Tx, moves: readonly Move[]): Promise<void> => {
    if (moves.length === 0) return;
    const settledAt = clock.now();
    const changes = moves.map(({ row, to }) => ({
      ...{ id: row.id, outcome: to.outcome, reasons: JSON.stringify(to.reasons) },
      ...{ evidence: evidenceWith(row, to.evidence), settledAt, leaseUntil: null },
    }));
    await handle.updateMany(tx, 'coreEffectsLedger', changes);
    const links = moves.map(({ row, to }) => ({ ledgerId: row.id, what: to.outcome, seal: row.seal, at: settledAt }));
    await ledger.link(tx, links);
  };
  // Held until the end of the transaction: a late mark, a recovery and a person's decision may come at one moment.
  const find = async (tx: Tx, ids: readonly string[]): Promise<readonly Row[]> => {
    const query = handle.in(tx).selectFrom('coreEffectsLedger').selectAll().where('id', 'in', ids).orderBy('id');
    const rows = new Map((await query.forUpdate().execute()).map((row) => [row.id, row]));
    return ids.map((id) => rows.get(id) ?? unknownEntry());
  };
  const settleAll: Reservations['settleAll'] = async (tx, all) => {
    if (all.length === 0) return [];
    const rows = await find(
      tx,
      all.map(({ reservation }) => reservation.ledgerId),
    );
    const found = all.flatMap((each, index) => (rows[index] ? [{ ...each, row: rows[index] }] : []));
    const inTime = found.filter(isInTime);
    for (const { settlement } of inTime) assertDeliveryMove('RESERVED', settlement.outcome, 'worker');
    await moveAll(
      tx,
      inTime.map(({ row, settlement }) => ({ row, to: settlement })),
    );
    // These were declared uncertain meanwhile. What the worker saw helps the person who decides.
    const late = found
      .filter((each) => !isInTime(each))
      .map(({ row, settlement }) => ({
        id: row.id,
        evidence: evidenceWith(
          row,
          settlement.evidence.map((line) => `Told too late: ${line}`),
        ),
      }));
    if (late.length > 0) await handle.updateMany(tx, 'coreEffectsLedger', late);
    return found.map(isInTime);
  };
  return {
    reserve: async (tx, delivery, by) => {
      const [reserved] = await reserveAll(deps, tx, [delivery], by);
      return reserved ?? unknownEntry();
    },
    reserveAll: (tx, deliveries, by) => reserveAll(deps, tx, deliveries, by),
    settleAll,
    settle: async (tx, reservation, settlement) => (await settleAll(tx, [{ reservation, settlement }]))[0] ?? false,
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
      const reasons = ['The program ended while this was leaving, so nobody knows whether it left.'];
      await moveAll(
        tx,
        rows.map((row) => ({ row, to: { outcome: 'UNCERTAIN', reasons, evidence: [] } })),
      );
      return rows.map(lost);
    },
    resolve: async (tx, ledgerId, { outcome, by, reason }) => {
      const [row = unknownEntry()] = await find(tx, [ledgerId]);
      assertDeliveryMove(row.outcome as LedgerEntry['outcome'], outcome, 'person'); // written by this library only
      await moveAll(tx, [{ row, to: { outcome, reasons: [`${by} decided: ${reason}`], evidence: [] } }]);
      return lost(row);
    },
  };
}

const lost = (row: Row): LostDelivery => ({
  ...{ ledgerId: row.id, subjectRef: row.subjectRef },
  kind: row.kind as LedgerEntry['kind'], // written by this library only
});

/** A row and what becomes of it. */
interface Move {
  readonly row: Row;
  readonly to: DeliverySettlement;
}

const unknownEntry = (): never => {
  throw notFound({ code: 'door-unknown', message: 'There is no such entry in the ledger. Reload the page.' });
};

const isInTime = ({ row, reservation }: SettledReservation & { readonly row: Row }): boolean =>
  row.outcome === 'RESERVED' && row.fence === reservation.fence && row.worker === reservation.worker;

const evidenceWith = (row: Row, more: readonly string[]): string =>
  JSON.stringify([...(JSON.parse(row.evidence) as string[]), ...more]); // written by this library only

/** With the flags as they stand in this transaction, read once for all. */
async function reserveAll(
  { clock, flags, ledger, demo }: Deps,
  tx: Tx,
  deliveries: readonly Delivery[],
  { worker, leaseMs = deliveryLeaseMs }: DeliveryWorker,
): Promise<readonly ReserveResult[]> {
  if (deliveries.length === 0) return [];
  const now = await flags.read(tx);
  const at = clock.now();
  const asked = deliveries.map((delivery) => {
    const reservation = { ledgerId: newId(clock), fence: 1, worker, leaseUntil: plusMs(at, leaseMs) };
    return { delivery, reservation, decision: decideDelivery(delivery, now, demo, true) };
  });
  const rows = asked.flatMap(({ delivery, reservation, decision }): readonly NewLedgerRow[] => {
    if (decision.outcome === 'REFUSED') return [];
    const bodyHash = createHash('sha256').update(delivery.body, 'utf8').digest('hex');
    const entry = { ...delivery, id: reservation.ledgerId, at, bodyHash, reasons: [] };
    if (decision.outcome !== 'LEAVES') return [{ ...entry, outcome: decision.outcome }];
    return [{ ...entry, outcome: 'RESERVED', worker, fence: 1, leaseUntil: reservation.leaseUntil }];
  });
  const added = await ledger.addAll(tx, rows);
  return asked.map(({ reservation, decision }): ReserveResult => {
    if (decision.outcome === 'REFUSED') return { outcome: 'REFUSED', refusals: decision.refusals };
    if (decision.outcome !== 'LEAVES') return { outcome: decision.outcome, ledgerId: reservation.ledgerId };
    return added.has(reservation.ledgerId)
      ? { outcome: 'RESERVED', reservation }
      : { outcome: 'REFUSED', refusals: [twice] };
  });
}
