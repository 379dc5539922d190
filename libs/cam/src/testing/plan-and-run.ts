import type { Database } from '@aicmo/core-db';
import type { TestDialect } from '@aicmo/core-db/testing';
import { coreEffectsMigrations, createControlFlags, createEgressDoor } from '@aicmo/core-effects';
import { dayMs, parseInstant, plusMs, type Clock } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import { StoredRefusal } from '../contract/outreach-attempt.ts';
import { createCam, type Cam } from '../lib/cam.ts';
import type { CamTables } from '../lib/db/cam-tables.ts';
import { readJsonColumn } from '../lib/db/json-column.ts';
import { camMigrations } from '../lib/db/migrations/index.ts';
import { createOrchestrator } from '../lib/orchestrator/create-orchestrator.ts';
import { outreachWork } from '../lib/simulation/outreach-work.ts';
import { playDays } from '../lib/simulation/play-days.ts';
import { playCampaign } from '../lib/simulation/simulate-campaign.ts';
import { virtualClock } from '../lib/simulation/virtual-clock.ts';
import { aMailboxRow, anEmptyVault } from './a-mailbox.ts';
import type { MailScript } from './scripted-mail.ts';
import { playedWorld, startScriptedServers, type ScriptedServers } from './scripted-world.ts';

/** The days that are planned and run, and by whom they are filled. */
export interface PlannedDays {
  readonly from: string;
  readonly days: number;
  readonly script: MailScript;
  /** Lists of people, one for each campaign: CSV. */
  readonly lists: readonly Uint8Array[];
  /** How late the worker of the run is at each of its moments, in milliseconds; never by default. */
  readonly lateMs?: () => number;
}

/** Rows of each kind as JSON, sorted. */
export type LeftRows = Readonly<Record<LeftKind, readonly string[]>>;
type LeftKind = (typeof kinds)[number];
const kinds = [
  ...(['attempts', 'enrolments', 'leads', 'suppressions'] as const),
  ...(['inbound', 'campaigns', 'guardrails', 'mailboxes'] as const),
];

const addresses = ['anna@nordlicht.example', 'ben@nordlicht.example'];
const by = 'Anna';

/**
 * Plays the same days twice: by `simulate` with the script as a played world, then for real on the database itself, with
 * mail servers that follow the same script. Gives what each left behind; `closing` collects what has to be closed.
 */
export async function planAndRun(dialect: TestDialect, planned: PlannedDays, closing: (() => Promise<void>)[]) {
  const { from, days, script, lateMs = () => 0 } = planned;
  const db = await dialect.open([coreEffectsMigrations, camMigrations]);
  const clock = virtualClock(parseInstant(from));
  const flags = createControlFlags({ db, clock });
  const door = createEgressDoor({ db, clock, flags });
  const servers = await startScriptedServers(script, addresses, clock);
  closing.push(() => servers.close());
  const cam = createCam({ db, clock, mail: { vault: anEmptyVault, door } });
  const campaignIds = await fill({ db, cam, clock, servers }, planned.lists);
  await flags.set({ proofMode: false, by, reason: 'Going live' });

  const deps = { db, clock, flags, door, vault: anEmptyVault };
  const addressAt = (port: number): string => [...servers.imap].find(([, server]) => server.port === port)?.[0] ?? '';
  const [campaignId = ''] = campaignIds;
  const request = { campaignId, days, as: 'as-it-is', world: playedWorld(script, addressAt) } as const;
  const plan = await playCampaign(deps, createOrchestrator, request, (copy) => leftIn(copy));
  const leftByPlan = servers.smtp.messages.length;

  const { work, nextAt } = outreachWork({
    ...{ orchestrator: createOrchestrator(deps), campaignIds, by, clock },
    // As IDLE does: when something has come.
    readMail: async () => servers.deliverDue() && (await cam.inbound.readDue()).seen > 0,
  });
  await playDays({
    ...{ clock, until: plusMs(parseInstant(from), days * dayMs) },
    work: async () => {
      clock.goTo(plusMs(clock.now(), lateMs()));
      await work();
    },
    nextAt: async () => [await nextAt(), servers.nextMailAt()].filter((at) => at !== null).sort()[0] ?? null,
  });
  return { plan, leftByPlan, run: await leftIn(db), taken: servers.smtp.messages.map(({ to: [to = ''] }) => to) };
}

interface FilledHouse {
  readonly db: Database;
  readonly cam: Cam;
  readonly clock: Clock;
  readonly servers: ScriptedServers;
}

/** A client with two mailboxes, and a live campaign for each list; the second one tries two wordings. Gives the campaigns. */
async function fill(house: FilledHouse, lists: readonly Uint8Array[]): Promise<readonly string[]> {
  const { db, cam } = house;
  const client = await cam.clients.create(
    { name: 'Nordlicht', timeZone: 'Europe/Berlin', postalAddress: 'Nordlicht GmbH, Hafenstr. 1, 20359 Hamburg' },
    by,
  );
  await addMailboxes(house, client.id);
  const step = { subject: '', channel: 'email', html: null } as const;
  const other = { subject: 'May I ask you, {{ lead.name }}?', body: 'Hello, one question.', html: null, weight: 1 };
  const steps = [
    { ...step, day: 0, subject: 'A question', body: 'Hello {{ lead.name }}, one question.', variants: [other] },
    { ...step, day: 3, body: 'Did you see my question?', html: '<p>Did you see <b>my question</b>?</p>' },
  ];
  const own = await cam.sequences.create(client.id, { name: 'Short', goal: 'An answer', steps }, by);
  for (const [index, bytes] of lists.entries()) {
    const sequenceByTier: Record<string, string> =
      index === 0 ? {} : { HOT: own.id, WARM: own.id, COOL: own.id, COLD: own.id };
    const draft = { name: `Campaign ${index + 1}`, approveFirst: 0, sequenceByTier };
    const { id } = await cam.campaigns.create(client.id, draft, by);
    await cam.campaigns.move(id, 'ACTIVE', by);
    const file = { clientId: client.id, campaignId: id, fileName: `${index}.csv`, bytes };
    await cam.imports.finished((await cam.imports.begin(file, by)).id);
  }
  await db.handle<CamTables>('cam').in().updateTable('camCampaign').set({ mode: 'LIVE' }).execute();
  return (await cam.campaigns.list()).map(({ id }) => id);
}

async function addMailboxes({ db, clock, servers }: FilledHouse, clientId: string): Promise<void> {
  for (const [index, address] of addresses.entries()) {
    const imap = servers.imap.get(address);
    const login = { host: 'localhost', port: imap?.port ?? 0, security: 'none', user: imap?.login.user ?? '' };
    const row = aMailboxRow(servers.smtp.port, {
      ...{ id: `01990000-0000-7000-8000-0000000000a${index}`, clientId, address, addressKey: address },
      ...{ imap: JSON.stringify(login), imapSecret: imap?.login.password ?? '' },
      ...{ createdAt: clock.now(), updatedAt: clock.now() },
    });
    await db.handle<CamTables>('cam').in().insertInto('camMailbox').values(row).execute();
  }
}

/** Everything that the days leave behind, without what is drawn anew each time (ids of messages, tokens in links). */
async function leftIn(db: Database): Promise<LeftRows> {
  const cam = db.handle<CamTables>('cam').in();
  const attempts = await cam
    .selectFrom('camOutreachAttempt')
    .select(['enrolmentId', 'step', 'mode', 'status', 'settledAt', 'notBefore', 'nextTryAt', 'retryCount'])
    .select(['mailboxId', 'recipient', 'subject', 'body', 'bodyHtml', 'variantId', 'reasons'])
    .execute();
  const rows: Readonly<Record<LeftKind, readonly object[]>> = {
    attempts: attempts.map(comparable),
    enrolments: await cam
      .selectFrom('camEnrolment')
      .select(['id', 'status', 'statusReason', 'pausedUntil', 'dueLive', 'mailboxId', 'endedAt'])
      .execute(),
    leads: await cam.selectFrom('camLead').select(['id', 'state', 'stateReason', 'consent']).execute(),
    suppressions: await cam
      .selectFrom('camSuppression')
      .select(['scope', 'kind', 'value', 'reason', 'source'])
      .execute(),
    inbound: await cam
      .selectFrom('camInbound')
      .select(['kind', 'fromAddress', 'receivedAt', 'matchedBy', 'leadId', 'enrolmentId', 'confidence'])
      .execute(),
    campaigns: await cam.selectFrom('camCampaign').select(['id', 'status', 'statusReason', 'statusAt']).execute(),
    guardrails: await cam.selectFrom('camGuardrailEvent').select(['campaignId', 'kind', 'reason', 'at']).execute(),
    mailboxes: await cam.selectFrom('camMailbox').select(['id', 'status', 'statusReason']).execute(),
  };
  const lines = (kind: LeftKind): readonly string[] => rows[kind].map((row) => JSON.stringify(row)).sort();
  return Object.fromEntries(kinds.map((kind) => [kind, lines(kind)])) as Record<LeftKind, readonly string[]>; // all of them
}

/** Servers word what they refuse each in its own way, and links carry tokens: what follows from them must be the same. */
const comparable = <Row extends Texts>(row: Row) => ({
  ...row,
  body: withoutToken(row.body),
  bodyHtml: row.bodyHtml === null ? null : withoutToken(row.bodyHtml),
  reasons: readJsonColumn(z.array(StoredRefusal), row.reasons, 'reasons').map(({ code }) => code),
});

interface Texts {
  readonly body: string;
  readonly bodyHtml: string | null;
  readonly reasons: string;
}

const withoutToken = (text: string): string => text.replaceAll(/unsubscribe [\w.-]{20,}/g, '');
