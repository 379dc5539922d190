import { afterEach, expect, test } from '@jest/globals';
import { coreEffectsMigrations, createControlFlags, createEgressDoor } from '@aicmo/core-effects';
import { smtpReply, startRudeServer, startSmtpServer, type SmtpServerBehaviour } from '@aicmo/core-effects/testing';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { minuteMs, newId } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { aMailboxRow, anEmptyVault } from '../../testing/a-mailbox.ts';
import { anInboundRow } from '../../testing/an-inbound-row.ts';
import { createCam } from '../cam.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { InboundRow } from '../db/inbound-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { markAnswersUncertain } from './lost-answers.ts';
import { takeOverWaiting } from './take-over-waiting.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

/** A house that may send, a mailbox whose server is real, and a message of Maja that waits. */
async function aHouse(
  dialect: TestDialect,
  given: { readonly port?: number; readonly smtp?: SmtpServerBehaviour } = {},
) {
  const clock = fakeClock('2026-03-02T10:00:00.000Z');
  const db = await dialect.open([coreEffectsMigrations, camMigrations]);
  const handle = db.handle<CamTables>('cam');
  const flags = createControlFlags({ db, clock });
  await flags.set({ proofMode: false, by: 'Ada', reason: 'go live' });
  const door = createEgressDoor({ db, clock, flags });
  const server = await startSmtpServer(given.smtp);
  open.push(server);
  const cam = createCam({ db, clock, mail: { door, vault: anEmptyVault } });
  const client = await cam.clients.create({ name: 'Nordlicht', postalAddress: 'A 1' }, 'Olga');
  const file = new TextEncoder().encode('Email,First name,Last name\nmaja@kurier-nord.example,Maja,Lindqvist\n');
  const input = { clientId: client.id, campaignId: null, fileName: 'l.csv', bytes: file };
  await cam.imports.finished((await cam.imports.begin(input, 'Olga')).id);
  const leadId = (await cam.leads.list()).leads[0]?.id ?? '';
  const mailbox = aMailboxRow(given.port ?? server.port, { clientId: client.id });
  const land = (over: Partial<InboundRow> & Pick<InboundRow, 'id'>) =>
    db.transaction(async (tx) => {
      const row = anInboundRow({ clientId: client.id, leadId, ...over });
      await takeOverWaiting(handle, tx, row, clock.now());
      await handle.in(tx).insertInto('camInbound').values(row).execute();
    });
  await db.transaction(async (tx) => void (await handle.in(tx).insertInto('camMailbox').values(mailbox).execute()));
  await land({ id: 'one' });
  const write = async (text: string, id = 'one') => {
    const draft = (await cam.inbox.thread(id)).draft;
    return (await cam.inbox.saveDraft(id, text, draft?.version ?? null, 'Olga'))?.version ?? 0;
  };
  const answersOf = async (id = 'one') =>
    (await cam.inbox.thread(id)).entries.flatMap((entry) => (entry.is === 'answer' ? [entry] : []));
  return { clock, db, handle, flags, door, server, cam, leadId, mailbox, land, write, answersOf };
}

describeEachDialect('an answer of a person', (dialect) => {
  test('leaves once over the mailbox that was written to, in the thread, and ends the waiting', async () => {
    const { cam, server, write, answersOf, leadId, door } = await aHouse(dialect);
    const version = await write('Dear Maja,\n\nThursday at ten?');
    const [first, second] = await Promise.allSettled([
      cam.inbox.send('one', version, 'Olga'),
      cam.inbox.send('one', version, 'Ben'),
    ]);
    const sent = [first, second].filter(({ status }) => status === 'fulfilled');
    expect(sent).toMatchObject([{ value: { state: 'SENT' } }]);
    expect(server.messages).toMatchObject([{ from: 'anna@nordlicht.example', to: ['maja@kurier-nord.example'] }]);
    const raw = server.messages[0]?.raw ?? '';
    expect(raw).toMatch(/Subject: Re: Ten vans\r\n/);
    expect(raw).toContain('From: Anna Berg <anna@nordlicht.example>');
    expect(raw).toContain('To: Maja Lindqvist <maja@kurier-nord.example>');
    expect(raw).toContain('In-Reply-To: <one@kurier-nord.example>');
    expect(raw).toMatch(/References: <first@nordlicht.example>\s+<one@kurier-nord.example>/);
    expect(raw).toContain('Thursday at ten?\r\n\r\n-- \r\nAnna');
    expect(raw).not.toMatch(/List-Unsubscribe/i);
    expect((await cam.inbox.list()).items).toEqual([]);
    expect((await cam.inbox.list({ view: 'DONE' })).items).toMatchObject([{ id: 'one', outcome: 'ANSWERED' }]);
    const [answer] = await answersOf();
    expect(answer).toMatchObject({ state: 'SENT', text: 'Dear Maja,\n\nThursday at ten?' });
    expect((await cam.inbox.thread('one')).draft).toBeNull();
    expect((await cam.stories.read(leadId)).story.lines.map(({ what }) => what)).toContain('Answered: Re: Ten vans');
    expect(await door.ledger.tries(answer?.id ?? '')).toMatchObject([{ outcome: 'SENT' }]);
    expect(server.messages).toHaveLength(1);
  });

  test('is held by the house, by consent and by the list, and is kept as a proof in proof mode: no server hears of it', async () => {
    const { cam, server, write, answersOf, flags, leadId, mailbox, handle, db } = await aHouse(dialect);
    const version = await write('Gladly.');
    await flags.set({ paused: true, by: 'Ada', reason: 'storm' });
    expect(await cam.inbox.send('one', version, 'Olga')).toMatchObject({ state: null, reasons: [expect.any(String)] });
    await flags.set({ paused: false, proofMode: true, by: 'Ada', reason: 'careful' });
    expect(await cam.inbox.send('one', version, 'Olga')).toEqual({ state: 'PROOFED', reasons: [] });
    expect((await answersOf()).map(({ state }) => state)).toEqual(['PROOFED']);
    expect((await cam.inbox.list()).items).toMatchObject([{ id: 'one', draft: 'FRESH' }]); // nothing left: it still waits
    await flags.set({ proofMode: false, by: 'Ada', reason: 'live' });
    const offer = await cam.leadActs.neverContact(leadId, 'Said so on the phone', 'Olga');
    const refused = await cam.inbox.send('one', version, 'Olga');
    expect(refused.state).toBeNull();
    expect(refused.reasons[0]).toBe('Maja Lindqvist must not be contacted.');
    expect(refused.reasons[1]).toMatch(/is on the list of those never contacted/);
    await cam.undo.undo(offer.id, 'Olga');
    const pause = { status: 'PAUSED', statusReason: 'the password changed' };
    await db.transaction(async (tx) => {
      await handle.in(tx).updateTable('camMailbox').set(pause).where('id', '=', mailbox.id).execute();
    });
    const why = 'The mailbox anna@nordlicht.example is paused: the password changed.';
    expect((await cam.inbox.thread('one')).answer).toMatchObject({ refusals: [], lastInch: [{ text: why }] });
    expect(await cam.inbox.send('one', version, 'Olga')).toEqual({ state: null, reasons: [why] });
    await flags.set({ proofMode: true, by: 'Ada', reason: 'careful' });
    expect(await cam.inbox.send('one', version, 'Olga')).toMatchObject({ state: 'PROOFED' });
    await cam.inbox.correct('one', 'BOUNCE', 'Olga');
    expect((await cam.inbox.thread('one')).answer.refusals).toMatchObject([{ code: 'answer-machine' }]);
    expect(server.connections).toBe(0);
  });

  test('counts into what a mailbox and a recipient’s server may get, but not against spacing out cold mail', async () => {
    const { cam, write, handle, db, clock, mailbox, leadId } = await aHouse(dialect);
    const cell = (index: number, recipient: string) => ({
      ...{
        id: newId(clock),
        clientId: mailbox.clientId,
        inboundId: `x${index}`,
        leadId,
        mailboxId: mailbox.id,
        recipient,
      },
      ...{ recipientKey: recipient, recipientName: '', subject: '', text: '', messageId: `${index}@x`, thread: '[]' },
      ...{ state: 'SENT', reasons: '[]', evidence: '[]', tries: 1, nextTryAt: null, ledgerId: null, writtenBy: 'Olga' },
      ...{ createdAt: clock.now(), settledAt: clock.now(), updatedAt: clock.now() },
    });
    const add = (count: number, recipient: string) =>
      db.transaction(async (tx) => {
        const rows = Array.from({ length: count }, (_, index) => cell(index, recipient));
        await handle.in(tx).insertInto('camInboxAnswer').values(rows).execute();
      });
    const version = await write('Gladly.');
    const codes = async () => (await cam.inbox.thread('one')).answer.refusals.map(({ code }) => code);
    await add(4, 'a@kurier-nord.example');
    expect(await codes()).toEqual([]);
    await add(1, 'b@kurier-nord.example');
    expect(await codes()).toEqual(['cap-recipient-domain']);
    expect(await cam.inbox.send('one', version, 'Olga')).toMatchObject({ state: null });
    clock.advance(61 * minuteMs);
    expect(await codes()).toEqual([]);
    await add(195, 'c@elsewhere.example');
    expect(await codes()).toEqual(['cap-mailbox']);
  });

  test('that the server refuses for now is tried again by itself; a newer message meanwhile makes it a draft', async () => {
    let busy = true;
    const { cam, server, write, answersOf, clock, land } = await aHouse(dialect, {
      smtp: {
        onRecipient: () => {
          if (busy) throw smtpReply(450, '4.2.1 Mailbox busy');
        },
      },
    });
    expect(await cam.inbox.send('one', await write('Gladly.'), 'Olga')).toMatchObject({
      ...{ state: 'RETRY_SCHEDULED', reasons: [expect.stringContaining('Mailbox busy')] },
    });
    const again = await write('Twice?');
    await expect(cam.inbox.send('one', again, 'Olga')).rejects.toMatchObject({ code: 'answer-pending' });
    await cam.inbox.saveDraft('one', '', again, 'Olga');
    expect(await cam.inbox.deliverDue()).toBe(0);
    busy = false;
    clock.advance(2 * minuteMs);
    expect(await cam.inbox.deliverDue()).toBe(1);
    expect((await answersOf()).map(({ state }) => state)).toEqual(['SENT']);
    expect(server.messages).toHaveLength(1);

    await land({ id: 'two', receivedAt: clock.now() });
    busy = true;
    expect(await cam.inbox.send('two', await write('See you.', 'two'), 'Olga')).toMatchObject({
      state: 'RETRY_SCHEDULED',
    });
    clock.advance(minuteMs);
    await land({ id: 'three', receivedAt: clock.now(), text: 'Friday, not Thursday!' });
    busy = false;
    clock.advance(minuteMs);
    await cam.inbox.deliverDue();
    expect((await answersOf('three')).map(({ state }) => state)).toEqual(['SENT', 'CANCELLED']);
    const thread = await cam.inbox.thread('three');
    expect(thread.draft).toMatchObject({ inboundId: 'two', text: 'See you.' });
    expect(thread.item.draft).toBe('STALE');
    expect(server.messages).toHaveLength(1);
  });

  test('is held back right before it is said when the person wrote again, or opted out, since it was reserved', async () => {
    let meanwhile: () => Promise<unknown> = async () => undefined;
    const { cam, server, write, answersOf, clock, land, leadId } = await aHouse(dialect, {
      smtp: { onRecipient: () => meanwhile().then(() => undefined) },
    });
    const version = await write('Gladly.');
    meanwhile = () => land({ id: 'two', receivedAt: clock.now(), text: 'Forget it.' });
    expect(await cam.inbox.send('one', version, 'Olga')).toMatchObject({ state: 'RETRY_SCHEDULED' });
    meanwhile = async () => undefined;
    clock.advance(2 * minuteMs);
    await cam.inbox.deliverDue();
    expect((await answersOf('two')).map(({ state }) => state)).toEqual(['CANCELLED']);
    meanwhile = () => cam.leadActs.neverContact(leadId, 'Said so on the phone', 'Olga');
    await cam.inbox.takeOverDraft('two', 'Olga');
    const draft = (await cam.inbox.thread('two')).draft;
    expect(await cam.inbox.send('two', draft?.version ?? 0, 'Olga')).toMatchObject({ state: 'RETRY_SCHEDULED' });
    meanwhile = async () => undefined;
    clock.advance(2 * minuteMs);
    await cam.inbox.deliverDue();
    expect((await answersOf('two')).at(-1)).toMatchObject({
      ...{ state: 'CANCELLED', reasons: expect.arrayContaining(['Maja Lindqvist must not be contacted.']) },
    });
    expect((await cam.inbox.thread('two')).draft).toMatchObject({ text: 'Gladly.' });
    expect(server.messages).toEqual([]);
  });

  test('whose mailbox was removed before its next try is a draft again, and holds up no other answer', async () => {
    let busy = true;
    const onRecipient = () => {
      if (busy) throw smtpReply(450, '4.2.1 Mailbox busy');
    };
    const { cam, db, handle, server, write, answersOf, clock, land, mailbox } = await aHouse(dialect, {
      smtp: { onRecipient },
    });
    const spare = aMailboxRow(server.port, {
      id: newId(clock),
      clientId: mailbox.clientId,
      address: 'ben@nordlicht.example',
      addressKey: 'ben@nordlicht.example',
    });
    await db.transaction(async (tx) => void (await handle.in(tx).insertInto('camMailbox').values(spare).execute()));
    await cam.inbox.send('one', await write('Gladly.'), 'Olga');
    await land({
      id: 'two',
      leadId: null,
      mailboxId: spare.id,
      fromAddress: 'ida@werft.example',
      fromKey: 'ida@werft.example',
    });
    expect(await cam.inbox.send('two', await write('See you.', 'two'), 'Olga')).toMatchObject({
      state: 'RETRY_SCHEDULED',
    });
    await cam.mailboxes.archive(mailbox.id, mailbox.version, 'Olga');
    busy = false;
    clock.advance(2 * minuteMs);
    expect(await cam.inbox.deliverDue()).toBe(2);
    expect(await answersOf('two')).toMatchObject([{ state: 'SENT' }]);
    expect(await answersOf()).toMatchObject([{ state: 'CANCELLED' }]);
    expect((await cam.inbox.thread('one')).draft).toMatchObject({ text: 'Gladly.' });
  });

  test('that was refused for good is a draft again, with what the server said', async () => {
    const { cam, write, answersOf } = await aHouse(dialect, {
      smtp: {
        onMessage: () => {
          throw smtpReply(554, '5.7.1 Looks like spam');
        },
      },
    });
    expect(await cam.inbox.send('one', await write('Gladly.'), 'Olga')).toMatchObject({ state: 'FAILED' });
    expect(await answersOf()).toMatchObject([
      { state: 'FAILED', reasons: [expect.stringContaining('Looks like spam')] },
    ]);
    expect((await cam.inbox.list()).items).toMatchObject([{ id: 'one', draft: 'FRESH' }]);
  });

  test('whose conversation broke off after it was said is uncertain until a person decides, and is never sent again', async () => {
    const rude = await startRudeServer({ end: 'close' });
    open.push(rude);
    const { cam, write, answersOf } = await aHouse(dialect, { port: rude.port });
    expect(await cam.inbox.send('one', await write('Gladly.'), 'Olga')).toMatchObject({ state: 'UNCERTAIN' });
    const second = await write('Again?');
    await expect(cam.inbox.send('one', second, 'Olga')).rejects.toMatchObject({ code: 'answer-pending' });
    const [answer] = await answersOf();
    expect(await cam.inbox.uncertainAnswers()).toMatchObject([{ inboundId: 'one', name: 'Maja Lindqvist' }]);
    expect(await cam.inbox.searchSent(answer?.id ?? '')).toMatchObject({
      ...{ found: 'unknown', sentence: expect.stringContaining('Reading is switched off') },
    });
    await expect(cam.inbox.resolveAnswer(answer?.id ?? '', 'SENT', ' ', 'Olga')).rejects.toMatchObject({
      code: 'answer-reason',
    });
    await cam.inbox.resolveAnswer(answer?.id ?? '', 'SENT', 'It lies in the Sent folder', 'Olga');
    expect(await answersOf()).toMatchObject([{ state: 'SENT', reasons: ['Olga decided: It lies in the Sent folder'] }]);
    expect((await cam.inbox.list()).items).toEqual([]);
    await expect(cam.inbox.resolveAnswer(answer?.id ?? '', 'FAILED', 'no', 'Ben')).rejects.toMatchObject({
      code: 'answer-decided',
    });
  });

  test('whose program ended while it was leaving is uncertain, and nobody else’s message is touched', async () => {
    const { cam, db, handle, clock, write, answersOf } = await aHouse(dialect);
    await cam.inbox.send('one', await write('Gladly.'), 'Olga');
    const [answer] = await answersOf();
    const id = answer?.id ?? '';
    await db.transaction(async (tx) => {
      await handle.in(tx).updateTable('camInboxAnswer').set({ state: 'SENDING' }).where('id', '=', id).execute();
    });
    const lost = await db.transaction((tx) => markAnswersUncertain(handle, tx, [id, 'an attempt'], clock.now()));
    expect(lost).toEqual([id]);
    expect((await answersOf()).map(({ state }) => state)).toEqual(['UNCERTAIN']);
  });
});
