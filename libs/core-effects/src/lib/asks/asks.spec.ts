import { expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { coreEffectsMigrations, createControlFlags, createEgressDoor } from '@aicmo/core-effects';

async function aHouse(dialect: TestDialect, demo = false) {
  const clock = fakeClock();
  const db = await dialect.open([coreEffectsMigrations]);
  const flags = createControlFlags({ db, clock, demo });
  return { flags, door: createEgressDoor({ db, clock, flags, demo }) };
}

/** A server that counts who comes. */
async function aService() {
  let visits = 0;
  const server = createServer((_request, response) => {
    visits += 1;
    response.writeHead(302, { location: 'http://127.0.0.1:1/elsewhere' }).end('Good morning.');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const close = () => new Promise((done) => server.close(done));
  return { host, url: `http://${host}/v1`, visits: () => visits, close };
}

const ask = (host: string) => ({
  ...{ destination: host, summary: 'Ana asks small-one: a greeting', body: '{"a":1}', subjectRef: 'ask-1' },
});

describeEachDialect('a question to a model at the door', (dialect) => {
  test('leaves a row before anything leaves, with the hash of the words and without them', async () => {
    const { door } = await aHouse(dialect);
    const service = await aService();
    const left = await door.ask(ask(service.host));
    if (!left.ok) throw new Error('refused');
    expect(await door.ledger.list()).toMatchObject([
      {
        ...{ kind: 'ask', mode: 'LIVE', outcome: 'RESERVED', destination: service.host },
        bodyHash: createHash('sha256').update('{"a":1}').digest('hex'),
      },
    ]);
    expect(await (await left.passage.fetch(service.url, { method: 'POST', body: '{"a":1}' })).text()).toBe(
      'Good morning.',
    );
    await left.passage.settle('ANSWERED', []);
    await left.passage.settle('FAILED', ['too late']);
    const [row] = await door.ledger.list();
    expect(row).toMatchObject({ outcome: 'ANSWERED', reasons: [] });
    expect(await door.ledger.body(row?.id ?? '')).toBe('');
    expect(await door.ledger.externalSends()).toBe(0);
    await expect(left.passage.fetch(service.url)).rejects.toMatchObject({ code: 'door-settled' });
    await service.close();
  });

  test('goes to the host that it was asked for and nowhere else, also not by a redirect', async () => {
    const { door } = await aHouse(dialect);
    const service = await aService();
    const left = await door.ask(ask('models.example'));
    if (!left.ok) throw new Error('refused');
    await expect(left.passage.fetch(service.url)).rejects.toMatchObject({ code: 'door-other-host' });
    expect(service.visits()).toBe(0);
    await service.close();
  });

  test.each([
    ['paused', { paused: true }, 'house-paused'],
    ['killed', { killed: true }, 'house-killed'],
  ])(
    'is held while the house is %s, also between two tries, and proof mode does not hold it',
    async (_, change, code) => {
      const { door, flags } = await aHouse(dialect);
      const service = await aService();
      expect((await flags.read()).proofMode).toBe(true);
      const left = await door.ask(ask(service.host));
      if (!left.ok) throw new Error('refused');
      await left.passage.fetch(service.url);
      await flags.set({ ...change, by: 'Ada', reason: 'wait' });
      await expect(left.passage.fetch(service.url)).rejects.toMatchObject({ code: 'door-held' });
      expect(service.visits()).toBe(1);
      expect(await door.ask(ask(service.host))).toMatchObject({ ok: false, refusals: [{ code }] });
      expect(await door.ledger.counts()).toEqual({ RESERVED: 1, REFUSED: 1 });
      await service.close();
    },
  );

  test('stays inside on demonstration data', async () => {
    const { door } = await aHouse(dialect, true);
    expect(await door.ask(ask('models.example'))).toMatchObject({ ok: false, refusals: [{ code: 'door-demo' }] });
  });
});
