import { expect, test } from '@jest/globals';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { plusMs } from '@aicmo/core-kernel';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { aDelivery } from '@aicmo/core-effects/testing';
import { createServer } from 'node:http';
import {
  coreEffectsMigrations,
  createControlFlags,
  createDispatcher,
  createEgressDoor,
  createOutbox,
  effectSentinels,
} from '@aicmo/core-effects';

async function aHouse(dialect: TestDialect, demo = false) {
  const clock = fakeClock();
  const db = await dialect.open([coreEffectsMigrations]);
  const flags = createControlFlags({ db, clock, demo });
  return { clock, db, flags, door: createEgressDoor({ db, clock, flags, demo, allowPrivateAddresses: true }) };
}

/** The only element of a list that has exactly one. */
function only<T>(list: readonly T[]): T {
  const [first, ...rest] = list;
  if (first === undefined || rest.length > 0) throw new Error(`expected one, found ${list.length}`);
  return first;
}

describeEachDialect('the flags', (dialect) => {
  test('stand at running in proof mode before anybody touched them', async () => {
    const { flags } = await aHouse(dialect);
    expect(await flags.read()).toMatchObject({ paused: false, killed: false, proofMode: true, changedBy: null });
  });

  test('keep who changed what, when and why, newest first', async () => {
    const { flags, clock } = await aHouse(dialect);
    await flags.set({ paused: true, by: 'Ada', reason: 'press incident' });
    clock.advance(60_000);
    await flags.set({ paused: false, by: 'Ada', reason: 'over' });
    expect((await flags.history()).map((change) => [change.paused, change.reason])).toEqual([
      [false, 'over'],
      [true, 'press incident'],
    ]);
  });

  test('cannot be changed without a reason, nor leave proof mode on demonstration data', async () => {
    const { flags } = await aHouse(dialect, true);
    await expect(flags.set({ paused: true, by: 'Ada', reason: ' ' })).rejects.toMatchObject({ code: 'flag-reason' });
    await expect(flags.set({ proofMode: false, by: 'Ada', reason: 'go' })).rejects.toMatchObject({ code: 'flag-demo' });
  });
});

describeEachDialect('the door', (dialect) => {
  test('simulates what a simulated campaign asks for, and keeps the bytes with their hash', async () => {
    const { db, door } = await aHouse(dialect);
    const result = await db.transaction((tx) => door.deliver(tx, aDelivery()));
    expect(result).toMatchObject({ outcome: 'SIMULATED', bodyHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await door.ledger.list()).toEqual([
      expect.objectContaining({ outcome: 'SIMULATED', destination: 'jo@example.com', reasons: [] }),
    ]);
    expect(await door.ledger.body(result.ledgerId)).toBe('Hello Jo');
  });

  test('proofs what a live campaign asks for while proof mode is on, and counts no external send', async () => {
    const { db, door } = await aHouse(dialect);
    expect(await db.transaction((tx) => door.deliver(tx, aDelivery({ mode: 'LIVE' })))).toMatchObject({
      outcome: 'PROOFED',
    });
    expect(await door.ledger.externalSends()).toBe(0);
  });

  test('lets nothing out without a way to send, and says what to do', async () => {
    const { db, door, flags } = await aHouse(dialect);
    await flags.set({ proofMode: false, by: 'Ada', reason: 'go' });
    const result = await db.transaction((tx) => door.deliver(tx, aDelivery({ mode: 'LIVE' })));
    expect(result).toMatchObject({ outcome: 'REFUSED', refusals: [{ code: 'no-connector', liftedBy: 'person' }] });
  });

  test('refuses everything on hold, and names the stop before the hold', async () => {
    const { db, door, flags } = await aHouse(dialect);
    await flags.set({ paused: true, by: 'Ada', reason: 'wait' });
    expect(await db.transaction((tx) => door.deliver(tx, aDelivery()))).toMatchObject({
      refusals: [{ code: 'house-paused' }],
    });
    await flags.set({ killed: true, by: 'Ada', reason: 'stop' });
    expect(await db.transaction((tx) => door.deliver(tx, aDelivery()))).toMatchObject({
      refusals: [{ code: 'house-killed' }],
    });
    expect(await door.ledger.counts()).toEqual({ REFUSED: 2 });
  });

  test('forgets a person: the row and its hash stay, address, words and bytes go', async () => {
    const { db, door } = await aHouse(dialect);
    const [one, other] = await db.transaction(async (tx) => [
      await door.deliver(tx, aDelivery()),
      await door.deliver(tx, aDelivery({ destination: 'ann@example.com' })),
    ]);
    const person = { destinations: ['jo@example.com'], subjectRefs: [] };
    expect(await db.transaction((tx) => door.ledger.forget(tx, person))).toBe(1);
    expect(await db.transaction((tx) => door.ledger.forget(tx, person))).toBe(0);
    const rows = new Map((await door.ledger.list()).map((row) => [row.id, row]));
    expect(rows.get(one?.ledgerId ?? '')).toMatchObject({ destination: '(erased)', summary: '(erased)' });
    expect(rows.get(one?.ledgerId ?? '')?.bodyHash).toMatch(/^[0-9a-f]{64}$/);
    expect(await door.ledger.body(one?.ledgerId ?? '')).toBe('');
    expect(rows.get(other?.ledgerId ?? '')).toMatchObject({ destination: 'ann@example.com' });
  });

  test('leaves no ledger row when the transaction around it fails', async () => {
    const { db, door } = await aHouse(dialect);
    const failing = db.transaction(async (tx) => {
      await door.deliver(tx, aDelivery());
      throw new Error('power cut');
    });
    await expect(failing).rejects.toThrow('power cut');
    expect(await door.ledger.list()).toEqual([]);
  });

  test('reads a document from outside, follows its redirect, and stops when everything is stopped', async () => {
    const { door, flags } = await aHouse(dialect);
    const server = createServer((request, response) => {
      if (request.url === '/old') response.writeHead(302, { location: '/feed' }).end();
      else if (request.url === '/feed')
        response.writeHead(200, { 'content-type': 'application/rss+xml' }).end('<rss/>');
      else response.writeHead(500).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    const base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    try {
      expect(await door.read(`${base}/old`)).toMatchObject({
        text: '<rss/>',
        contentType: 'application/rss+xml',
        url: `${base}/feed`,
      });
      await expect(door.read(`${base}/broken`)).rejects.toMatchObject({ code: 'read-status' });
      await flags.set({ killed: true, by: 'Ada', reason: 'stop' });
      await expect(door.read(`${base}/feed`)).rejects.toMatchObject({ code: 'door-killed' });
    } finally {
      await new Promise((done) => server.close(done));
    }
  });

  test('does not read addresses of this machine, nor anything that is no web address', async () => {
    const { db, clock, flags } = await aHouse(dialect);
    const door = createEgressDoor({ db, clock, flags });
    await expect(door.read('http://127.0.0.1:1/')).rejects.toMatchObject({ code: 'read-private' });
    await expect(door.read('http://[::1]:1/')).rejects.toMatchObject({ code: 'read-private' });
    await expect(door.read('file:///etc/hosts')).rejects.toMatchObject({ code: 'read-address' });
  });

  test('keeps demonstration data inside', async () => {
    const { db, door } = await aHouse(dialect, true);
    expect(await db.transaction((tx) => door.deliver(tx, aDelivery({ mode: 'LIVE' })))).toMatchObject({
      outcome: 'PROOFED',
    });
    await expect(door.read('https://example.com/feed')).rejects.toMatchObject({ code: 'door-demo' });
  });
});

describeEachDialect('the outbox', (dialect) => {
  test('tells each consumer each event once, in order, and holds back only the subject that fails', async () => {
    const { db, clock } = await aHouse(dialect);
    const outbox = createOutbox({ db, clock });
    for (const [subject, n] of [
      ['a', 1],
      ['b', 2],
      ['a', 3],
    ] as const) {
      await db.transaction((tx) => outbox.publish(tx, { topic: 'cam-lead-replied', subject, payload: { n } }));
    }
    const heard: unknown[] = [];
    let isDown = true;
    const consumer = {
      name: 'task-opener',
      topics: ['cam-lead-replied'],
      handle: async ({ subject, payload }: { subject: string; payload: Readonly<Record<string, unknown>> }) => {
        if (subject === 'a' && isDown) throw new Error('down');
        heard.push(payload['n']);
      },
    };
    expect(await outbox.deliver([consumer])).toMatchObject({ delivered: 1, failures: [{ consumer: 'task-opener' }] });
    isDown = false;
    expect(await outbox.deliver([consumer])).toEqual({ delivered: 2, failures: [] });
    expect(await outbox.deliver([consumer])).toEqual({ delivered: 0, failures: [] });
    expect(heard).toEqual([2, 1, 3]);
  });

  test('tells nothing of a change that was rolled back', async () => {
    const { db, clock } = await aHouse(dialect);
    const outbox = createOutbox({ db, clock });
    const failing = db.transaction(async (tx) => {
      await outbox.publish(tx, { topic: 'cam-lead-won', subject: 'a', payload: {} });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const heard: string[] = [];
    await outbox.deliver([
      { name: 'x', topics: ['cam-lead-won'], handle: async ({ subject }) => void heard.push(subject) },
    ]);
    expect(heard).toEqual([]);
  });
});

describeEachDialect('the dispatcher', (dialect) => {
  const job = { topic: 'run-campaign', key: 'campaign-1', payload: { campaignId: 'c1' } };

  test('takes the same work once, and gives it to one worker at a time', async () => {
    const { db, clock } = await aHouse(dialect);
    const dispatcher = createDispatcher({ db, clock });
    const add = () => db.transaction((tx) => dispatcher.enqueue(tx, { ...job, runAt: clock.now() }));
    expect([await add(), await add()]).toEqual([true, false]);
    const claim = (worker: string) => dispatcher.claim({ topic: job.topic, worker, limit: 5 });
    const both = await Promise.all([claim('one'), claim('two')]);
    expect(both.map((list) => list.length).sort()).toEqual([0, 1]);
  });

  test('gives work to the next worker when the lease runs out, and refuses the late one', async () => {
    const { db, clock } = await aHouse(dialect);
    const dispatcher = createDispatcher({ db, clock });
    await db.transaction((tx) => dispatcher.enqueue(tx, { ...job, runAt: clock.now() }));
    const first = only(await dispatcher.claim({ topic: job.topic, worker: 'one', limit: 1 }));
    clock.advance(20_000);
    expect(await dispatcher.renew(first)).toBe(true);
    clock.advance(20_000);
    expect(await dispatcher.claim({ topic: job.topic, worker: 'two', limit: 1 })).toEqual([]);
    clock.advance(20_000);
    const second = only(await dispatcher.claim({ topic: job.topic, worker: 'two', limit: 1 }));
    expect(second).toMatchObject({ attempts: 2, payload: job.payload });
    expect(await dispatcher.settle(first, { outcome: 'done' })).toBe(false);
    expect(await dispatcher.settle(second, { outcome: 'done' })).toBe(true);
  });

  test('waits for the time of a retry', async () => {
    const { db, clock } = await aHouse(dialect);
    const dispatcher = createDispatcher({ db, clock });
    await db.transaction((tx) => dispatcher.enqueue(tx, { ...job, runAt: clock.now() }));
    const claim = () => dispatcher.claim({ topic: job.topic, worker: 'one', limit: 1 });
    const first = only(await claim());
    await dispatcher.settle(first, { outcome: 'retry', runAt: plusMs(clock.now(), 5000), error: 'busy' });
    expect(await claim()).toEqual([]);
    clock.advance(5000);
    expect(await claim()).toHaveLength(1);
  });
});

describeEachDialect('the checks of core-effects', (dialect) => {
  test('fail while somebody holds everything, and say who and why', async () => {
    const { db, flags, clock } = await aHouse(dialect);
    const held = only(effectSentinels({ db, flags }).filter((each) => each.id === 'core-effects-flags'));
    const context = { clock, signal: new AbortController().signal };
    expect(await held.run(context)).toMatchObject({ verdict: 'pass' });
    await flags.set({ paused: true, by: 'Ada', reason: 'press incident' });
    expect(await held.run(context)).toMatchObject({
      verdict: 'fail',
      summary: 'On hold by Ada: press incident.',
      remedy: { text: expect.any(String) },
    });
  });
});
