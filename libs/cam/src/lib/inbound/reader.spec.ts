import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { coreEffectsMigrations, createControlFlags, createEgressDoor, createVault } from '@aicmo/core-effects';
import { startImapServer } from '@aicmo/core-effects/testing';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { minuteMs, newId } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { defaultMailboxLimits } from '../../contract/mailbox.ts';
import { createCam } from '../cam.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import type { AcquisitionEvent } from '../events/acquisition-events.ts';
import { readingSentinel } from '../sentinels/reading.sentinel.ts';
import { openInbound } from './open-inbound.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

const maja = 'maja@kurier.example';

/** A mailbox on a real server, and one lead to whom one message left from it. */
async function aHouse(dialect: TestDialect) {
  const imap = await startImapServer();
  open.push(imap);
  const folder = await mkdtemp(path.join(tmpdir(), 'aicmo-inbound-'));
  open.push({ close: () => rm(folder, { recursive: true }) });
  const db = await dialect.open([coreEffectsMigrations, camMigrations]);
  const handle = db.handle<CamTables>('cam');
  const clock = fakeClock('2026-03-02T09:00:00.000Z');
  const flags = createControlFlags({ db, clock });
  const mail = { vault: createVault(path.join(folder, 'mail.key')), door: createEgressDoor({ db, clock, flags }) };
  const told: { publish: (event: AcquisitionEvent) => void } = { publish: () => undefined };
  const events = { publish: async (_tx: unknown, event: AcquisitionEvent) => told.publish(event) };
  const cam = createCam({ db, clock, events, mail });
  const { inbound } = openInbound({ db, handle, clock, events, mail, publicUrl: null, lookMs: 5 });

  const client = await cam.clients.create(
    { name: 'Nordlicht', timeZone: 'Europe/Berlin', postalAddress: 'Street 1' },
    'Olga',
  );
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring' }, 'Olga');
  const bytes = new TextEncoder().encode(`Email,First name,Last name,Company\n${maja},Maja,Brandt,Kurier\n`);
  const input = { clientId: client.id, campaignId: campaign.id, fileName: 'l.csv', bytes };
  await cam.imports.finished((await cam.imports.begin(input, 'Olga')).id);
  const server = { host: 'localhost', port: imap.port, security: 'none', user: 'anna' } as const;
  const draft = {
    ...{ address: 'anna@nordlicht.example', senderName: 'Anna Berg', replyTo: '', signature: '', postalAddress: '' },
    ...{ providerId: null, smtp: { ...server, port: 1 }, imap: server, certificate: '', limits: defaultMailboxLimits },
  };
  const mailbox = await cam.mailboxes.add(client.id, draft, { smtp: imap.login.password }, 'Olga');
  const {
    id: enrolmentId,
    leadId,
    sequenceId,
  } = await handle.in().selectFrom('camEnrolment').selectAll().executeTakeFirstOrThrow();
  const id = newId(clock);
  const now = clock.now();
  const row = {
    ...{ id, clientId: client.id, campaignId: campaign.id, leadId, enrolmentId, sequenceId, stepId: 's1', step: 1 },
    ...{
      mode: 'LIVE',
      channel: 'email',
      status: 'SENT',
      notBefore: null,
      reasons: '[]',
      recipient: maja,
      subject: 'Hello',
    },
    ...{
      body: 'Hello.',
      ledgerId: null,
      runId: null,
      fencingToken: null,
      retryCount: 0,
      plannedAt: now,
      createdAt: now,
    },
    ...{ evidence: '{"zone":"Europe/Berlin","wouldBe":[]}', updatedAt: now, mailboxId: mailbox.id, settledAt: now },
    ...{ bodyHtml: null, variantId: null, taskId: null, approvedBy: null, approvedAt: null, approvedHash: null },
    ...{ nextTryAt: null, messageId: `<${id}@nordlicht.example>` },
  };
  await db.transaction(async (tx) => void (await handle.in(tx).insertInto('camOutreachAttempt').values(row).execute()));
  clock.advance(120 * minuteMs);
  const answer = (text: string, more: readonly string[] = []) =>
    [
      ...[
        `From: Maja <${maja}>`,
        'To: anna@nordlicht.example',
        'Subject: Re: Hello',
        `In-Reply-To: <${id}@nordlicht.example>`,
      ],
      ...[`Message-ID: <${text.length}-${text.slice(0, 9).replaceAll(/\W/g, '')}@kurier.example>`, ...more, '', text],
    ].join('\r\n');
  const texts = async () => (await inbound.newest({}, 50)).map(({ text }) => text.slice(0, 40)).sort();
  const sentinel = () => readingSentinel(db).run({ clock, signal: new AbortController().signal });
  return { imap, db, handle, clock, flags, told, cam, inbound, mailbox, answer, texts, sentinel };
}

const news = 'From: <news@shop.example>\r\nSubject: Sale\r\n\r\nBuy.';

describeEachDialect('reading mailboxes', (dialect) => {
  test('goes on where it ended, over all folders in which answers lie, and nothing is lost or taken twice when it breaks in between', async () => {
    const house = await aHouse(dialect);
    const { imap, inbound, answer } = house;
    imap.deliver('INBOX', news);
    imap.deliver('INBOX', answer('I am interested.'));
    imap.deliver('Junk', answer('And call me.'));
    imap.deliver('Sent', answer('Not here.'));
    expect(await inbound.readDue()).toMatchObject({ mailboxes: 1, seen: 3, kept: 2, failures: [] });
    expect(await house.texts()).toEqual(['And call me.', 'I am interested.']);
    expect(await inbound.readDue()).toMatchObject({ seen: 0, kept: 0 });

    // The program dies in the middle of a message's transaction: message, effects and mark are all undone.
    imap.deliver('INBOX', answer('First of two.'));
    imap.deliver('INBOX', answer('Second of the two.'));
    let left = 1;
    house.told.publish = ({ topic }) => {
      if (topic === 'cam-lead-replied' && (left -= 1) < 0) throw new Error('cut');
    };
    expect((await inbound.readDue()).failures).toHaveLength(1);
    expect(await house.texts()).toEqual(['And call me.', 'First of two.', 'I am interested.']);
    house.told.publish = () => undefined;
    expect(await inbound.readDue()).toMatchObject({ mailboxes: 0 }); // its turn comes after a minute
    house.clock.advance(minuteMs);
    expect(await inbound.readDue()).toMatchObject({ seen: 1, kept: 1 });
    expect((await house.texts()).at(-1)).toBe('Second of the two.');

    // The server numbers anew: everything lies there as if it were new, and only what is new has effects.
    imap.renumber('INBOX');
    imap.deliver('INBOX', answer('After the repair.'));
    expect(await inbound.readDue()).toMatchObject({ mailboxes: 1, kept: 1 });
    expect(await house.texts()).toHaveLength(5);
    expect(await inbound.readings()).toMatchObject([{ address: 'anna@nordlicht.example', failure: '', kept: 5 }]);
  });

  test('a message that can never be taken in is given to a person after a while, and what lies behind it is read', async () => {
    const { imap, inbound, answer, told, clock } = await aHouse(dialect);
    imap.deliver('INBOX', answer('I am interested.'));
    imap.deliver('INBOX', answer('Please remove me from your list.'));
    told.publish = ({ payload }) => {
      if (payload['kind'] === 'POSITIVE') throw new Error('A fault of ours');
    };
    for (let visit = 1; visit <= 4; visit += 1) {
      expect((await inbound.readDue()).failures).toHaveLength(1);
      clock.advance(31 * minuteMs);
    }
    expect(await inbound.readDue()).toMatchObject({ mailboxes: 1, kept: 2, failures: [] });
    const kept = await inbound.newest({}, 10);
    expect(kept.map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual(['NEUTRAL NEW', 'UNSUBSCRIBE DONE']);
    expect(kept.find(({ kind }) => kind === 'NEUTRAL')?.evidence[0]).toMatch(/^It could not be taken in by itself: /);
  });

  test('loses nothing when a server numbers anew while many messages came', async () => {
    const { imap, inbound, answer } = await aHouse(dialect);
    imap.deliver('INBOX', answer('The first one.'));
    expect(await inbound.readDue()).toMatchObject({ kept: 1 });
    imap.renumber('INBOX');
    for (let count = 1; count <= 70; count += 1) imap.deliver('INBOX', answer(`Answer ${'x'.repeat(count)}`));
    expect(await inbound.readDue()).toMatchObject({ kept: 70, failures: [] });
  });

  test('two who read one mailbox at the same time take each message once', async () => {
    const house = await aHouse(dialect);
    for (let count = 1; count <= 20; count += 1)
      house.imap.deliver('INBOX', house.answer(`Answer ${'x'.repeat(count)}`));
    const replies: string[] = [];
    house.told.publish = ({ topic, subject }) => {
      if (topic === 'cam-lead-replied') replies.push(subject);
    };
    const passes = await Promise.all([house.inbound.readDue(), house.cam.inbound.readDue()]);
    expect(passes.flatMap(({ failures }) => failures)).toEqual([]);
    expect(passes.reduce((sum, { kept }) => sum + kept, 0)).toBe(20);
    expect(replies).toHaveLength(20);
    expect(await house.inbound.newest({ waiting: true }, 50)).toHaveLength(1);
  });

  test('whatever a stranger sends is taken in or passed over, and what comes after it is read', async () => {
    const house = await aHouse(dialect);
    const { imap, answer } = house;
    const bomb = [...Array(300).keys()].map(
      (at) => `Content-Type: multipart/mixed; boundary="b${at}"\r\n\r\n--b${at}\r\n`,
    );
    imap.deliver('INBOX', answer('', ['MIME-Version: 1.0', bomb.join('')]));
    imap.deliver(
      'INBOX',
      answer('=FF=FE=ZZ', ['Content-Type: text/plain; charset=no-such', 'Content-Transfer-Encoding: quoted-printable']),
    );
    imap.deliver('INBOX', answer('no-body').split('\r\n\r\n')[0] ?? '');
    imap.deliver('INBOX', `Subject: =?utf-8?b?////?=\r\nFrom: =?x?q?=00?= <${maja}>\r\n\r\nBroken \0 words`);
    imap.deliver('INBOX', '');
    const large = ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="x"'];
    const attachment = `--x\r\nContent-Type: text/plain\r\n\r\nLarge, and I am interested.\r\n--x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n`;
    imap.deliver('INBOX', answer(`${attachment}${`${'A'.repeat(76)}\r\n`.repeat(660_000)}--x--`, large));
    imap.deliver('INBOX', answer('The last one.'));
    const pass = await house.inbound.readDue();
    expect(pass).toMatchObject({ mailboxes: 1, seen: 7, failures: [] });
    const kept = await house.inbound.newest({}, 50);
    expect(kept.length).toBeGreaterThanOrEqual(6);
    expect(kept.map(({ text }) => text)).toEqual(expect.arrayContaining(['The last one.']));
    const big = await house.handle
      .in()
      .selectFrom('camInbound')
      .select(['bytes', 'text'])
      .where('bytes', '>', 50_000_000)
      .execute();
    expect(big.map(({ text }) => text)).toEqual(['Large, and I am interested.']);
  });

  test('a server that refuses the password is not asked again and again; a stop of everything reads nothing, and its end reads on', async () => {
    const house = await aHouse(dialect);
    const { imap, inbound, answer, clock, handle, db, mailbox } = house;
    imap.deliver('INBOX', answer('I am interested.'));
    await house.flags.set({ killed: true, by: 'Olga', reason: 'Stop' });
    expect((await inbound.readDue()).failures).toMatchObject([
      { why: expect.stringContaining('Everything is stopped') },
    ]);
    await house.flags.set({ killed: false, by: 'Olga', reason: 'Go on' });
    expect(await inbound.readDue()).toMatchObject({ kept: 1 });
    expect(await house.sentinel()).toMatchObject({ verdict: 'pass' });

    const secret = await handle.in().selectFrom('camMailbox').select('smtpSecret').executeTakeFirstOrThrow();
    const wrong = await house.cam.mailboxes.edit(mailbox.id, 1, { ...mailbox }, { smtp: 'wrong' }, 'Olga');
    expect((await inbound.readDue()).failures).toMatchObject([
      { why: expect.stringContaining('refused user or password') },
    ]);
    clock.advance(29 * minuteMs);
    expect(await inbound.readDue()).toMatchObject({ mailboxes: 0, failures: [] });
    // Somebody corrects it, wrongly again: tried at once, and once.
    await house.cam.mailboxes.edit(mailbox.id, 2, { ...mailbox }, { smtp: 'wrong again' }, 'Olga');
    expect((await inbound.readDue()).failures).toHaveLength(1);
    expect(await inbound.readDue()).toMatchObject({ failures: [] });
    await db.transaction(
      async (tx) =>
        void (await handle.in(tx).updateTable('camMailbox').set(secret).where('id', '=', wrong.id).execute()),
    );
    clock.advance(32 * minuteMs);
    expect(await house.sentinel()).toMatchObject({
      verdict: 'fail',
      reason: 'cam-reading-silent',
      summary: expect.stringContaining('anna@nordlicht.example'),
    });
    expect(await inbound.readDue()).toMatchObject({ mailboxes: 1 });
    expect(await house.sentinel()).toMatchObject({ verdict: 'pass' });
  });

  test('a worker that stays hears of a message at once, and comes back after a cut', async () => {
    const house = await aHouse(dialect);
    const replies: (() => void)[] = [];
    const nextReply = () => new Promise<void>((resolve) => replies.push(resolve));
    house.told.publish = ({ topic }) => {
      if (topic === 'cam-lead-replied') replies.shift()?.();
    };
    const errors: unknown[] = [];
    const stop = house.inbound.keepReading((error) => errors.push(error));
    open.push({ close: stop });
    let heard = nextReply();
    house.imap.deliver('INBOX', house.answer('One.'));
    await heard;
    heard = nextReply();
    house.imap.deliver('INBOX', house.answer('Two, later.'));
    await heard;
    house.imap.cut();
    heard = nextReply();
    house.imap.deliver('INBOX', house.answer('Three, after the cut.'));
    // The time to wait passes again and again, until it was noticed and is over.
    const passing = setInterval(() => house.clock.advance(minuteMs), 10);
    await heard.finally(() => clearInterval(passing));
    await stop();
    expect(await house.texts()).toEqual(['One.', 'Three, after the cut.', 'Two, later.']);
    expect(errors).toEqual([]);
  });
});
