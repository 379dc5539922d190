import { afterEach, expect, test } from '@jest/globals';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { coreEffectsMigrations, createControlFlags, createEgressDoor, type Reservation } from '@aicmo/core-effects';
import { aDelivery, startSmtpServer, type SmtpServerBehaviour } from '@aicmo/core-effects/testing';
import { deliveryLeaseMs } from './reservations.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

const envelope = { from: 'anna@nordlicht.example', to: 'jo@example.com' };
const message = new TextEncoder().encode('Subject: Hello\r\n\r\nHello Jo\r\n');

async function aHouse(dialect: TestDialect, behaviour: SmtpServerBehaviour = {}) {
  const clock = fakeClock();
  const db = await dialect.open([coreEffectsMigrations]);
  const flags = createControlFlags({ db, clock });
  await flags.set({ proofMode: false, by: 'Ada', reason: 'go live' });
  const door = createEgressDoor({ db, clock, flags });
  const server = await startSmtpServer(behaviour);
  open.push(server);
  const settings = { host: server.host, port: server.port, security: 'none', login: null } as const;
  const reserve = async (over: Parameters<typeof aDelivery>[0] = {}): Promise<Reservation> => {
    const result = await db.transaction((tx) =>
      door.reserve(tx, aDelivery({ mode: 'LIVE', ...over }), { worker: 'w' }),
    );
    if (result.outcome === 'RESERVED') return result.reservation;
    throw new Error(`expected a reservation, found ${result.outcome}`);
  };
  const line = async () => {
    const opened = await door.openMailLine(settings);
    if (!opened.ok) throw new Error(opened.failure.outcome);
    open.push(opened.line);
    return opened.line;
  };
  return { clock, db, flags, door, server, settings, reserve, line };
}

describeEachDialect('a line through the door', (dialect) => {
  test('sends what was reserved', async () => {
    const { server, reserve, line } = await aHouse(dialect);
    expect(await (await line()).send(await reserve(), envelope, message)).toMatchObject({ outcome: 'accepted' });
    expect(server.messages).toMatchObject([{ to: ['jo@example.com'] }]);
  });

  test.each([
    ['pause', { paused: true }],
    ['stop of everything', { killed: true }],
    ['return of proof mode', { proofMode: true }],
  ] as const)(
    'lets no DATA begin after the commit of a %s, even while the server is being spoken to',
    async (_what, change) => {
      // Committed when the recipient was said: later than any check before the conversation could have been.
      const late: { set?: () => Promise<unknown> } = {};
      const { flags, server, reserve, line } = await aHouse(dialect, {
        onRecipient: async () => void (await late.set?.()),
      });
      late.set = () => flags.set({ ...change, by: 'Ada', reason: 'stop' });
      const held = await (await line()).send(await reserve(), envelope, message);
      expect(held.outcome).toBe('held');
      expect(held.transcript.some((said) => said.includes('DATA'))).toBe(false);
      expect(server.messages).toEqual([]);
    },
  );

  test('lets a message that is already in DATA come to its end', async () => {
    const late: { set?: () => Promise<unknown> } = {};
    const { flags, server, reserve, line } = await aHouse(dialect, {
      onMessage: async () => void (await late.set?.()),
    });
    late.set = () => flags.set({ killed: true, by: 'Ada', reason: 'stop' });
    expect(await (await line()).send(await reserve(), envelope, message)).toMatchObject({ outcome: 'accepted' });
    expect(server.messages).toHaveLength(1);
  });

  test('sends a test to oneself in proof mode', async () => {
    const { flags, server, reserve, line } = await aHouse(dialect);
    await flags.set({ proofMode: true, by: 'Ada', reason: 'careful' });
    const sent = await (await line()).send(await reserve({ kind: 'self-test' }), envelope, message);
    expect(sent).toMatchObject({ outcome: 'accepted' });
    expect(server.messages).toHaveLength(1);
  });

  test('sends nothing for a worker whose lease is over', async () => {
    const { clock, db, door, server, reserve, line } = await aHouse(dialect);
    const reservation = await reserve();
    clock.advance(deliveryLeaseMs);
    await db.transaction((tx) => door.recover(tx));
    expect((await (await line()).send(reservation, envelope, message)).outcome).toBe('held');
    expect(server.messages).toEqual([]);
  });

  test('sends nothing on a reservation that was used', async () => {
    const { db, door, server, reserve, line } = await aHouse(dialect);
    const reservation = await reserve();
    await (await line()).send(reservation, envelope, message);
    await db.transaction((tx) => door.settle(tx, reservation, { outcome: 'SENT', reasons: [], evidence: [] }));
    expect((await (await line()).send(reservation, envelope, message)).outcome).toBe('held');
    expect(server.messages).toHaveLength(1);
  });

  test('is not opened on hold', async () => {
    const { door, flags, server, settings } = await aHouse(dialect);
    await flags.set({ paused: true, by: 'Ada', reason: 'wait' });
    await expect(door.openMailLine(settings)).rejects.toMatchObject({ code: 'door-held' });
    expect(server.connections).toBe(0);
  });

  test('is not opened on demonstration data', async () => {
    const { db, clock, flags, server, settings } = await aHouse(dialect);
    const demo = createEgressDoor({ db, clock, flags, demo: true });
    await expect(demo.openMailLine(settings)).rejects.toMatchObject({ code: 'door-demo' });
    expect(server.connections).toBe(0);
  });
});
