import type { DbHandle, Tx } from '@aicmo/core-db';
import { hourMs, parseInstant, plusMs, type Instant } from '@aicmo/core-kernel';
import type { AttemptMode } from '../../contract/outreach-attempt.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { MailboxRow } from '../db/mailbox-tables.ts';
import { mailboxKey } from './outreach-mailbox.ts';
import type { TakenSlot } from './slot-shelf.ts';

/** What places are booked by. */
export interface BookQueries {
  /** Takes the turn to book places in a mode; others wait until this transaction is over. Gives the turn's number. */
  takeTurn(tx: Tx, mode: AttemptMode): Promise<number>;
  /** Messages of the last 26 hours, and those planned for later by campaigns that run. */
  taken(tx: Tx, mode: AttemptMode, now: Instant): Promise<readonly TakenSlot[]>;
  /** A client's mailboxes, without those that are removed, by id. */
  mailboxes(tx: Tx, clientId: string): Promise<readonly MailboxRow[]>;
  /** The mailbox from which a lead was written to last, in whatever campaign; null: from none. */
  mailboxOfLead(tx: Tx, leadId: string): Promise<string | null>;
  /** The same for several, by lead. */
  mailboxesOfLeads(tx: Tx, leadIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** When the first message left from an address of a client in a mode, whatever mailbox had it then. */
  sendsSince(tx: Tx, mode: AttemptMode, clientId: string, address: string): Promise<Instant | null>;
  /** When the first message of a client left in a mode without a mailbox. */
  firstSettled(tx: Tx, mode: AttemptMode, clientId: string): Promise<Instant | null>;
  /** How many mails of a campaign have left for real, or may have; counted up to a limit. */
  countGone(tx: Tx, campaignId: string, limit: number): Promise<number>;
}

/** What has left, may have, or is on its way: it has its place, and nothing takes that back. */
const gone = ['SENT', 'SIMULATED', 'PROOFED', 'SENDING', 'UNCERTAIN', 'BOUNCED', 'COMPLAINED'];

/** Of these, what has left for real, or may have. */
const left = ['SENT', 'SENDING', 'UNCERTAIN', 'BOUNCED', 'COMPLAINED'];

/** Opens them. */
export function bookQueries(handle: DbHandle<CamTables>): BookQueries {
  return { ...turns(handle), ...mailboxQueries(handle), taken: takenBy(handle) };
}

function turns(handle: DbHandle<CamTables>): Pick<BookQueries, 'takeTurn' | 'countGone'> {
  return {
    takeTurn: async (tx, mode) => {
      const taken = await handle
        .in(tx)
        .updateTable('camOutreachTurn')
        .set(({ eb }) => ({ turn: eb('turn', '+', 1) }))
        .where('mode', '=', mode)
        .returning('turn')
        .executeTakeFirstOrThrow();
      return taken.turn;
    },
    countGone: async (tx, campaignId, limit) => {
      const gone = await handle
        .in(tx)
        .selectFrom('camOutreachAttempt')
        .select('id')
        .where('campaignId', '=', campaignId)
        .where('mode', '=', 'LIVE')
        .where('status', 'in', left)
        .where('channel', '=', 'email')
        .limit(limit)
        .execute();
      return gone.length;
    },
  };
}

function mailboxQueries(
  handle: DbHandle<CamTables>,
): Pick<BookQueries, 'mailboxes' | 'mailboxOfLead' | 'mailboxesOfLeads' | 'sendsSince' | 'firstSettled'> {
  const first = (tx: Tx, mode: AttemptMode) =>
    handle
      .in(tx)
      .selectFrom('camOutreachAttempt')
      .select('settledAt')
      .where('mode', '=', mode)
      .where('settledAt', 'is not', null)
      .where('status', 'in', gone)
      .orderBy('settledAt')
      .limit(1);
  const mailboxesOfLeads: BookQueries['mailboxesOfLeads'] = async (tx, leadIds) => {
    if (leadIds.length === 0) return new Map();
    const rows = await handle
      .in(tx)
      .selectFrom('camEnrolment')
      .select(['leadId', 'mailboxId'])
      .where('leadId', 'in', leadIds)
      .where('mailboxId', 'is not', null)
      .orderBy('startedAt')
      .orderBy('id')
      .execute();
    return new Map(rows.flatMap(({ leadId, mailboxId }) => (mailboxId === null ? [] : [[leadId, mailboxId]])));
  };
  return {
    mailboxes: (tx, clientId) =>
      handle
        .in(tx)
        .selectFrom('camMailbox')
        .selectAll()
        .where('clientId', '=', clientId)
        .where('status', '!=', 'ARCHIVED')
        .orderBy('id')
        .execute(),
    mailboxesOfLeads,
    mailboxOfLead: async (tx, leadId) => (await mailboxesOfLeads(tx, [leadId])).get(leadId) ?? null,
    sendsSince: async (tx, mode, clientId, address) => {
      const known = await handle
        .in(tx)
        .selectFrom('camMailbox')
        .select(['id', 'address'])
        .where('clientId', '=', clientId)
        .execute();
      const moments: string[] = [];
      for (const { id } of known.filter((each) => mailboxKey(each.address) === mailboxKey(address))) {
        const row = await first(tx, mode).where('mailboxId', '=', id).executeTakeFirst();
        if (row?.settledAt) moments.push(row.settledAt);
      }
      return moments.length === 0 ? null : parseInstant(moments.toSorted()[0] ?? '');
    },
    firstSettled: async (tx, mode, clientId) => {
      const row = await first(tx, mode)
        .where('clientId', '=', clientId)
        .where('mailboxId', 'is', null)
        .where('channel', '=', 'email')
        .executeTakeFirst();
      return row?.settledAt ? parseInstant(row.settledAt) : null;
    },
  };
}

function takenBy(handle: DbHandle<CamTables>): BookQueries['taken'] {
  const attempts = (tx: Tx, mode: AttemptMode) =>
    handle
      .in(tx)
      .selectFrom('camOutreachAttempt as a')
      .innerJoin('camCampaign as k', 'k.id', 'a.campaignId')
      .innerJoin('camClient as c', 'c.id', 'a.clientId')
      .leftJoin('camMailbox as m', 'm.id', 'a.mailboxId')
      .where('a.mode', '=', mode)
      .select(['a.enrolmentId', 'a.step', 'a.leadId', 'a.campaignId', 'a.recipient', 'a.clientId', 'a.channel'])
      .select(['k.senderAddress as campaignSender', 'c.senderAddress as clientSender', 'm.address']);
  return async (tx, mode, now) => {
    const settled = await attempts(tx, mode)
      .select('a.settledAt as at')
      .where('a.status', 'in', gone)
      .where('a.settledAt', '>', plusMs(now, -26 * hourMs))
      .execute();
    const planned = await attempts(tx, mode)
      .innerJoin('camEnrolment as e', 'e.id', 'a.enrolmentId')
      .select('a.notBefore as at')
      .where('a.status', 'in', ['SCHEDULED', 'RETRY_SCHEDULED'])
      .where('a.notBefore', '>', now)
      .where('k.status', '=', 'ACTIVE')
      .where('e.status', '=', 'ACTIVE')
      .execute();
    const answers = mode === 'LIVE' ? await answersSince(handle, tx, plusMs(now, -26 * hourMs)) : [];
    return [
      ...settled.flatMap((row) => slotOf(row, false)),
      ...planned.flatMap((row) => slotOf(row, true)),
      ...answers,
    ];
  };
}

/** What people answered from a mailbox: it sends no more in a day because some of it is not cold. */
async function answersSince(handle: DbHandle<CamTables>, tx: Tx, since: Instant): Promise<readonly TakenSlot[]> {
  const rows = await handle
    .in(tx)
    .selectFrom('camInboxAnswer as a')
    .innerJoin('camMailbox as m', 'm.id', 'a.mailboxId')
    .select(['a.id', 'a.leadId', 'a.recipient', 'm.address'])
    .select(({ fn }) => fn.coalesce('a.settledAt', 'a.updatedAt').as('at'))
    .where('a.state', 'in', gone)
    .where('a.updatedAt', '>', since)
    .execute();
  return rows.map(({ id, leadId, recipient, address, at }) => ({
    ...{ at: parseInstant(at), enrolmentId: id, step: 1, leadId: leadId ?? id, campaignId: '', isPlanned: false },
    ...{ mailbox: mailboxKey(address), recipientDomain: domainOf(recipient) },
  }));
}

interface TakenRow {
  readonly at: string | null;
  readonly enrolmentId: string;
  readonly step: number;
  readonly leadId: string;
  readonly campaignId: string;
  readonly recipient: string;
  readonly clientId: string;
  readonly channel: string;
  readonly campaignSender: string | null;
  readonly clientSender: string;
  readonly address: string | null;
}

function slotOf(row: TakenRow, isPlanned: boolean): readonly TakenSlot[] {
  if (row.at === null) return [];
  const isMail = row.channel === 'email';
  const { enrolmentId, step, leadId, campaignId } = row;
  const fallback = senderKey(row.campaignSender, row.clientSender, row.clientId);
  return [
    {
      ...{ enrolmentId, step, leadId, campaignId, isPlanned, at: parseInstant(row.at) },
      recipientDomain: isMail ? domainOf(row.recipient) : '',
      mailbox: isMail ? (row.address === null ? fallback : mailboxKey(row.address)) : null,
    },
  ];
}

/** By what a message without a mailbox is counted: the sender's address; until there is one, the client stands for it. */
export const senderKey = (campaignSender: string | null, clientSender: string, clientId: string): string =>
  mailboxKey(campaignSender || clientSender || clientId);

/** `anna@b.example` → `b.example`; empty for what is no address. */
export const domainOf = (address: string): string =>
  address.includes('@') ? address.slice(address.lastIndexOf('@') + 1).toLowerCase() : '';
