import { afterEach, expect, test } from '@jest/globals';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { startImapServer, startRudeServer, startSmtpServer } from '@aicmo/core-effects/testing';
import { dayMs } from '@aicmo/core-kernel';
import { aLiveHouse } from '../../testing/a-live-house.ts';
import { sendingMailboxesSentinel } from '../sentinels/sending-mailboxes.sentinel.ts';
import { uncertainMessagesSentinel } from '../sentinels/uncertain-messages.sentinel.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

/** A message was on its way when the line broke: it may or may not have left. */
async function anUncertainHouse(dialect: TestDialect, options: { readonly isRead?: boolean } = {}) {
  const rude = await startRudeServer({ end: 'close' });
  const imap = await startImapServer();
  open.push(rude, imap);
  const reading = { host: imap.host, port: imap.port, security: 'none', user: imap.login.user };
  const house = await aLiveHouse(dialect, {
    smtpPort: rude.port,
    mailbox: {
      smtp: JSON.stringify({ host: rude.host, port: rude.port, security: 'none', user: '' }),
      ...(options.isRead === false ? {} : { imap: JSON.stringify(reading), imapSecret: imap.login.password }),
    },
  });
  await house.run();
  const [uncertain] = await house.cam.sending.uncertain(null);
  if (!uncertain) throw new Error('expected an uncertain message');
  return { ...house, imap, uncertain, id: uncertain.message.id };
}

describeEachDialect('a message that may or may not have left', (dialect) => {
  test('is listed with its mailbox, its moment and every word that was said, and found in the folder of sent mail', async () => {
    const { cam, client, imap, uncertain, id } = await anUncertainHouse(dialect);
    expect(uncertain).toMatchObject({
      ...{ mailbox: 'anna@nordlicht.example', since: '2026-03-02T09:00:00.000Z' },
      ...{ messageId: `${id}@nordlicht.example`, message: { state: 'UNCERTAIN', recipient: 'p1@firm1.example' } },
    });
    expect(await cam.sending.uncertain('another client')).toEqual([]);
    expect(await cam.sending.uncertain(client.id)).toHaveLength(1);
    const [only, ...more] = await cam.sending.tries(id);
    expect(more).toEqual([]);
    expect(only).toMatchObject({ outcome: 'UNCERTAIN', reasons: [expect.stringContaining('Nobody knows')] });
    expect(only?.conversation).toContain('C: DATA');
    expect(await cam.sending.find(id)).toMatchObject({
      found: 'no',
      sentence: expect.stringContaining('proves nothing'),
    });
    imap.deliver('Sent', `Message-ID: <${id}@nordlicht.example>\r\nSubject: Ten vans\r\n\r\nHello\r\n`);
    expect(await cam.sending.find(id)).toEqual({
      ...{ found: 'yes', folder: 'Sent', sentence: 'It was found in “Sent”: it left.' },
    });
  });

  test('that left by a person’s word counts as sent: the lead was contacted and the sequence goes on', async () => {
    const { cam, id, leads, run, clock, messages, door, story } = await anUncertainHouse(dialect);
    await expect(cam.sending.resolve(id, { outcome: 'SENT', reason: ' ' }, 'Ada')).rejects.toMatchObject({
      ...{ kind: 'invalid', code: 'message-reason', details: { field: 'reason' } },
    });
    const decision = { outcome: 'SENT', reason: 'It is in the folder of sent mail.' } as const;
    expect(await cam.sending.resolve(id, decision, 'Ada')).toMatchObject({ state: 'SENT', reasons: [] });
    expect(await leads()).toMatchObject([{ state: 'CONTACTED' }]);
    expect(await door.ledger.counts()).toEqual({ SENT: 1 });
    expect((await door.ledger.verify()).ok).toBe(true);
    expect(await story()).toEqual(expect.arrayContaining([expect.stringMatching(/^Message 1 was sent after all: /)]));
    await expect(cam.sending.resolve(id, decision, 'Ben')).rejects.toMatchObject({
      ...{ kind: 'conflict', code: 'message-not-uncertain' },
    });
    for (const _day of ['its day', 'its hour']) clock.set((await run()).nextDueAt ?? '');
    await run();
    expect((await messages()).map(({ step, state }) => `${step} ${state}`).sort()).toEqual(['1 SENT', '2 UNCERTAIN']);
  });

  test('that did not leave stays unsent for good, and the next one waits for a person', async () => {
    const { cam, id, leads, run, messages, door } = await anUncertainHouse(dialect);
    const decision = { outcome: 'FAILED', reason: 'The recipient has not got it.' } as const;
    expect(await cam.sending.resolve(id, decision, 'Ada')).toMatchObject({ state: 'FAILED' });
    await run();
    const all = await messages();
    expect(all.map(({ step, state }) => `${step} ${state}`).sort()).toEqual(['1 FAILED', '2 BLOCKED']);
    expect(all.find(({ state }) => state === 'BLOCKED')?.reasons[0]?.code).toBe('step-order');
    expect(await leads()).toMatchObject([{ state: 'QUALIFIED' }]);
    expect(await door.ledger.counts()).toEqual({ FAILED: 1 });
  });

  test('cannot be looked for where nothing is read, and everything stopped is told as such', async () => {
    const unread = await anUncertainHouse(dialect, { isRead: false });
    expect(await unread.cam.sending.find(unread.id)).toMatchObject({
      ...{ found: 'unknown', sentence: expect.stringContaining('Reading is switched off') },
    });
    await expect(unread.cam.sending.find('unknown')).rejects.toMatchObject({ code: 'message-unknown' });
    const read = await anUncertainHouse(dialect);
    await read.flags.set({ killed: true, by: 'Ada', reason: 'stop' });
    expect(await read.cam.sending.find(read.id)).toMatchObject({
      ...{ found: 'unknown', sentence: expect.stringContaining('Everything is stopped') },
    });
  });

  test('that nobody decides for a day is told by a check, until somebody does', async () => {
    const { cam, id, db, clock } = await anUncertainHouse(dialect);
    const check = () => uncertainMessagesSentinel(db).run({ clock, signal: new AbortController().signal });
    expect(await check()).toMatchObject({ verdict: 'pass', summary: '1 is uncertain, none for a day yet.' });
    clock.advance(dayMs + 1);
    expect(await check()).toMatchObject({ verdict: 'fail', reason: 'cam-uncertain-old', evidence: { uncertain: 1 } });
    await cam.sending.resolve(id, { outcome: 'SENT', reason: 'I asked.' }, 'Ada');
    expect(await check()).toMatchObject({ verdict: 'pass' });
  });
});

describeEachDialect('a mailbox that its server does not let in', (dialect) => {
  test('is named by a check and to a person, with what the server said, while a message waits for it', async () => {
    const server = await startSmtpServer({ login: { user: 'anna', password: 'right' } });
    open.push(server);
    const smtp = JSON.stringify({ host: server.host, port: server.port, security: 'none', user: 'anna' });
    const house = await aLiveHouse(dialect, { smtpPort: server.port, mailbox: { smtp, smtpSecret: 'wrong' } });
    const check = () =>
      sendingMailboxesSentinel(house.db).run({ clock: house.clock, signal: new AbortController().signal });
    expect(await check()).toMatchObject({ verdict: 'pass' });
    await house.run();
    expect(await check()).toMatchObject({
      ...{ verdict: 'fail', reason: 'cam-mailbox-refused', evidence: { mailboxes: 1 } },
      summary: expect.stringMatching(/^Messages wait for anna@nordlicht\.example, which is paused: .*535|5\.7\.8/),
    });
    expect(await house.cam.sending.stoppedMailboxes()).toMatchObject([{ address: 'anna@nordlicht.example' }]);
  });
});
