import { expect, test } from '@jest/globals';
import { coreEffectsMigrations } from '@aicmo/core-effects';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { dayMs, hourMs, plusMs, type Instant } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { aMailboxRow } from '../../testing/a-mailbox.ts';
import { anInboundRow } from '../../testing/an-inbound-row.ts';
import { createCam } from '../cam.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { InboundRow } from '../db/inbound-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { planOf, watchedDatabase } from '../db/watched-database.ts';
import { answerSubject } from './inbox-rules.ts';
import { takeOverWaiting } from './take-over-waiting.ts';

const leadsCsv = `Email,First name,Last name,Company
maja@kurier-nord.example,Maja,Lindqvist,Kurier Nord
jonas@werft.example,Jonas,Voss,Werft
`;

/** A live campaign with two leads in sequence, and a mailbox to which people write back. */
async function aHouse(dialect: TestDialect) {
  const db = await dialect.open([coreEffectsMigrations, camMigrations]);
  const handle = db.handle<CamTables>('cam');
  const clock = fakeClock('2026-03-02T10:00:00.000Z');
  const cam = createCam({ db, clock });
  const client = await cam.clients.create(
    { name: 'Nordlicht', timeZone: 'Europe/Berlin', postalAddress: 'A 1' },
    'Olga',
  );
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring' }, 'Olga');
  await cam.campaigns.move(campaign.id, 'ACTIVE', 'Olga');
  const bytes = new TextEncoder().encode(leadsCsv);
  const input = { clientId: client.id, campaignId: campaign.id, fileName: 'l.csv', bytes };
  await cam.imports.finished((await cam.imports.begin(input, 'Olga')).id);
  const mailbox = aMailboxRow(1, { clientId: client.id });
  await db.transaction(async (tx) => void (await handle.in(tx).insertInto('camMailbox').values(mailbox).execute()));
  const { leads } = await cam.leads.list({ clientId: client.id });
  const leadOf = (email: string) => leads.find((each) => each.email === email)?.id ?? '';
  const [maja, jonas] = [leadOf('maja@kurier-nord.example'), leadOf('jonas@werft.example')];
  /** A message as the reader stores it: the newest of a conversation waits in the place of those before it. */
  const land = (over: Partial<InboundRow> & Pick<InboundRow, 'id'>) =>
    db.transaction(async (tx) => {
      const row = anInboundRow({ clientId: client.id, ...over });
      const taken = row.waitsSince === null ? undefined : await takeOverWaiting(handle, tx, row, clock.now());
      const waits = taken && { waitsSince: taken.waitsSince ?? row.receivedAt, assignedTo: taken.assignedTo };
      await handle
        .in(tx)
        .insertInto('camInbound')
        .values({ ...row, ...waits })
        .execute();
    });
  const row = (id: string) =>
    handle.in().selectFrom('camInbound').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const ids = async (filter: Parameters<typeof cam.inbox.list>[0] = {}) =>
    (await cam.inbox.list(filter)).items.map(({ id }) => id);
  const statusOf = async (leadId: string) =>
    (await handle.in().selectFrom('camEnrolment').select('status').where('leadId', '=', leadId).executeTakeFirst())
      ?.status;
  return { db, handle, clock, cam, client, campaign, maja, jonas, land, row, ids, statusOf };
}

const at = (hour: number): Instant => plusMs('2026-03-02T00:00:00.000Z' as Instant, hour * hourMs); // a fixed day

test('the subject of an answer says “Re:” once, in whatever language it stood before', () => {
  expect(
    ['Ten vans', 'Re: Ten vans', 'AW: RE[2]: Ten vans', 'Odp: ten vans', ' ', 'Reference: x'].map(answerSubject),
  ).toEqual(['Re: Ten vans', 'Re: Ten vans', 'Re: Ten vans', 'Re: ten vans', 'Re: your message', 'Re: Reference: x']);
});

describeEachDialect('the inbox', (dialect) => {
  test('shows who waits, the longest first, page by page; what was put off and what is done stand elsewhere', async () => {
    const { cam, land, ids, clock, maja, jonas, client } = await aHouse(dialect);
    await land({ id: 'b', receivedAt: at(8), leadId: maja });
    await land({
      id: 'a',
      receivedAt: at(7),
      leadId: jonas,
      fromAddress: 'jonas@werft.example',
      fromName: '',
      kind: 'NEUTRAL',
    });
    await land({
      id: 'c',
      receivedAt: at(9),
      fromKey: 'x@y.example',
      fromAddress: 'x@y.example',
      fromName: '',
      text: 'Hello',
    });
    await land({
      id: 'd',
      receivedAt: at(6),
      fromKey: 'ooo@y.example',
      kind: 'OUT_OF_OFFICE',
      waitsSince: null,
      state: 'DONE',
    });
    expect(await ids()).toEqual(['a', 'b', 'c']);
    const first = await cam.inbox.list({}, { limit: 2 });
    expect(first.items.map(({ id }) => id)).toEqual(['a', 'b']);
    expect((await cam.inbox.list({}, { limit: 2, cursor: first.next })).items.map(({ id }) => id)).toEqual(['c']);
    expect(first.items[1]).toMatchObject({
      ...{ clientName: 'Nordlicht', name: 'Maja Lindqvist', company: 'Kurier Nord', subject: 'Re: Ten vans' },
      ...{
        kind: 'POSITIVE',
        isSure: true,
        waitsSince: at(8),
        isSeen: false,
        assignedTo: '',
        outcome: null,
        draft: 'NONE',
      },
    });
    expect((await cam.inbox.list({ search: 'KURIER' })).items.map(({ name }) => name)).toEqual(['Maja Lindqvist']);
    expect(await ids({ kind: 'NEUTRAL' })).toEqual(['a']);
    expect(await ids({ view: 'MACHINES' })).toEqual(['d']);
    await cam.inbox.later('a', at(30), 'Europe/Berlin', 'Olga');
    await cam.inbox.settle('b', 'NOTHING', 'Olga');
    await cam.inbox.assign('c', '  Ben   Ito ', 'Olga');
    expect([await ids(), await ids({ view: 'LATER' }), await ids({ view: 'DONE' })]).toEqual([['c'], ['a'], ['b']]);
    expect(await ids({ assignedTo: 'Ben Ito' })).toEqual(['c']);
    expect(await cam.inbox.counts()).toEqual({
      ...{ now: 1, later: 1, kinds: [{ kind: 'POSITIVE', count: 1 }], people: [{ name: 'Ben Ito', count: 1 }] },
    });
    expect(await cam.inbox.counts('nobody')).toMatchObject({ now: 0, later: 0 });
    clock.set(at(31));
    expect(await ids()).toEqual(['c', 'a']); // in the order in which they came back
    expect(await cam.inbox.waiting()).toEqual([
      { clientId: client.id, count: 1, since: at(30), oldest: { id: 'a', name: 'Jonas Voss' } }, // c is positive
    ]);
  });

  test('has a conversation once, by its newest message, which waits as long as the first one did', async () => {
    const { cam, land, ids, maja, clock } = await aHouse(dialect);
    await land({ id: 'one', receivedAt: at(7), leadId: maja, text: 'Tell me more.' });
    await cam.inbox.assign('one', 'Ben', 'Olga');
    const draft = await cam.inbox.saveDraft('one', 'Dear Maja, gladly.', null, 'Ben');
    await land({ id: 'two', receivedAt: at(9), leadId: maja, text: 'Forget it: wrong topic.', kind: 'NEUTRAL' });
    const [item] = (await cam.inbox.list()).items;
    expect(item).toMatchObject({ id: 'two', waitsSince: at(7), assignedTo: 'Ben', draft: 'STALE' });
    expect(await ids({ view: 'DONE' })).toEqual([]);
    const thread = await cam.inbox.thread('two');
    expect(thread.entries.map(({ is, text }) => `${is}: ${text}`)).toEqual([
      'theirs: Tell me more.',
      'theirs: Forget it: wrong topic.',
    ]);
    expect(thread.draft).toMatchObject({ inboundId: 'one', text: 'Dear Maja, gladly.', writtenBy: 'Ben' });
    // A draft that was begun before it is not sent for it, nor for the one that it was written to.
    await expect(cam.inbox.send('one', draft?.version ?? 0, 'Ben')).rejects.toMatchObject({ code: 'answer-stale' });
    const taken = await cam.inbox.takeOverDraft('two', 'Ben');
    expect(taken).toMatchObject({ inboundId: 'two', text: 'Dear Maja, gladly.', version: 2 });
    expect((await cam.inbox.list()).items[0]?.draft).toBe('FRESH');
    // Who was put off and writes again waits at once.
    await cam.inbox.later('two', plusMs(clock.now(), dayMs), 'Europe/Berlin', 'Olga');
    await land({ id: 'three', receivedAt: at(10), leadId: maja });
    expect((await cam.inbox.list()).items).toMatchObject([{ id: 'three', waitsSince: at(10), draft: 'STALE' }]);
    await expect(cam.inbox.settle('two', 'MEETING', 'Olga')).rejects.toMatchObject({ code: 'inbox-superseded' });
  });

  test('has it once also when two messages of one person are read at the same moment', async () => {
    const { land, ids, maja } = await aHouse(dialect);
    const stranger = { fromKey: 'x@y.example', fromAddress: 'x@y.example' };
    for (const who of [{ leadId: maja }, stranger]) {
      const name = 'leadId' in who ? 'of a lead' : 'of a stranger';
      await Promise.all([1, 2, 3, 4].map((number) => land({ id: `${name} ${number}`, receivedAt: at(8), ...who })));
    }
    expect(await ids()).toHaveLength(2);
  });

  test('keeps a draft for everybody: two who write at once do not overwrite each other', async () => {
    const { cam, land, maja } = await aHouse(dialect);
    await land({ id: 'one', leadId: maja });
    const first = await cam.inbox.saveDraft('one', 'Hello', null, 'Olga');
    expect(first).toMatchObject({ version: 1 });
    await expect(cam.inbox.saveDraft('one', 'Hi', null, 'Ben')).rejects.toThrow('Olga wrote on this answer meanwhile.');
    expect(await cam.inbox.saveDraft('one', 'Hello Maja', 1, 'Ben')).toMatchObject({ version: 2, writtenBy: 'Ben' });
    await expect(cam.inbox.send('one', 1, 'Olga')).rejects.toMatchObject({ code: 'answer-draft-gone' });
    await expect(cam.inbox.saveDraft('one', 'x'.repeat(20_001), 2, 'Ben')).rejects.toMatchObject({
      code: 'inbox-draft-long',
    });
    expect(await cam.inbox.saveDraft('one', 'Dear {{ lead.firstName }}', 2, 'Ben')).toMatchObject({ version: 3 });
    expect(await cam.inbox.send('one', 3, 'Ben')).toMatchObject({
      ...{ state: null, reasons: ['The answer still contains “{{”. Write what belongs there.'] },
    });
    expect(await cam.inbox.saveDraft('one', '  ', 3, 'Ben')).toBeNull();
    expect((await cam.inbox.thread('one')).draft).toBeNull();
    await expect(cam.inbox.thread('gone')).rejects.toMatchObject({ code: 'inbox-unknown' });
  });

  test('ends a conversation with one click, moves the lead with it, and takes all of it back', async () => {
    const { cam, land, ids, row, maja, statusOf } = await aHouse(dialect);
    const before = (await cam.leads.get(maja)).state;
    await land({ id: 'one', leadId: maja, kind: 'NEUTRAL', machineKind: 'NEUTRAL', confidence: 0.6 });
    const interested = await cam.inbox.settle('one', 'INTERESTED', 'Olga');
    expect(interested.what).toBe('Maja Lindqvist is interested, and waits for an answer');
    expect((await cam.leads.get(maja)).state).toBe('REPLIED');
    expect(await statusOf(maja)).toBe('STOPPED');
    expect((await cam.inbox.list()).items).toMatchObject([
      { id: 'one', outcome: 'INTERESTED', kind: 'POSITIVE', isSure: true },
    ]);
    const lost = await cam.inbox.settle('one', 'NOT_INTERESTED', 'Olga');
    expect(await cam.leads.get(maja)).toMatchObject({ state: 'LOST', stateReason: 'Not interested' });
    expect(await row('one')).toMatchObject({
      state: 'DONE',
      kind: 'NEGATIVE',
      outcome: 'NOT_INTERESTED',
      doneBy: 'Olga',
    });
    expect(await ids()).toEqual([]);
    await cam.undo.undo(lost.id, 'Olga');
    expect((await cam.leads.get(maja)).state).toBe('REPLIED');
    expect((await cam.inbox.list()).items).toMatchObject([
      { outcome: 'INTERESTED', kind: 'POSITIVE', waitsSince: at(8) },
    ]);
    await expect(cam.undo.undo(interested.id, 'Olga')).rejects.toMatchObject({ code: 'undo-changed-since' });
    const done = await cam.inbox.settle('one', 'MEETING', 'Olga');
    await cam.undo.undo(done.id, 'Olga');
    const reopened = await cam.inbox.settle('one', 'NOTHING', 'Olga');
    expect(reopened.what).toBe('The message of Maja Lindqvist needs no answer');
    await cam.inbox.reopen('one', 'Olga');
    expect((await cam.inbox.list()).items).toMatchObject([{ id: 'one', outcome: null, waitsSince: at(10) }]);
    expect((await cam.leads.get(maja)).state).not.toBe(before);
    const story = (await cam.stories.read(maja)).story.lines.map(({ what }) => what);
    expect(story).toEqual(expect.arrayContaining(['Message: interested', 'Message: needs no answer', 'Given up']));
  });

  test('takes “do not contact me” for every client at once, and back again when it was a mis-click', async () => {
    const { cam, land, maja, statusOf, handle } = await aHouse(dialect);
    await land({ id: 'one', leadId: maja, kind: 'NEGATIVE', text: 'Take me off your list.' });
    const offer = await cam.inbox.settle('one', 'OPTED_OUT', 'Olga');
    expect(await cam.leads.get(maja)).toMatchObject({ consent: 'DO_NOT_CONTACT' });
    expect(await statusOf(maja)).toBe('STOPPED');
    const standing = () =>
      handle.in().selectFrom('camSuppression').select('value').where('removedAt', 'is', null).execute();
    expect(await standing()).toEqual([{ value: 'maja@kurier-nord.example' }]);
    expect((await cam.inbox.thread('one')).answer.refusals.map(({ code }) => code)).toContain('do-not-contact');
    await cam.undo.undo(offer.id, 'Olga');
    expect(await cam.leads.get(maja)).toMatchObject({ consent: 'UNKNOWN' });
    expect(await standing()).toEqual([]);
    expect((await cam.inbox.thread('one')).item).toMatchObject({ kind: 'NEGATIVE', outcome: null, waitsSince: at(8) });
  });

  test('lets a person say what a message is: an absence that was an answer waits for one', async () => {
    const { cam, land, ids, maja, statusOf } = await aHouse(dialect);
    await land({
      id: 'one',
      leadId: maja,
      kind: 'OUT_OF_OFFICE',
      machineKind: 'OUT_OF_OFFICE',
      waitsSince: null,
      state: 'DONE',
    });
    expect(await ids()).toEqual([]);
    await expect(cam.inbox.correct('one', 'OUT_OF_OFFICE', 'Olga')).rejects.toMatchObject({ code: 'inbox-kind' });
    const offer = await cam.inbox.correct('one', 'POSITIVE', 'Olga');
    expect((await cam.inbox.list()).items).toMatchObject([{ id: 'one', kind: 'POSITIVE', isSure: true }]);
    expect(await statusOf(maja)).toBe('STOPPED');
    await cam.undo.undo(offer.id, 'Olga');
    expect(await ids()).toEqual([]);
    expect((await cam.inbox.thread('one')).item.kind).toBe('OUT_OF_OFFICE');
  });

  test('was opened by somebody, which takes nothing back from anybody', async () => {
    const { cam, land, maja } = await aHouse(dialect);
    await land({ id: 'one', leadId: maja });
    const offer = await cam.inbox.assign('one', 'Ben', 'Olga');
    await cam.inbox.seen('one');
    expect((await cam.inbox.list()).items).toMatchObject([{ isSeen: true, assignedTo: 'Ben' }]);
    await cam.undo.undo(offer.id, 'Olga');
    expect((await cam.inbox.list()).items).toMatchObject([{ isSeen: true, assignedTo: '' }]);
    await expect(cam.inbox.later('one', at(9), 'UTC', 'Olga')).rejects.toMatchObject({ code: 'inbox-later' });
    await expect(cam.inbox.assign('one', 'x'.repeat(81), 'Olga')).rejects.toMatchObject({ code: 'inbox-name' });
  });

  test('reads every page by an index, however many messages there are', async () => {
    const { db, clock, maja, land } = await aHouse(dialect);
    await land({ id: 'one', leadId: maja });
    const { db: watched, seen } = watchedDatabase(db);
    const { inbox } = createCam({ db: watched, clock });
    const page = { limit: 50, cursor: null };
    for (const view of ['NOW', 'LATER', 'DONE', 'MACHINES'] as const) {
      await inbox.list({ view }, page);
      await inbox.list({ view, clientId: 'c' }, page);
    }
    await inbox.counts();
    await inbox.counts('c');
    await inbox.waiting();
    await inbox.uncertainAnswers();
    await inbox.deliverDue();
    await inbox.thread('one');
    await db.transaction((tx) =>
      takeOverWaiting(watched.handle<CamTables>('cam'), tx, { leadId: maja, mailboxId: 'm', fromKey: '' }, clock.now()),
    );
    const asked = seen.filter(({ sql }) => /cam_inbound|cam_inbox_answer|cam_outreach_attempt/.test(sql));
    const plans = await Promise.all(asked.map((query) => planOf(db, query)));
    expect(plans.length).toBeGreaterThan(15);
    const whole =
      /SCAN (?:i|a|cam_inbound|cam_inbox_answer|cam_outreach_attempt)(?! USING)|Seq Scan on cam_(?:inbo|outreach)/;
    for (const plan of plans) expect(plan).not.toMatch(whole);
    // The waiting ones come in their order out of the index: nothing is sorted. PostgreSQL sorts as few rows as here.
    const inOrder = db.dialect === 'sqlite' ? plans.slice(0, 4) : [];
    for (const plan of inOrder) expect(plan).not.toContain('TEMP B-TREE');
  });
});
