import { describe, expect, test } from '@jest/globals';
import { coreEffectsMigrations, createControlFlags } from '@aicmo/core-effects';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { dayMs, parseInstant } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { aCampaign } from '../../testing/a-campaign.ts';
import { aClient } from '../../testing/a-client.ts';
import { aLeadFile } from '../../testing/a-lead-file.ts';
import { aMailboxRow } from '../../testing/a-mailbox.ts';
import { createCam } from '../cam.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { createMailboxStore, mailboxOf } from '../mailboxes/mailbox-store.ts';
import { goLiveChecks, goLiveSentence, isReadyToGoLive, type GoLiveFacts } from './go-live-rules.ts';

const at = '2026-03-02T09:00:00.000Z';
const passed = (step: string) => ({ step, verdict: 'pass', sentence: 'Good.', field: null });
const test1 = JSON.stringify({
  at,
  steps: ['smtp', 'imap', 'message', 'arrival'].map(passed),
  inbox: 'INBOX',
  sent: null,
});
const finding = (what: string, verdict: string) => ({
  what,
  verdict,
  sentences: ['It says so.'],
  found: null,
  publish: null,
});
const reportOf = (spf: string, dkim: string, dmarc: string, when = at) =>
  JSON.stringify({
    ...{ domain: 'nordlicht.example', at: when },
    findings: [finding('SPF', spf), finding('DKIM', dkim), finding('DMARC', dmarc)],
  });
const server = JSON.stringify({ host: 'imap.nordlicht.example', port: 993, security: 'tls', user: 'anna' });
const goodRow = {
  test: test1,
  report: reportOf('pass', 'unknown', 'warn'),
  imap: server,
  postalAddress: 'Hafenstr. 1',
};

const good: GoLiveFacts = {
  ...{ now: parseInstant(at), publicUrl: 'https://forms.agency.example', read: { by: 'Ada' }, brokenTexts: 0 },
  ...{
    campaign: aCampaign({ name: 'Spring', status: 'ACTIVE' }),
    client: aClient({ name: 'Nordlicht' }),
    inSequence: 12,
  },
  mailboxes: [mailboxOf(aMailboxRow(1, { address: 'anna@nordlicht.example', ...goodRow }))],
  heard: ['anna@nordlicht.example', 'ben@nordlicht.example'],
  flags: { paused: false, killed: false, proofMode: true, reason: null, changedBy: null, changedAt: null },
};
const mailbox = (change: Parameters<typeof aMailboxRow>[1]) => ({
  mailboxes: [mailboxOf(aMailboxRow(1, { address: 'anna@nordlicht.example', ...goodRow, ...change }))],
});
const open = (change: Partial<GoLiveFacts>) =>
  goLiveChecks({ ...good, ...change })
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown')
    .map(({ code, verdict }) => `${verdict} ${code}`);

describe('the list before going live', () => {
  test('lets a campaign go that has all, and says what it means', () => {
    expect(isReadyToGoLive(goLiveChecks(good))).toBe(true);
    expect(goLiveSentence(good)).toBe(
      '“Spring” writes to real people from now on, from anna@nordlicht.example, at most 20 messages a day; ' +
        '12 leads are in sequence. The first 10 wait until somebody has read them. ' +
        'Proof mode is on: until it is lifted, nothing leaves.',
    );
    const titles = goLiveChecks(good).map(({ title }) => title);
    expect(titles).toHaveLength(new Set(titles).size);
  });

  test.each<readonly [string, Partial<GoLiveFacts>, readonly string[]]>([
    ['a campaign that is over', { campaign: aCampaign({ status: 'COMPLETED' }) }, ['fail campaign']],
    ['one whose last day has passed', { campaign: aCampaign({ endsOn: '2026-03-01' }) }, ['fail campaign']],
    ['no mailbox', { mailboxes: [] }, ['fail mailbox', 'fail test-message', 'fail authentication', 'fail unsubscribe']],
    [
      'a mailbox that was never tested',
      mailbox({ test: null }),
      ['fail mailbox', 'fail test-message', 'fail unsubscribe'],
    ],
    [
      'a report of the day before yesterday',
      mailbox({ report: reportOf('pass', 'pass', 'pass', '2026-02-28T09:00:00.000Z') }),
      ['unknown authentication'],
    ],
    [
      'name servers that were silent',
      mailbox({ report: reportOf('unknown', 'pass', 'pass') }),
      ['unknown authentication'],
    ],
    ['an SPF that fails', mailbox({ report: reportOf('fail', 'pass', 'pass') }), ['fail authentication']],
    ['a signing key that is wrong', mailbox({ report: reportOf('pass', 'fail', 'pass') }), ['fail authentication']],
    ['a mailbox that nobody reads', mailbox({ imap: null }), ['fail unsubscribe']],
    ['answers that go where nobody reads', mailbox({ replyTo: 'Hello@elsewhere.example' }), ['fail unsubscribe']],
    ['answers that go to another mailbox that is read', mailbox({ replyTo: 'Ben@nordlicht.example' }), []],
    [
      'no postal address',
      { ...mailbox({ postalAddress: ' ' }), client: aClient({ postalAddress: '' }) },
      ['fail postal-address'],
    ],
    ['messages that nobody has read', { read: null }, ['fail preview']],
    ['flags that cannot be read', { flags: null }, ['unknown house']],
    ['a hold, which is said and stops nobody', { flags: { ...good.flags, paused: true } as GoLiveFacts['flags'] }, []],
    ['no public page, because an answer is read', { publicUrl: null }, []],
  ])('%s', (_, change, expected) => expect(open(change)).toEqual(expected));
});

async function aHouse(dialect: TestDialect) {
  const db = await dialect.open([coreEffectsMigrations, camMigrations]);
  const handle = db.handle<CamTables>('cam');
  const clock = fakeClock(at);
  const flags = createControlFlags({ db, clock });
  const cam = createCam({ db, clock, flags, publicUrl: 'https://forms.agency.example' });
  const client = await cam.clients.create({ name: 'Nordlicht', timeZone: 'Europe/Berlin' }, 'Ada');
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring' }, 'Ada');
  const file = { clientId: client.id, campaignId: campaign.id, fileName: 'l.csv', bytes: aLeadFile(3) };
  await cam.imports.finished((await cam.imports.begin(file, 'Ada')).id);
  const row = aMailboxRow(1, { clientId: client.id, signature: 'Anna\nNordlicht', ...goodRow });
  await db.transaction((tx) => createMailboxStore(handle).insert(tx, row));
  return { cam, clock, flags, client, campaign, goLive: cam.goLive, row };
}

describeEachDialect('going live', (dialect) => {
  test('needs the messages read as they are, and is agreed to by its sentence as it stands', async () => {
    const { cam, clock, campaign, goLive, row } = await aHouse(dialect);
    const [first] = await goLive.messages(campaign.id);
    expect(first).toMatchObject({ step: 1, day: 0, problems: [] });
    expect(first?.body).toContain('Nordlicht\n\n--');
    expect(first?.body).toContain('https://forms.agency.example/u/');
    const before = await goLive.look(campaign.id);
    expect(before).toMatchObject({ mode: 'SIMULATION', isReady: false });
    await expect(goLive.go(campaign.id, before.sentence, 'Ada')).rejects.toMatchObject({
      ...{ code: 'go-live-open', details: { open: ['preview'] } },
    });
    await expect(goLive.markRead(campaign.id, 'other texts', 'Ada')).rejects.toMatchObject({ code: 'go-live-wording' });
    expect(await goLive.markRead(campaign.id, before.wording, 'Ada')).toMatchObject({ isReady: true });

    // Whatever changes a text makes reading it worth nothing.
    await cam.campaigns.change(campaign.id, { callToAction: 'Call me' }, 'Ben');
    expect((await goLive.look(campaign.id)).isReady).toBe(false);
    const again = await goLive.look(campaign.id);
    const ready = await goLive.markRead(campaign.id, again.wording, 'Ada');
    await cam.campaigns.change(campaign.id, { approveFirst: 3 }, 'Ben');
    await expect(goLive.go(campaign.id, ready.sentence, 'Ada')).rejects.toMatchObject({ code: 'go-live-sentence' });
    const { sentence } = await goLive.look(campaign.id);
    expect(sentence).toContain(`from ${row.address}, at most 20 messages a day; 3 leads are in sequence.`);
    expect(await goLive.go(campaign.id, sentence, 'Ada')).toMatchObject({ mode: 'LIVE' });
    await expect(goLive.go(campaign.id, sentence, 'Ada')).rejects.toMatchObject({ code: 'go-live-already' });
    expect((await cam.campaigns.story(campaign.id))[0]).toMatchObject({ what: 'Campaign went live', why: sentence });

    await expect(goLive.backToSimulation(campaign.id, '', 'Ada')).rejects.toMatchObject({ code: 'go-live-reason' });
    expect(await goLive.backToSimulation(campaign.id, 'Too early.', 'Ada')).toMatchObject({ mode: 'SIMULATION' });
    clock.advance(2 * dayMs);
    const late = (await goLive.look(campaign.id)).checks.find(({ code }) => code === 'authentication');
    expect(late).toMatchObject({ verdict: 'unknown', place: { kind: 'mailboxes' } });
  });
});
