import { expect, test } from '@jest/globals';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { plusMs } from '@aicmo/core-kernel';
import type { Database } from '@aicmo/core-db';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { coreEffectsMigrations, createControlFlags, createEgressDoor, type Delivery } from '@aicmo/core-effects';
import { aDelivery } from '@aicmo/core-effects/testing';
import type { CoreEffectsTables } from '../db/core-effects-tables.ts';
import { deliveryLeaseMs, type Reservation, type ReserveResult } from './reservations.ts';

async function aHouse(dialect: TestDialect, given: { readonly proofMode?: boolean; readonly demo?: boolean } = {}) {
  const { proofMode = false, demo = false } = given;
  const clock = fakeClock();
  const db = await dialect.open([coreEffectsMigrations]);
  const flags = createControlFlags({ db, clock, demo });
  if (!proofMode && !demo) await flags.set({ proofMode: false, by: 'Ada', reason: 'go live' });
  const door = createEgressDoor({ db, clock, flags, demo });
  const reserve = (over: Partial<Delivery> = {}, worker = 'w1'): Promise<ReserveResult> =>
    db.transaction((tx) => door.reserve(tx, aDelivery({ mode: 'LIVE', ...over }), { worker }));
  const settle = (reservation: Reservation, outcome: 'SENT' | 'FAILED' | 'UNCERTAIN', evidence: string[] = []) =>
    db.transaction((tx) => door.settle(tx, reservation, { outcome, reasons: [], evidence }));
  return { clock, db, flags, door, reserve, settle };
}

function reserved(result: ReserveResult): Reservation {
  if (result.outcome === 'RESERVED') return result.reservation;
  throw new Error(`expected a reservation, found ${result.outcome}`);
}

const inside = (db: Database) => db.handle<CoreEffectsTables>('core-effects').in();

describeEachDialect('a reservation', (dialect) => {
  test('is made for what may leave, and once it was sent it counts as an external send', async () => {
    const { door, reserve, settle } = await aHouse(dialect);
    const reservation = reserved(await reserve());
    expect(await door.ledger.list()).toMatchObject([{ outcome: 'RESERVED', destination: 'jo@example.com' }]);
    expect(await door.ledger.externalSends()).toBe(0);
    expect(await settle(reservation, 'SENT', ['250 2.0.0 OK'])).toBe(true);
    expect(await door.ledger.list()).toMatchObject([{ outcome: 'SENT' }]);
    expect(await door.ledger.externalSends()).toBe(1);
  });

  test.each([
    ['in proof mode', { proofMode: true }, { mode: 'LIVE' }, 'PROOFED'],
    ['for a simulated campaign', {}, { mode: 'SIMULATION' }, 'SIMULATED'],
    ['on demonstration data', { demo: true }, { mode: 'LIVE' }, 'PROOFED'],
    ['for a test to oneself on demonstration data', { demo: true }, { kind: 'self-test' }, 'PROOFED'],
    ['for a test to oneself in proof mode, which leaves', { proofMode: true }, { kind: 'self-test' }, 'RESERVED'],
    ['for a test to oneself of a simulated campaign', {}, { kind: 'self-test', mode: 'SIMULATION' }, 'RESERVED'],
  ] as const)('is decided by the modes: %s', async (_what, house, delivery, outcome) => {
    const { reserve } = await aHouse(dialect, house);
    expect(await reserve(delivery)).toMatchObject({ outcome });
  });

  test('is made for several together, each subject once, and settled together: one that is late stays uncertain', async () => {
    const { clock, db, door } = await aHouse(dialect);
    const asked = ['a', 'b', 'a', 'c'].map((subjectRef) => aDelivery({ mode: 'LIVE', subjectRef }));
    const results = await db.transaction((tx) => door.reserveAll(tx, asked, { worker: 'w1' }));
    expect(results.map(({ outcome }) => outcome)).toEqual(['RESERVED', 'RESERVED', 'REFUSED', 'RESERVED']);
    const all = results.flatMap((result) => (result.outcome === 'RESERVED' ? [result.reservation] : []));
    await inside(db)
      .updateTable('coreEffectsLedger')
      .set({ leaseUntil: clock.now() })
      .where('subjectRef', '=', 'b')
      .execute();
    expect(await db.transaction((tx) => door.recover(tx))).toMatchObject([{ subjectRef: 'b' }]);
    const settlement = { outcome: 'SENT', reasons: [], evidence: ['250 OK'] } as const;
    const ends = all.map((reservation) => ({ reservation, settlement }));
    expect(await db.transaction((tx) => door.settleAll(tx, ends))).toEqual([true, false, true]);
    expect(await door.ledger.tries('b')).toMatchObject([{ outcome: 'UNCERTAIN', evidence: ['Told too late: 250 OK'] }]);
    expect(await door.ledger.tries('c')).toMatchObject([{ outcome: 'SENT', evidence: ['250 OK'] }]);
    expect(await door.ledger.externalSends()).toBe(2);
    expect(await door.ledger.verify()).toMatchObject({ ok: true, links: 6 });
  });

  test('is refused on hold, with nothing in the ledger, also for a test to oneself', async () => {
    const { door, flags, reserve } = await aHouse(dialect);
    await flags.set({ paused: true, by: 'Ada', reason: 'wait' });
    expect(await reserve()).toMatchObject({ outcome: 'REFUSED', refusals: [{ code: 'house-paused' }] });
    expect(await reserve({ kind: 'self-test' })).toMatchObject({ outcome: 'REFUSED' });
    expect(await door.ledger.list()).toEqual([]);
  });

  test.each(['RESERVED', 'SENT', 'UNCERTAIN'] as const)(
    'is refused for the same thing while one is %s',
    async (state) => {
      const { reserve, settle } = await aHouse(dialect);
      const first = reserved(await reserve());
      if (state !== 'RESERVED') await settle(first, state);
      expect(await reserve({}, 'w2')).toMatchObject({ outcome: 'REFUSED', refusals: [{ code: 'door-twice' }] });
      expect(await reserve({ subjectRef: 'attempt-2' }, 'w2')).toMatchObject({ outcome: 'RESERVED' });
    },
  );

  test('may be made anew after a failure, because then nothing left', async () => {
    const { reserve, settle } = await aHouse(dialect);
    await settle(reserved(await reserve()), 'FAILED', ['450 4.2.1 try later']);
    expect(await reserve()).toMatchObject({ outcome: 'RESERVED' });
  });

  test('is given to one of two workers who ask at the same time', async () => {
    const { reserve } = await aHouse(dialect);
    const both = await Promise.all([reserve({}, 'w1'), reserve({}, 'w2')]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['REFUSED', 'RESERVED']);
  });

  test('leaves nothing when the transaction around it fails', async () => {
    const { db, door } = await aHouse(dialect);
    const failing = db.transaction(async (tx) => {
      await door.reserve(tx, aDelivery({ mode: 'LIVE' }), { worker: 'w1' });
      throw new Error('power cut');
    });
    await expect(failing).rejects.toThrow('power cut');
    expect(await door.ledger.list()).toEqual([]);
    expect(await door.ledger.verify()).toEqual({ ok: true, links: 0 });
  });
});

describeEachDialect('a delivery whose worker is gone', (dialect) => {
  test('is found as uncertain when its lease is over, and never before', async () => {
    const { clock, db, door, reserve } = await aHouse(dialect);
    const reservation = reserved(await reserve());
    expect(reservation.leaseUntil).toBe(plusMs(clock.now(), deliveryLeaseMs));
    clock.advance(deliveryLeaseMs - 1);
    expect(await db.transaction((tx) => door.recover(tx))).toEqual([]);
    clock.advance(1);
    expect(await db.transaction((tx) => door.recover(tx))).toEqual([
      { ledgerId: reservation.ledgerId, subjectRef: 'attempt-1', kind: 'mail' },
    ]);
    expect(await db.transaction((tx) => door.recover(tx))).toEqual([]);
    expect(await door.ledger.counts()).toEqual({ UNCERTAIN: 1 });
  });

  test('is found at once by its own worker that starts anew, and others are left alone', async () => {
    const { db, door, reserve } = await aHouse(dialect);
    await reserve({}, 'w1');
    await reserve({ subjectRef: 'attempt-2' }, 'w2');
    expect(await db.transaction((tx) => door.recover(tx, { leftBy: 'w1', kinds: ['post'] }))).toEqual([]);
    const found = await db.transaction((tx) => door.recover(tx, { leftBy: 'w1' }));
    expect(found.map(({ subjectRef }) => subjectRef)).toEqual(['attempt-1']);
    expect(await door.ledger.counts()).toEqual({ UNCERTAIN: 1, RESERVED: 1 });
  });

  test('stays uncertain when the worker reports too late, and keeps what it saw for the person', async () => {
    const { clock, db, door, reserve, settle } = await aHouse(dialect);
    const reservation = reserved(await reserve());
    clock.advance(deliveryLeaseMs);
    await db.transaction((tx) => door.recover(tx));
    expect(await settle(reservation, 'SENT', ['250 2.0.0 OK'])).toBe(false);
    expect(await door.ledger.counts()).toEqual({ UNCERTAIN: 1 });
    const row = await inside(db).selectFrom('coreEffectsLedger').select('evidence').executeTakeFirstOrThrow();
    expect(row.evidence).toContain('Told too late: 250 2.0.0 OK');
  });

  test('has one end, though its worker reports at the very moment at which it is declared lost', async () => {
    const { clock, db, door, reserve } = await aHouse(dialect);
    const reservation = reserved(await reserve());
    clock.advance(deliveryLeaseMs);
    const isReported = Promise.withResolvers<undefined>();
    const recovered = isReported.promise.then(() => db.transaction((tx) => door.recover(tx)));
    await db.transaction(async (tx) => {
      await door.settle(tx, reservation, { outcome: 'SENT', reasons: [], evidence: ['250 OK'] });
      isReported.resolve(undefined);
      const handle = db.handle<CoreEffectsTables>('core-effects');
      for (let turn = 0; turn < 300; turn += 1)
        await handle.in(tx).selectFrom('coreEffectsChain').selectAll().execute();
    });
    expect(await recovered).toEqual([]);
    expect(await door.ledger.counts()).toEqual({ SENT: 1 });
    expect(await door.ledger.verify()).toEqual({ ok: true, links: 2 });
  });

  test('is decided by a person, once, with how they know', async () => {
    const { db, door, reserve, settle } = await aHouse(dialect);
    const { ledgerId } = await reserve().then(async (result) => {
      await settle(reserved(result), 'UNCERTAIN');
      return reserved(result);
    });
    expect(await door.ledger.tries('attempt-1')).toMatchObject([{ ledgerId, outcome: 'UNCERTAIN' }]);
    const decide = (outcome: 'SENT' | 'FAILED') =>
      db.transaction((tx) => door.resolve(tx, ledgerId, { outcome, by: 'Ada', reason: 'it is in the Sent folder' }));
    expect(await decide('SENT')).toMatchObject({ subjectRef: 'attempt-1' });
    expect(await door.ledger.list()).toMatchObject([
      { outcome: 'SENT', reasons: ['Ada decided: it is in the Sent folder'] },
    ]);
    await expect(decide('FAILED')).rejects.toMatchObject({ kind: 'conflict', code: 'door-move' });
  });

  test('is not decided while it is on its way', async () => {
    const { db, door, reserve } = await aHouse(dialect);
    const { ledgerId } = reserved(await reserve());
    const decision = { outcome: 'FAILED', by: 'Ada', reason: 'impatient' } as const;
    await expect(db.transaction((tx) => door.resolve(tx, ledgerId, decision))).rejects.toMatchObject({
      code: 'door-move',
    });
  });
});

describeEachDialect('the chain over the ledger', (dialect) => {
  /** Two rows, one of them settled: three links. */
  const aLedger = async () => {
    const house = await aHouse(dialect);
    await house.settle(reserved(await house.reserve()), 'SENT');
    await house.reserve({ subjectRef: 'attempt-2' });
    return house;
  };

  test('holds everything that the ledger said, in order', async () => {
    const { door } = await aLedger();
    expect(await door.ledger.verify()).toEqual({ ok: true, links: 3 });
  });

  test('still holds when a person was erased, although nothing of them is left', async () => {
    const { db, door } = await aLedger();
    await db.transaction((tx) => door.ledger.forget(tx, { destinations: ['jo@example.com'], subjectRefs: [] }));
    expect(await door.ledger.verify()).toEqual({ ok: true, links: 3 });
  });

  test('keeps two writers at the same time in one line', async () => {
    const { door, reserve } = await aLedger();
    await Promise.all(Array.from({ length: 8 }, (_, index) => reserve({ subjectRef: `more-${index}` })));
    expect(await door.ledger.verify()).toEqual({ ok: true, links: 11 });
  });

  test('shows an outcome that was changed behind our back', async () => {
    const { db, door } = await aLedger();
    await inside(db)
      .updateTable('coreEffectsLedger')
      .set({ outcome: 'FAILED' })
      .where('outcome', '=', 'SENT')
      .execute();
    expect(await door.ledger.verify()).toMatchObject({ ok: false, position: 2, why: 'its row says something else' });
  });

  test('shows content that was changed', async () => {
    const { db, door } = await aLedger();
    await inside(db).updateTable('coreEffectsLedger').set({ destination: 'someone@else.example' }).execute();
    expect(await door.ledger.verify()).toMatchObject({
      ok: false,
      position: 1,
      why: 'the content of its row was changed',
    });
  });

  test('shows a row that was taken out, a link that was, and the last one too', async () => {
    const first = await aLedger();
    await inside(first.db).deleteFrom('coreEffectsLedger').where('outcome', '=', 'SENT').execute();
    expect(await first.door.ledger.verify()).toMatchObject({ ok: false, position: 1, why: 'its row is missing' });
    const second = await aLedger();
    await inside(second.db).deleteFrom('coreEffectsLink').where('position', '=', 1).execute();
    expect(await second.door.ledger.verify()).toMatchObject({ ok: false, position: 1, why: 'a link is missing' });
    const third = await aLedger();
    await inside(third.db).deleteFrom('coreEffectsLink').where('position', '=', 3).execute();
    expect(await third.door.ledger.verify()).toMatchObject({ ok: false, why: 'the last links are missing' });
  });

  test('shows a link that was changed', async () => {
    const { db, door } = await aLedger();
    await inside(db).updateTable('coreEffectsLink').set({ what: 'FAILED' }).where('position', '=', 1).execute();
    expect(await door.ledger.verify()).toMatchObject({ ok: false, position: 1, why: 'a link was changed' });
  });

  test('can be checked from near its end alone', async () => {
    const { db, door } = await aLedger();
    expect(await door.ledger.verify({ last: 2 })).toEqual({ ok: true, links: 3 });
    await inside(db).updateTable('coreEffectsLink').set({ what: 'FAILED' }).where('position', '=', 1).execute();
    expect(await door.ledger.verify({ last: 1 })).toEqual({ ok: true, links: 3 });
    expect(await door.ledger.verify({ last: 2 })).toMatchObject({ ok: true });
    expect(await door.ledger.verify()).toMatchObject({ ok: false, position: 1 });
  });

  test('begins with the first row after it was introduced: older ones keep their meaning outside it', async () => {
    const scope = { scope: 'core-effects', name: '2026-11-23-chain-ledger' };
    const { db, up } = await dialect.openBefore([coreEffectsMigrations], scope);
    const old = {
      ...{ id: 'old', kind: 'mail', mode: 'SIMULATION', outcome: 'SIMULATED', destination: 'jo@example.com' },
      ...{
        summary: 'First',
        body: 'Hello',
        bodyHash: 'x',
        subjectRef: 'a',
        reasons: '[]',
        at: '2026-03-02T10:00:00.000Z',
      },
    };
    interface Before {
      coreEffectsLedger: typeof old;
    }
    await db.handle<Before>('core-effects').in().insertInto('coreEffectsLedger').values(old).execute();
    await up();
    const clock = fakeClock();
    const door = createEgressDoor({ db, clock, flags: createControlFlags({ db, clock }) });
    expect(await door.ledger.list()).toMatchObject([{ id: 'old', outcome: 'SIMULATED' }]);
    expect(await door.ledger.verify()).toEqual({ ok: true, links: 0 });
    await db.transaction((tx) => door.deliver(tx, aDelivery()));
    expect(await door.ledger.verify()).toEqual({ ok: true, links: 1 });
  });
});
