import * as z from 'zod/mini';
import { afterEach, expect, test } from '@jest/globals';
import { coreEffectsMigrations, createControlFlags, createEgressDoor } from '@aicmo/core-effects';
import type { Database } from '@aicmo/core-db';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { dayMs, hourMs, minuteMs, parseInstant, plusMs } from '@aicmo/core-kernel';
import { aMailboxRow, anEmptyVault } from '../../testing/a-mailbox.ts';
import { absenceNotice, bounceNotice, humanReply, type MailScript } from '../../testing/scripted-mail.ts';
import { playedWorld, startScriptedServers } from '../../testing/scripted-world.ts';
import { StoredRefusal } from '../../contract/outreach-attempt.ts';
import { createCam } from '../cam.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { readJsonColumn } from '../db/json-column.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { createOrchestrator } from '../orchestrator/create-orchestrator.ts';
import { outreachWork } from './outreach-work.ts';
import { playDays } from './play-days.ts';
import { playCampaign } from './simulate-campaign.ts';
import { virtualClock } from './virtual-clock.ts';

const by = 'Anna';
const addresses = ['anna@nordlicht.example', 'ben@nordlicht.example'];
const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** People all over the world, most of whose clocks change in the weeks that are played; some share a company. */
const zones = [
  ...['Europe/Berlin', 'America/New_York', 'Australia/Sydney', 'America/Santiago', 'Pacific/Auckland'],
  ...['Australia/Lord_Howe', 'Asia/Kolkata', 'America/St_Johns', 'Europe/London', 'Africa/Cairo'],
];
const people = (count: number): Uint8Array => {
  const rows = Array.from({ length: count }, (_, index) => {
    const company = `firm${index % 7}`;
    return `Person ${index},p${index}@${company}.example,Head of Operations,${company},${zones[index % zones.length] ?? ''}`;
  });
  return new TextEncoder().encode(['Name,Email,Title,Company,Time zone', ...rows].join('\n'));
};

/** By the number in the address: everything that may come back, and everything that a server may say. */
const script: MailScript = {
  recipient: (to, tries) => {
    const person = numberOf(to);
    if (person === 3) return { code: 550, text: '5.1.1 There is no such mailbox' };
    if (person === 4 && tries <= 2) return { code: 451, text: '4.7.1 Try again later' };
    if (person === 5) return { code: 450, text: '4.2.2 The mailbox is full' };
    return undefined;
  },
  taken: (letter) => {
    const person = numberOf(letter.to);
    const first = !letter.subject.startsWith('Re:');
    if (person === 6) return { isCut: true };
    if (!first) return {};
    const back = {
      7: { afterMs: 3 * hourMs, raw: humanReply(letter, 'Yes please, tell me more. Tuesday would suit me well.') },
      8: { afterMs: 5 * minuteMs, raw: absenceNotice(letter, null) },
      9: { afterMs: 2 * minuteMs, raw: bounceNotice(letter, '5.1.1', 'No such user') },
      10: { afterMs: 26 * hourMs, raw: humanReply(letter, 'Please unsubscribe me and do not write to me again.') },
      11: { afterMs: 2 * dayMs, raw: humanReply(letter, 'No thank you, we are not interested.') },
      12: { afterMs: 4 * minuteMs, raw: bounceNotice(letter, '4.2.2', 'Mailbox full') },
    }[person];
    return back === undefined ? {} : { back: [back] };
  },
};
const numberOf = (address: string): number => Number(/^p(\d+)@/.exec(address)?.[1] ?? -1);

async function openHouse(dialect: TestDialect, from: string, count: number) {
  const db = await dialect.open([coreEffectsMigrations, camMigrations]);
  const clock = virtualClock(parseInstant(from));
  const flags = createControlFlags({ db, clock });
  const door = createEgressDoor({ db, clock, flags, allowPrivateAddresses: true });
  const servers = await startScriptedServers(script, addresses, clock);
  undo.push(() => servers.close());
  const cam = createCam({ db, clock, mail: { vault: anEmptyVault, door } });
  const deps = { db, clock, flags, door, vault: anEmptyVault };
  const postal = 'Nordlicht GmbH, Hafenstr. 1, 20359 Hamburg';
  const client = await cam.clients.create(
    { name: 'Nordlicht', timeZone: 'Europe/Berlin', senderName: 'Anna Berg', postalAddress: postal },
    by,
  );
  for (const [index, address] of addresses.entries()) {
    const imap = servers.imap.get(address);
    const login = { host: 'localhost', port: imap?.port ?? 0, security: 'none', user: imap?.login.user ?? '' };
    const row = aMailboxRow(servers.smtp.port, {
      ...{ id: `01990000-0000-7000-8000-0000000000a${index}`, clientId: client.id, address, addressKey: address },
      ...{ imap: JSON.stringify(login), imapSecret: imap?.login.password ?? '', createdAt: from, updatedAt: from },
    });
    await db.handle<CamTables>('cam').in().insertInto('camMailbox').values(row).execute();
  }
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring', approveFirst: 0 }, by);
  await cam.campaigns.move(campaign.id, 'ACTIVE', by);
  const file = { clientId: client.id, campaignId: campaign.id, fileName: 'l.csv', bytes: people(count) };
  expect(await cam.imports.finished((await cam.imports.begin(file, by)).id)).toMatchObject({ enrolled: count });
  const live = { mode: 'LIVE' };
  await db.handle<CamTables>('cam').in().updateTable('camCampaign').set(live).where('id', '=', campaign.id).execute();
  await flags.set({ proofMode: false, by, reason: 'Going live' });
  return { db, clock, deps, cam, campaign, servers };
}

/** Everything that the days leave behind, without what is drawn anew each time (ids of messages, tokens in links). */
async function leftBy(db: Database): Promise<Readonly<Record<string, readonly string[]>>> {
  const cam = db.handle<CamTables>('cam').in();
  const lines = (rows: readonly object[]): readonly string[] => rows.map((row) => JSON.stringify(row)).sort();
  const attempts = await cam
    .selectFrom('camOutreachAttempt')
    .select(['enrolmentId', 'step', 'mode', 'status', 'settledAt', 'notBefore', 'nextTryAt', 'retryCount'])
    .select(['mailboxId', 'recipient', 'subject', 'body', 'variantId', 'reasons'])
    .execute();
  const inbound = await cam
    .selectFrom('camInbound')
    .select(['kind', 'fromAddress', 'receivedAt', 'matchedBy', 'leadId', 'enrolmentId', 'confidence'])
    .execute();
  return {
    attempts: lines(attempts.map(comparable)),
    enrolments: lines(
      await cam
        .selectFrom('camEnrolment')
        .select(['id', 'status', 'statusReason', 'pausedUntil', 'dueLive', 'mailboxId', 'endedAt'])
        .execute(),
    ),
    leads: lines(await cam.selectFrom('camLead').select(['id', 'state', 'stateReason', 'consent']).execute()),
    suppressions: lines(
      await cam.selectFrom('camSuppression').select(['scope', 'kind', 'value', 'reason', 'source']).execute(),
    ),
    inbound: lines(inbound),
    campaigns: lines(
      await cam.selectFrom('camCampaign').select(['id', 'status', 'statusReason', 'statusAt']).execute(),
    ),
    guardrails: lines(
      await cam.selectFrom('camGuardrailEvent').select(['campaignId', 'kind', 'reason', 'at']).execute(),
    ),
    mailboxes: lines(await cam.selectFrom('camMailbox').select(['id', 'status', 'statusReason']).execute()),
  };
}

const rowsOf = (lines: readonly string[] = []): readonly Readonly<Record<string, unknown>>[] =>
  lines.map((line) => JSON.parse(line) as Record<string, unknown>); // written above

/** Servers word what they refuse each in its own way, and links carry tokens: what follows from them must be the same. */
const comparable = <Row extends { readonly body: string; readonly reasons: string }>(row: Row) => ({
  ...row,
  body: row.body.replaceAll(/unsubscribe [\w.-]{20,}/g, ''),
  reasons: readJsonColumn(z.array(StoredRefusal), row.reasons, 'reasons').map(({ code }) => code),
});

async function planAndRun(
  dialect: TestDialect,
  from: string,
  { count, days }: { readonly count: number; readonly days: number },
) {
  const house = await openHouse(dialect, from, count);
  const { db, clock, deps, cam, campaign, servers } = house;
  const addressAt = (port: number): string => [...servers.imap].find(([, server]) => server.port === port)?.[0] ?? '';
  const world = playedWorld(script, addressAt);
  const planned = await playCampaign(
    deps,
    createOrchestrator,
    { campaignId: campaign.id, days, as: 'as-it-is', world },
    (copy) => leftBy(copy),
  );
  expect(servers.smtp.messages).toEqual([]);

  const { work, nextAt } = outreachWork({
    ...{ orchestrator: createOrchestrator(deps), campaignIds: [campaign.id], by, clock },
    // As IDLE does: when something has come.
    readMail: async () => servers.deliverDue() && (await cam.inbound.readDue()).seen > 0,
  });
  await playDays({
    ...{ clock, until: plusMs(parseInstant(from), days * dayMs), work },
    nextAt: async () => [await nextAt(), servers.nextMailAt()].filter((at) => at !== null).sort()[0] ?? null,
  });
  return { ...house, planned, run: await leftBy(db) };
}

/** In each, clocks of both hemispheres change: Berlin and Santiago; then Cairo's neighbours, New York and London. */
const weeks = {
  sqlite: ['2026-03-26T08:00:00.000Z', 'as the clocks of Europe, Chile, Australia and New Zealand change'],
  postgres: ['2026-10-22T07:00:00.000Z', 'as the clocks of Europe, Egypt and North America change'],
} as const;

describeEachDialect('the plan and the run of the same days', (dialect) => {
  const [from, when] = weeks[dialect.name];
  test(`differ by nothing: with refusals, failures, bounces, answers, absences and opt-outs, ${when}`, async () => {
    const { planned, run, servers } = await planAndRun(dialect, from, { count: 14, days: 14 });
    expect(run).toEqual(planned);

    const left = Map.groupBy(rowsOf(run.attempts), ({ status }) => status);
    expect([...left.keys()].sort()).toEqual(['BLOCKED', 'BOUNCED', 'FAILED', 'SENT', 'UNCERTAIN']);
    expect(
      rowsOf(run.inbound)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['BOUNCE', 'BOUNCE', 'NEGATIVE', 'OUT_OF_OFFICE', 'POSITIVE', 'UNSUBSCRIBE']);
    // Everything that the server saw is one of ours, once; and each left in its reader's office hours.
    const gone = [...(left.get('SENT') ?? []), ...(left.get('BOUNCED') ?? []), ...(left.get('UNCERTAIN') ?? [])];
    expect(servers.smtp.messages.map(({ to }) => to[0]).sort()).toEqual(gone.map(({ recipient }) => recipient).sort());
    for (const { recipient, settledAt, retryCount } of gone) {
      const zone = zones[numberOf(String(recipient)) % zones.length] ?? '';
      const local = new Intl.DateTimeFormat('en-GB', {
        timeZone: zone,
        weekday: 'short',
        hour: '2-digit',
        minute: '2-digit',
      });
      const [day, time = ''] = local.format(Date.parse(String(settledAt))).split(' ');
      expect(`${zone} ${day} ${time}`).toMatch(/ (Mon|Tue|Wed|Thu|Fri),? /);
      expect(time >= '09:00' && (time < '17:30' || Number(retryCount) > 0)).toBe(true);
    }
  }, 120_000);
});
