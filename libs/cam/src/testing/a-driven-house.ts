import { openScratchDatabase } from '@aicmo/core-db';
import type { EgressDoor } from '@aicmo/core-effects';
import { startSmtpServer } from '@aicmo/core-effects/testing';
import { dayMs, minuteMs, parseInstant, plusMs } from '@aicmo/core-kernel';
import { defaultMailboxLimits } from '../contract/mailbox.ts';
import { aLeadFile } from './a-lead-file.ts';
import { aLiveHouse } from './a-live-house.ts';
import { aMailboxRow } from './a-mailbox.ts';
import { whatForbids, type Decisions, type Delivered, type DeliveredStep } from './forbidden-sends.ts';
import { aMail } from './inbound-mails.ts';

/** Something that a person, a lead or chance does. Numbers choose among what there is. */
export type Act =
  | { readonly act: 'wait'; readonly minutes: number }
  | { readonly act: 'run' | 'crash' | 'lose-answer'; readonly campaign: number }
  | { readonly act: 'work'; readonly times: number }
  | { readonly act: 'house'; readonly flag: 'paused' | 'killed' | 'proofMode'; readonly on: boolean }
  | { readonly act: 'campaign'; readonly campaign: number; readonly runs: boolean }
  | { readonly act: 'limit'; readonly campaign: number; readonly perDay: number }
  | { readonly act: 'hours'; readonly campaign: number; readonly from: number; readonly hours: number }
  | { readonly act: 'mailbox'; readonly mailbox: number; readonly inUse: boolean }
  | { readonly act: 'suppress' | 'suppress-domain' | 'never' | 'lose' | 'reply' | 'opt-out'; readonly lead: number }
  | { readonly act: 'read'; readonly count: number };

const by = 'Ada';
const addresses = ['anna@nordlicht.example', 'ben@nordlicht.example'] as const;
const limits = { ...defaultMailboxLimits, perDay: 4, rampStart: 2, rampStep: 1 };
/** No built-in sequence writes again earlier, in days. */
const shortestDelay = 2;
const hour = (number: number): string => `${String(number).padStart(2, '0')}:00`;

/**
 * Two LIVE campaigns with the same leads over two mailboxes and a real server, driven by acts. What the server takes is
 * judged by the decisions of people alone (`whatForbids`), never by what the house says of itself.
 */
export async function aDrivenHouse() {
  const taken: Delivered[] = [];
  const decisions = noDecisions();
  const server = await startSmtpServer({
    onMessage: ({ from, to, raw }) => {
      const attemptId = /^Message-ID: <([^@>]+)@/im.exec(raw)?.[1] ?? '';
      taken.push({
        ...{ at: house.clock.now(), from, to: to[0] ?? '', attemptId, decisions: structuredClone(decisions) },
      });
    },
  });
  const mailbox = { limits: JSON.stringify(limits) };
  const house = await aLiveHouse({ open: openScratchDatabase }, { smtpPort: server.port, people: 4, mailbox });
  const { handle, cam, client } = house;
  const ben = { ...mailbox, id: 'ben', clientId: client.id, address: addresses[1], addressKey: addresses[1] };
  await handle.in().insertInto('camMailbox').values(aMailboxRow(server.port, ben)).execute();
  const summer = await cam.campaigns.create(client.id, { name: 'Summer' }, by);
  await cam.campaigns.move(summer.id, 'ACTIVE', by);
  const live = { mode: 'LIVE', approveFirst: 1 };
  await handle.in().updateTable('camCampaign').set(live).where('id', '=', summer.id).execute();
  const file = { fileName: 'm.csv', bytes: aLeadFile(4, { from: 3 }), policy: 'merge' as const };
  await cam.imports.finished((await cam.imports.begin({ clientId: client.id, campaignId: summer.id, ...file }, by)).id);
  const campaigns = [house.campaign.id, summer.id] as const;
  for (const id of campaigns)
    Object.assign(decisions, {
      running: { ...decisions.running, [id]: true },
      perDay: { ...decisions.perDay, [id]: 20 },
      window: { ...decisions.window, [id]: { from: '09:00', to: '17:30' } },
    });
  const stop = async (): Promise<void> => {
    await server.close();
    await house.db.close();
  };
  return { ...house, server, taken, decisions, campaigns, judged: [] as (Delivered & DeliveredStep)[], stop };
}

const noDecisions = (): Decisions => ({
  ...{ paused: false, killed: false, proofMode: false, running: {}, perDay: {}, window: {}, forbidden: {} },
  inUse: { [addresses[0]]: true, [addresses[1]]: true },
  mailboxPerDay: { [addresses[0]]: limits.perDay, [addresses[1]]: limits.perDay },
});

/** A house that is driven. */
export type DrivenHouse = Awaited<ReturnType<typeof aDrivenHouse>>;

/** Does one act, and gives what forbids the messages that left by it. */
export async function drive(house: DrivenHouse, act: Act): Promise<readonly string[]> {
  await doAct(house, act);
  const found: string[] = [];
  while (house.judged.length < house.taken.length) {
    const next = house.taken[house.judged.length];
    if (next) house.judged.push({ ...next, ...(await stepOf(house, next)) });
    found.push(...whatForbids(house.judged));
  }
  return found;
}

async function stepOf({ handle, judged, campaigns }: DrivenHouse, { attemptId }: Delivered): Promise<DeliveredStep> {
  const row = await handle
    .in()
    .selectFrom('camOutreachAttempt')
    .selectAll()
    .where('id', '=', attemptId)
    .executeTakeFirstOrThrow();
  const isFirst = row.campaignId === campaigns[1] && judged.every(({ campaignId }) => campaignId !== row.campaignId);
  return {
    ...{ campaignId: row.campaignId, enrolmentId: row.enrolmentId, step: row.step },
    ...{ days: row.step > 1 ? shortestDelay : 0, isRead: row.approvedHash !== null, mustBeRead: isFirst },
  };
}

async function doAct(house: DrivenHouse, act: Act): Promise<void> {
  const { clock, decisions, flags, cam, campaigns, handle } = house;
  const campaignId = 'campaign' in act ? (campaigns[act.campaign] ?? campaigns[0]) : campaigns[0];
  switch (act.act) {
    case 'wait':
      return clock.advance(act.minutes * minuteMs);
    case 'run':
      return void (await house.orchestrator.run(campaignId, { by }));
    case 'crash':
      return void (await house.open(withoutMarks(house.door)).run(campaignId, { by }));
    case 'lose-answer':
      house.server.cut();
      return void (await house.orchestrator.run(campaignId, { by }));
    case 'work':
      return work(house, act.times);
    case 'house':
      decisions[act.flag] = act.on;
      return void (await flags.set({ [act.flag]: act.on, by, reason: 'a person decided it' }));
    case 'campaign':
      decisions.running[campaignId] = act.runs;
      return void (await cam.campaigns.move(campaignId, act.runs ? 'ACTIVE' : 'PAUSED', by));
    case 'limit':
      decisions.perDay[campaignId] = act.perDay;
      return setLimits(house, campaignId);
    case 'hours':
      decisions.window[campaignId] = { from: hour(act.from), to: hour(Math.min(17, act.from + act.hours)) };
      return setLimits(house, campaignId);
    case 'mailbox': {
      const address = addresses[act.mailbox] ?? addresses[0];
      decisions.inUse[address] = act.inUse;
      return void (await handle
        .in()
        .updateTable('camMailbox')
        .set(({ eb }) => ({ status: act.inUse ? 'ACTIVE' : 'PAUSED', version: eb('version', '+', 1) }))
        .where('address', '=', address)
        .execute());
    }
    case 'read':
      return readFirst(house, act.count);
    default:
      return forbid(house, act.act, act.lead);
  }
}

/** A door whose marks fail: what was sent is not written, as when the power goes. */
const withoutMarks = (door: EgressDoor): EgressDoor => ({
  ...door,
  settleAll: async () => Promise.reject(new Error('The power is gone.')),
});

/** A worker: the next moment at which anything is due, and all campaigns at it. */
async function work({ clock, campaigns, orchestrator }: DrivenHouse, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const due = await Promise.all(campaigns.map((id) => orchestrator.due(id)));
    const next = due.flatMap(({ nextDueAt }) => (nextDueAt === null ? [] : [nextDueAt])).toSorted()[0];
    if (next === undefined || next > plusMs(clock.now(), 20 * dayMs)) return;
    clock.set(next > clock.now() ? next : plusMs(clock.now(), minuteMs));
    for (const id of campaigns) await orchestrator.run(id, { by, askBlocked: time % 3 === 0 });
  }
}

async function setLimits({ cam, decisions }: DrivenHouse, id: string): Promise<void> {
  const window = { days: [1, 2, 3, 4, 5], spans: [decisions.window[id] ?? { from: '09:00', to: '17:30' }] };
  await cam.campaigns.change(id, { limits: { perDay: decisions.perDay[id] ?? 20, window } }, by);
}

async function readFirst({ cam, campaigns: [, id] }: DrivenHouse, count: number): Promise<void> {
  const { waiting } = await cam.firstMessages.list(id);
  const read = waiting.slice(0, count).map(({ message, fingerprint }) => ({ id: message.id, fingerprint }));
  if (read.length > 0) await cam.firstMessages.letGo(id, read, by);
}

async function forbid(house: DrivenHouse, why: Extract<Act, { readonly lead: number }>['act'], index: number) {
  const { cam, decisions, mailbox, clock } = house;
  const { leads } = await cam.leads.list({}, { limit: 50 });
  const lead = leads.toSorted((one, other) => (one.email < other.email ? -1 : 1))[index % leads.length];
  if (!lead) return;
  const { id, email } = lead;
  if (why === 'suppress' || why === 'suppress-domain') {
    const isDomain = why === 'suppress-domain';
    const value = isDomain ? (email.split('@')[1] ?? '') : email;
    const entry = { clientId: null, kind: isDomain ? ('domain' as const) : ('email' as const), value };
    await cam.suppression.add({ ...entry, reason: 'asked', source: 'operator' }, by);
  } else if (why === 'never') await cam.leadActs.neverContact(id, 'asked on the phone', by);
  else if (why === 'lose') {
    if (lead.state === 'LOST' || lead.state === 'WON') return;
    await cam.leadActs.lose(id, 'NOT_INTERESTED', '', by);
  } else {
    const sent = house.judged.findLast(({ to }) => to === email);
    if (!sent) return;
    const text =
      why === 'reply' ? 'Thank you, let us talk on Tuesday at ten.' : 'Please unsubscribe me from this list.';
    const headers = [`In-Reply-To: <${sent.attemptId}@nordlicht.example>`];
    await cam.inbound.receive(mailbox.id, aMail({ from: email, headers, text }), parseInstant(clock.now()));
  }
  decisions.forbidden[email] = why;
}
