import type { Database } from '@aicmo/core-db';
import { parseInstant, type Instant } from '@aicmo/core-kernel';
import { Temporal } from 'temporal-polyfill';
import type { Campaign } from '../../contract/campaign.ts';
import type { OutreachAttempt, StoredRefusal } from '../../contract/outreach-attempt.ts';
import type { CampaignSimulation, SimulatedMessage } from '../../contract/simulation.ts';
import { createCampaignStore } from '../campaigns/campaign-store.ts';
import { createClientStore } from '../clients/client-store.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { createAttemptStore } from '../outreach/attempt-store.ts';
import { dueColumn, lookDue } from '../outreach/due-queries.ts';
import { usableZone } from '../outreach/send-window.ts';
import { heldAtTheEnd, rulesThatBound } from './simulation-figures.ts';
import type { SimulationTerms } from './simulation-terms.ts';

/** What was played. */
export interface PlayedCampaign {
  readonly campaign: Campaign;
  readonly terms: SimulationTerms;
  readonly from: Instant;
  readonly until: Instant;
  readonly left: number;
  readonly holds: ReadonlyMap<string, readonly StoredRefusal[]>;
}

const pageSize = 500;

/** Reads from the copy what happened in it. */
export async function readSimulation(copy: Database, played: PlayedCampaign): Promise<CampaignSimulation> {
  const handle = copy.handle<CamTables>('cam');
  const { campaign, terms, from, until } = played;
  const client = await createClientStore(handle).find(campaign.clientId);
  const zone = usableZone(client?.timeZone ?? null);
  const attempts = await attemptsOf(copy, played);
  const addresses = await mailboxAddresses(copy, attempts);
  const messages = attempts
    .filter(
      ({ settledAt, state }) => settledAt !== null && settledAt >= from && settledAt < until && state !== 'CANCELLED',
    )
    .map((each) => messageOf(each, addresses.get(each.id) ?? '', played.holds.get(each.id) ?? []))
    .sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : one.recipient < other.recipient ? -1 : 1));
  const { later, unseen } = await waitingPeople(copy, played);
  const after = await createCampaignStore(handle).find(campaign.id);
  return {
    ...{ campaignId: campaign.id, campaignName: campaign.name, mode: terms.mode, from, until, zone },
    ...{
      assumptions: [...terms.assumptions],
      messages,
      days: daysOf(messages, zone),
      mailboxes: loads(messages, zone),
    },
    ...{ rules: rulesThatBound(messages), held: heldAtTheEnd(attempts), later, notReached: unseen + played.left },
    ended: !after || after.status === 'ACTIVE' || after.status === campaign.status ? '' : after.statusReason,
  };
}

async function attemptsOf(copy: Database, { campaign, terms }: PlayedCampaign): Promise<readonly OutreachAttempt[]> {
  const store = createAttemptStore(copy.handle<CamTables>('cam'));
  const all: OutreachAttempt[] = [];
  for (;;) {
    const page = await store.list({ campaignId: campaign.id, mode: terms.mode }, pageSize, all.length);
    all.push(...page);
    if (page.length < pageSize) return all;
  }
}

/** The address that each message goes from: its mailbox's. */
async function mailboxAddresses(copy: Database, attempts: readonly OutreachAttempt[]) {
  const rows = await copy
    .handle<CamTables>('cam')
    .in()
    .selectFrom('camOutreachAttempt as a')
    .innerJoin('camMailbox as m', 'm.id', 'a.mailboxId')
    .select(['a.id', 'm.address'])
    .execute();
  const known = new Set(attempts.map(({ id }) => id));
  return new Map(rows.filter(({ id }) => known.has(id)).map(({ id, address }) => [id, address]));
}

function messageOf(attempt: OutreachAttempt, mailbox: string, bound: readonly StoredRefusal[]): SimulatedMessage {
  const { leadId, leadName, company, recipient, recipientZone, sequenceName, step, channel, subject, state } = attempt;
  return {
    ...{ at: attempt.settledAt ?? '', leadId, leadName, company, recipient, recipientZone, sequenceName, step },
    ...{ channel, mailbox, subject, state, bound: [...bound] },
  };
}

async function waitingPeople(copy: Database, { campaign, terms, until }: PlayedCampaign) {
  const column = dueColumn[terms.mode];
  const active = copy
    .handle<CamTables>('cam')
    .in()
    .selectFrom('camEnrolment')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('campaignId', '=', campaign.id)
    .where('status', 'in', ['ACTIVE', 'PAUSED']);
  const count = async (query: typeof active) => Number((await query.executeTakeFirst())?.count ?? 0);
  return {
    later: await count(active.where(column, '>=', until).where(column, '<', lookDue)),
    unseen: await count(active.where(column, 'is', null)),
  };
}

const dayOf = (at: string, zone: string): string =>
  Temporal.Instant.from(parseInstant(at)).toZonedDateTimeISO(zone).toPlainDate().toString();

function daysOf(messages: readonly SimulatedMessage[], zone: string): CampaignSimulation['days'] {
  const byDay = Map.groupBy(messages, ({ at }) => dayOf(at, zone));
  return [...byDay].map(([day, all]) => {
    const first = all.filter(({ step }) => step === 1).length;
    return { day, first, followUps: all.length - first };
  });
}

function loads(messages: readonly SimulatedMessage[], zone: string): CampaignSimulation['mailboxes'] {
  const byMailbox = Map.groupBy(messages, ({ mailbox }) => mailbox);
  return [...byMailbox]
    .filter(([address]) => address !== '')
    .map(([address, all]) => {
      const days = [...Map.groupBy(all, ({ at }) => dayOf(at, zone)).values()];
      return { address, messages: all.length, busiest: Math.max(...days.map(({ length }) => length)) };
    });
}
