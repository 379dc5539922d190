import { afterEach, expect, test } from '@jest/globals';
import { coreEffectsMigrations, createControlFlags, createEgressDoor } from '@aicmo/core-effects';
import { smtpReply, startRudeServer, startSmtpServer, type SmtpServerBehaviour } from '@aicmo/core-effects/testing';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { aMailboxRow, anEmptyVault } from '../../testing/a-mailbox.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { createMailboxStore } from '../mailboxes/mailbox-store.ts';
import { openMailSender, type SingleMessage, type SingleMessageRows, type SingleResult } from './mail-sender.ts';
import { messageIdOf } from './outgoing-mail.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

async function aHouse(
  dialect: TestDialect,
  given: { readonly port?: number; readonly smtp?: SmtpServerBehaviour } = {},
) {
  const clock = fakeClock();
  const db = await dialect.open([coreEffectsMigrations, camMigrations]);
  const handle = db.handle<CamTables>('cam');
  const flags = createControlFlags({ db, clock });
  await flags.set({ proofMode: false, by: 'Ada', reason: 'go live' });
  const door = createEgressDoor({ db, clock, flags });
  const server = await startSmtpServer(given.smtp);
  open.push(server);
  const mailbox = aMailboxRow(given.port ?? server.port);
  await db.transaction((tx) => createMailboxStore(handle).insert(tx, mailbox));
  const sender = openMailSender({ db, handle, clock, door, vault: anEmptyVault });
  const told: string[] = [];
  const rows: SingleMessageRows = {
    allow: async () => [],
    reserved: async () => void told.push('RESERVED'),
    settled: async (_tx, { outcome }) => void told.push(outcome),
  };
  const message: SingleMessage = {
    ...{ kind: 'mail', mailboxId: mailbox.id, to: { name: 'Maja Lindqvist', address: 'maja@kurier-nord.example' } },
    ...{ subject: 'Re: Ten vans', text: 'Thursday it is.\n', html: null, headers: {}, summary: 'An answer to Maja' },
    ...{ messageId: messageIdOf('answer-1', mailbox.address), subjectRef: 'reply/answer-1' },
    references: ['first@kurier-nord.example'],
  };
  const send = (over: Partial<SingleMessageRows> = {}): Promise<SingleResult> =>
    sender.send(message, { ...rows, ...over });
  return { clock, db, handle, flags, door, server, mailbox, send, told };
}

describeEachDialect('a message outside of any run', (dialect) => {
  test('is reserved, leaves, and is settled, in the thread that it answers; a second one of the same is refused', async () => {
    const { server, send, told, door } = await aHouse(dialect);
    expect(await send()).toMatchObject({ outcome: 'SENT', why: expect.stringMatching(/^The server took it: “250/) });
    expect(told).toEqual(['RESERVED', 'SENT']);
    expect(server.messages).toMatchObject([{ from: 'anna@nordlicht.example', to: ['maja@kurier-nord.example'] }]);
    const raw = server.messages[0]?.raw ?? '';
    expect(raw).toContain('Message-ID: <answer-1@nordlicht.example>');
    expect(raw).toContain('In-Reply-To: <first@kurier-nord.example>');
    expect(raw).toContain('Date: Mon, 02 Mar 2026 10:00:00 +0000');
    expect(await send()).toMatchObject({ outcome: 'REFUSED', refusals: [{ code: 'door-twice' }] });
    expect(await door.ledger.tries('reply/answer-1')).toMatchObject([{ outcome: 'SENT' }]);
    expect(server.messages).toHaveLength(1);
  });

  test('is stopped by its own gate, by a hold, and is made as a proof in proof mode: no server hears of it', async () => {
    const { server, send, told, flags } = await aHouse(dialect);
    const no = { code: 'do-not-contact', text: 'Maja must not be contacted.', liftedBy: 'person' } as const;
    expect(await send({ allow: async () => [no] })).toEqual({ outcome: 'REFUSED', refusals: [no] });
    await flags.set({ paused: true, by: 'Ada', reason: 'storm' });
    expect(await send()).toMatchObject({ outcome: 'REFUSED', refusals: [{ code: 'house-paused' }] });
    await flags.set({ paused: false, proofMode: true, by: 'Ada', reason: 'careful' });
    expect(await send()).toMatchObject({ outcome: 'PROOFED' });
    expect(told).toEqual(['PROOFED']);
    expect(server.connections).toBe(0);
  });

  test('that the server refuses for now has failed, may be tried again, and then leaves once', async () => {
    let busy = true;
    const { server, send, told } = await aHouse(dialect, {
      smtp: {
        onRecipient: () => {
          if (busy) throw smtpReply(450, '4.2.1 Mailbox busy');
        },
      },
    });
    expect(await send()).toMatchObject({ outcome: 'FAILED', isTemporary: true });
    busy = false;
    expect(await send()).toMatchObject({ outcome: 'SENT' });
    expect(told).toEqual(['RESERVED', 'FAILED', 'RESERVED', 'SENT']);
    expect(server.messages).toHaveLength(1);
  });

  test('whose conversation breaks off after it was said is uncertain, and is never sent again by itself', async () => {
    const rude = await startRudeServer({ end: 'close' });
    open.push(rude);
    const { send, told } = await aHouse(dialect, { port: rude.port });
    expect(await send()).toMatchObject({ outcome: 'UNCERTAIN' });
    expect(await send()).toMatchObject({ outcome: 'REFUSED', refusals: [{ code: 'door-twice' }] });
    expect(told).toEqual(['RESERVED', 'UNCERTAIN']);
  });

  test('that a mailbox may not send takes the mailbox out of use, with what the server said', async () => {
    const { handle, db, send } = await aHouse(dialect, { smtp: { login: { user: 'anna', password: 'secret-71bc' } } });
    expect(await send()).toMatchObject({ outcome: 'FAILED', isTemporary: true });
    const [mailbox] = await createMailboxStore(handle).list(null);
    expect(mailbox).toMatchObject({ status: 'PAUSED', version: 2, statusReason: expect.stringMatching(/530|5\.7/) });
    expect(await db.handle<CamTables>('cam').in().selectFrom('camRecord').select('what').execute()).toMatchObject([
      { what: 'The mailbox anna@nordlicht.example was paused: its server does not let it send' },
    ]);
  });
});
