import { expect, test } from '@jest/globals';
import { coreEffectsMigrations, createControlFlags, createEgressDoor } from '@aicmo/core-effects';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { dayMs } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { defaultMailboxLimits, type MailboxTest } from '../../contract/mailbox.ts';
import { aLeadFile } from '../../testing/a-lead-file.ts';
import { createCam } from '../cam.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import type { MailboxRow } from '../db/mailbox-tables.ts';
import { createOrchestrator } from './create-orchestrator.ts';

const by = 'Anna';
const at = '2026-03-02T09:00:00.000Z';
type House = Awaited<ReturnType<typeof openHouse>>;

const tested: MailboxTest = {
  ...{ at, inbox: 'INBOX', sent: 'Sent' },
  steps: [{ step: 'smtp', verdict: 'pass', sentence: 'Logged in.', field: null }],
};
const server = (port: number) => JSON.stringify({ host: '127.0.0.1', port, security: 'none', user: 'anna' });

/** A mailbox as it is stored, tested and in use. */
const aMailbox = (clientId: string, name: string, given: Partial<MailboxRow> = {}): MailboxRow => ({
  ...{ id: `mailbox-${name}`, clientId, address: `${name}@nordlicht.example`, senderName: `${name} Berg` },
  ...{ addressKey: `${name}@nordlicht.example`, replyTo: '', signature: `${name}, Nordlicht`, postalAddress: '' },
  ...{
    providerId: null,
    smtp: server(2525),
    imap: null,
    certificate: '',
    limits: JSON.stringify(defaultMailboxLimits),
  },
  ...{ smtpSecret: null, imapSecret: null, dkimSelector: null, dkimSecret: null, status: 'ACTIVE', statusReason: '' },
  ...{ test: JSON.stringify(tested), report: null, failingSince: null, version: 1, createdBy: by },
  ...{ createdAt: at, updatedAt: at, ...given },
});

async function openHouse(
  dialect: TestDialect,
  { people = 4, mailboxes = ['anna'], live = false }: { people?: number; mailboxes?: string[]; live?: boolean } = {},
) {
  const db = await dialect.open([coreEffectsMigrations, camMigrations]);
  const clock = fakeClock(at);
  const flags = createControlFlags({ db, clock });
  const door = createEgressDoor({ db, clock, flags });
  const cam = createCam({ db, clock });
  const handle = db.handle<CamTables>('cam');
  const place = { timeZone: 'Europe/Berlin', postalAddress: 'Hafenstr. 1' };
  const sender = { senderName: 'Office', senderAddress: 'office@nordlicht.example' };
  const client = await cam.clients.create({ name: 'Nordlicht', ...place, ...sender }, by);
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring', approveFirst: 2 }, by);
  await cam.campaigns.move(campaign.id, 'ACTIVE', by);
  for (const name of mailboxes) await handle.in().insertInto('camMailbox').values(aMailbox(client.id, name)).execute();
  const file = { fileName: 'l.csv', bytes: aLeadFile(people) };
  const batch = await cam.imports.begin({ clientId: client.id, campaignId: campaign.id, ...file }, by);
  await cam.imports.finished(batch.id);
  const orchestrator = createOrchestrator({ db, clock, flags, door });
  if (live) {
    await handle.in().updateTable('camCampaign').set({ mode: 'LIVE' }).execute();
    await flags.set({ proofMode: false, by, reason: 'going live' });
  }
  return { db, clock, flags, cam, client, campaign, orchestrator, handle };
}

async function run({ orchestrator, campaign }: House) {
  const outcome = await orchestrator.run(campaign.id, { by });
  if (!outcome.claimed) throw new Error(outcome.text);
  return outcome.run;
}
const rows = ({ handle }: House) =>
  handle.in().selectFrom('camOutreachAttempt').selectAll().orderBy('plannedAt').orderBy('id').execute();
const change = ({ handle }: House, name: string, set: Partial<MailboxRow>) =>
  handle
    .in()
    .updateTable('camMailbox')
    .set(({ eb }) => ({ ...set, version: eb('version', '+', 1) }))
    .where('id', '=', `mailbox-${name}`)
    .execute();

describeEachDialect('the mailboxes of a client', (dialect) => {
  test('share new leads evenly, and each signs what it sends', async () => {
    const house = await openHouse(dialect, { people: 12, mailboxes: ['anna', 'ben', 'cleo'] });
    await run(house);
    const all = await rows(house);
    const counts = Map.groupBy(all, ({ mailboxId }) => mailboxId);
    expect([...counts.values()].map(({ length }) => length)).toEqual([4, 4, 4]);
    for (const { mailboxId, body } of all) {
      const name = mailboxId?.replace('mailbox-', '') ?? '';
      expect(body).toContain(`${name} Berg`);
      expect(body).toContain(`${name}, Nordlicht`);
    }
    // Three mailboxes, three messages at once: each rests by itself.
    expect(all.filter(({ status }) => status === 'SIMULATED')).toHaveLength(3);
  });

  test('keep their leads: a follow-up goes from the mailbox that wrote first, and one that was removed gives its leads away', async () => {
    const house = await openHouse(dialect, { people: 2, mailboxes: ['anna', 'ben'] });
    await run(house);
    const first = new Map((await rows(house)).map(({ leadId, mailboxId }) => [leadId, mailboxId]));
    expect(new Set(first.values()).size).toBe(2);
    house.clock.advance(7 * dayMs);
    await change(house, 'anna', { status: 'ARCHIVED', addressKey: null });
    await run(house);
    const second = (await rows(house)).filter(({ step }) => step === 2);
    expect(second.map(({ mailboxId }) => mailboxId)).toEqual(['mailbox-ben', 'mailbox-ben']);
  });

  test('hold what is live while they are paused, not tested, or their domain has failed for three days', async () => {
    const house = await openHouse(dialect, { people: 1, live: true });
    await house.cam.campaigns.change(house.campaign.id, { approveFirst: 0 }, by);
    const reason = async () => {
      await run(house);
      const [row] = await rows(house);
      return `${row?.status} ${row?.reasons.match(/"code":"([^"]+)"/)?.[1]}`;
    };
    await change(house, 'anna', { status: 'PAUSED', statusReason: 'New password.' });
    expect(await reason()).toBe('BLOCKED mailbox-paused');
    await change(house, 'anna', { status: 'ACTIVE', statusReason: '', test: null });
    expect(await reason()).toBe('BLOCKED mailbox-untested');
    await change(house, 'anna', { test: JSON.stringify(tested), failingSince: '2026-02-27T09:00:00.000Z' });
    expect(await reason()).toBe('SCHEDULED sender-not-authenticated');
    await house.handle.in().deleteFrom('camMailbox').execute();
    expect(await reason()).toBe('BLOCKED channel-not-configured');
  });

  test('a campaign that names its address goes from that mailbox alone', async () => {
    const house = await openHouse(dialect, { people: 4, mailboxes: ['anna', 'ben'] });
    await house.cam.campaigns.change(house.campaign.id, { senderAddress: 'Ben@nordlicht.example' }, by);
    await run(house);
    expect(new Set((await rows(house)).map(({ mailboxId }) => mailboxId))).toEqual(new Set(['mailbox-ben']));
  });

  test('are full for one campaign by what another one sends, and open at hours that both allow', async () => {
    const house = await openHouse(dialect, { people: 3 });
    const limits = { ...defaultMailboxLimits, perDay: 2, rampStart: 2 };
    const window = { days: [1, 2, 3, 4, 5], spans: [{ from: '10:30', to: '12:00' }] };
    await change(house, 'anna', { limits: JSON.stringify({ ...limits, window }) });
    await run(house);
    const other = await house.cam.campaigns.create(house.client.id, { name: 'Summer' }, by);
    await house.cam.campaigns.move(other.id, 'ACTIVE', by);
    const file = { fileName: 'm.csv', bytes: aLeadFile(2, { from: 50 }) };
    const batch = await house.cam.imports.begin({ clientId: house.client.id, campaignId: other.id, ...file }, by);
    await house.cam.imports.finished(batch.id);
    await house.orchestrator.run(other.id, { by });
    const planned = (await rows(house)).flatMap(({ campaignId, notBefore }) =>
      notBefore === null ? [] : [{ isOther: campaignId === other.id, at: notBefore }],
    );
    const days = planned.map(({ isOther, at: moment }) => `${moment.slice(0, 10)} ${isOther ? 'Summer' : 'Spring'}`);
    expect(days.sort()).toEqual([
      ...['2026-03-02 Spring', '2026-03-02 Spring', '2026-03-03 Spring', '2026-03-03 Summer', '2026-03-04 Summer'],
    ]);
    for (const { at: moment } of planned) {
      expect(moment.slice(11) >= '09:30' && moment.slice(11) < '11:00').toBe(true);
    }
  });
});

describeEachDialect('the first messages of a live campaign', (dialect) => {
  test('wait until somebody has read them, and so do those behind them', async () => {
    const house = await openHouse(dialect, { people: 4, live: true });
    const { cam, campaign } = house;
    expect((await run(house)).counters).toMatchObject({ due: 4, blocked: 4 });
    const list = await cam.firstMessages.list(campaign.id);
    expect(list).toMatchObject({ limit: 2, gone: 0, letGo: [] });
    expect(list.waiting).toHaveLength(2);
    expect(list.waiting[0]).toMatchObject({ from: 'anna@nordlicht.example', letGoBy: '' });
    expect(list.waiting[0]?.message.reasons.map(({ code }) => code)).toEqual(['first-messages']);
    // Nothing is due meanwhile, so that nobody runs in circles.
    expect(await house.orchestrator.due(campaign.id)).toMatchObject({ due: 0, blocked: 4 });
    expect((await run(house)).counters).toMatchObject({ due: 0 });
  });

  test('are let go for what was read and nothing else', async () => {
    const house = await openHouse(dialect, { people: 3, live: true });
    const { cam, campaign, handle } = house;
    house.clock.set('2026-03-02T18:00:00.000Z'); // after its hours, so that what is let go is planned
    await run(house);
    const { waiting } = await cam.firstMessages.list(campaign.id);
    const [one, two] = waiting.map(({ message, fingerprint }) => ({ id: message.id, fingerprint }));
    if (!one || !two) throw new Error('Two messages were expected to wait.');
    await expect(cam.firstMessages.letGo(campaign.id, [one, { ...two, fingerprint: 'x' }], by)).rejects.toMatchObject({
      code: 'message-changed',
    });
    expect((await cam.firstMessages.list(campaign.id)).waiting).toHaveLength(2);
    expect((await cam.firstMessages.letGo(campaign.id, [one], by)).letGo).toMatchObject([{ letGoBy: by }]);
    await run(house);
    const row = async (id: string) => (await rows(house)).find((each) => each.id === id);
    expect(await row(one.id)).toMatchObject({ status: 'SCHEDULED', notBefore: '2026-03-03T08:00:00.000Z' });
    // Its words change: what was read is not what would leave.
    await handle.in().updateTable('camLead').set({ firstName: 'Renamed' }).execute();
    house.clock.set('2026-03-03T08:00:00.000Z');
    await run(house);
    expect(await row(one.id)).toMatchObject({ status: 'BLOCKED', approvedHash: null });
    expect((await cam.firstMessages.list(campaign.id)).waiting).toHaveLength(2);
  });

  test('can be held again before they have left, and no longer wait when the campaign says so', async () => {
    const house = await openHouse(dialect, { people: 3, live: true });
    const { cam, campaign, clock } = house;
    clock.set('2026-03-02T18:00:00.000Z');
    await run(house);
    const read = (await cam.firstMessages.list(campaign.id)).waiting.map(({ message, fingerprint }) => ({
      id: message.id,
      fingerprint,
    }));
    await cam.firstMessages.letGo(campaign.id, read, by);
    await run(house);
    const back = await cam.firstMessages.takeBack(read[0]?.id ?? '', by);
    expect(back.letGo).toHaveLength(1);
    await run(house);
    expect((await cam.firstMessages.list(campaign.id)).waiting.map(({ message }) => message.id)).toContain(read[0]?.id);
    await cam.campaigns.change(campaign.id, { approveFirst: 0 }, by);
    await run(house);
    expect((await rows(house)).map(({ status }) => status)).toEqual(['SCHEDULED', 'SCHEDULED', 'SCHEDULED']);
    await expect(cam.campaigns.change(campaign.id, { approveFirst: 101 }, by)).rejects.toMatchObject({
      code: 'campaign-approve-first',
    });
  });
});
