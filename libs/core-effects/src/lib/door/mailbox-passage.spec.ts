import { afterEach, expect, test } from '@jest/globals';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { coreEffectsMigrations, createControlFlags, createEgressDoor } from '@aicmo/core-effects';
import { startImapServer } from '@aicmo/core-effects/testing';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

async function aHouse(dialect: TestDialect, demo = false) {
  const clock = fakeClock();
  const db = await dialect.open([coreEffectsMigrations]);
  const flags = createControlFlags({ db, clock, demo });
  const server = await startImapServer();
  open.push(server);
  const settings = { host: server.host, port: server.port, security: 'none', login: server.login } as const;
  return { db, flags, settings, door: createEgressDoor({ db, clock, flags, demo }) };
}

describeEachDialect('a mailbox behind the door', (dialect) => {
  test('is read on hold, and no more once everything is stopped', async () => {
    const { door, flags, settings } = await aHouse(dialect);
    await flags.set({ paused: true, by: 'Ada', reason: 'wait' });
    const mailbox = await door.openMailbox(settings);
    open.push(mailbox);
    expect((await mailbox.folders()).map(({ path }) => path)).toContain('INBOX');
    await flags.set({ killed: true, by: 'Ada', reason: 'stop' });
    await expect(mailbox.read('INBOX', null, 1)).rejects.toMatchObject({ code: 'door-killed' });
    await expect(door.openMailbox(settings)).rejects.toMatchObject({ code: 'door-killed' });
    expect(await door.ledger.list()).toEqual([]);
  });

  test('is not opened on demonstration data', async () => {
    const { door, settings } = await aHouse(dialect, true);
    await expect(door.openMailbox(settings)).rejects.toMatchObject({ code: 'door-demo' });
  });
});
