import type { Database } from '@aicmo/core-db';
import type { Clock, Instant } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import type { InboxCounts, InboxFilter, InboxPage, InboxThread } from '../../contract/inbox.ts';
import { Consent, LeadState, Tier } from '../../contract/lead.ts';
import type { ClientService } from '../clients/client-service.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import type { LeadStore } from '../leads/lead-store.ts';
import type { MailboxStore } from '../mailboxes/mailbox-store.ts';
import type { AnswerService } from './answer-service.ts';
import { draftOf, type DraftService, type DraftStore } from './draft-service.ts';
import { loadInbound, unknownInbound, type InboxActService } from './inbox-act-service.ts';
import type { InboxListStore } from './inbox-list-store.ts';
import { answerSubject, itemOf } from './inbox-rules.ts';
import type { InboxStore } from './inbox-store.ts';
import type { ThreadStore } from './thread-store.ts';

/** Those of one client who wait. */
export interface WaitingClient {
  readonly clientId: string;
  /** Up to 1,000. */
  readonly count: number;
  /** Since when the first of them waits: instant. */
  readonly since: string;
  /** Who that is. */
  readonly oldest: { readonly id: string; readonly name: string };
}

/** One inbox for the answers of all campaigns and mailboxes. */
export interface InboxService extends InboxActService {
  /** 50 a page by default, 200 at most. Throws `invalid` (`db-cursor`). */
  list(filter?: InboxFilter, page?: { readonly limit?: number; readonly cursor?: string | null }): Promise<InboxPage>;
  counts(clientId?: string): Promise<InboxCounts>;
  /** The conversation of a message. Throws `not-found` (`inbox-unknown`). */
  thread(inboundId: string): Promise<InboxThread>;
  /** Who waits for an answer now besides those who are interested, the client first that has waited longest. */
  waiting(): Promise<readonly WaitingClient[]>;
  readonly saveDraft: DraftService['save'];
  readonly takeOverDraft: DraftService['takeOver'];
  readonly send: AnswerService['send'];
  readonly deliverDue: AnswerService['deliverDue'];
  readonly resolveAnswer: AnswerService['resolve'];
  readonly uncertainAnswers: AnswerService['uncertain'];
  readonly searchSent: AnswerService['searchSent'];
}

export interface InboxDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly list: InboxListStore;
  readonly store: InboxStore;
  readonly threads: ThreadStore;
  readonly drafts: DraftStore;
  readonly mailboxes: Pick<MailboxStore, 'row'>;
  readonly clients: Pick<ClientService, 'get'>;
  readonly leads: Pick<LeadStore, 'rows'>;
  readonly acts: InboxActService;
  readonly draftService: DraftService;
  readonly answers: AnswerService;
}

const pageSize = { usual: 50, most: 200 } as const;

/** Builds the inbox over its parts. */
export function createInboxService(deps: InboxDeps): InboxService {
  const { list, clock, acts, draftService, answers } = deps;
  return {
    ...acts,
    ...{ saveDraft: draftService.save, takeOverDraft: draftService.takeOver },
    ...{ send: answers.send, deliverDue: answers.deliverDue, resolveAnswer: answers.resolve },
    ...{ uncertainAnswers: answers.uncertain, searchSent: answers.searchSent },
    list: async (filter = {}, { limit = pageSize.usual, cursor = null } = {}) => {
      const page = { limit: Math.max(1, Math.min(limit, pageSize.most)), cursor, now: clock.now() };
      const { rows, next } = await list.list({ view: 'NOW', ...filter }, page);
      const drafts = await list.draftsBeside(rows);
      return { items: rows.map((row) => itemOf(row, drafts, page.now)), next };
    },
    counts: (clientId) => list.counts(clientId, clock.now()),
    thread: (inboundId) => readThread(deps, inboundId),
    waiting: async () => {
      const clients = await list.waitingByClient(clock.now());
      return Promise.all(
        clients.map(async ({ oldestId, ...client }) => ({
          ...client,
          oldest: await nameOf(list, oldestId, clock.now()),
        })),
      );
    },
  };
}

async function nameOf(list: InboxListStore, id: string, now: Instant): Promise<WaitingClient['oldest']> {
  const row = await list.one(id);
  return { id, name: row === undefined ? '' : itemOf(row, [], now).name };
}

async function readThread(deps: InboxDeps, inboundId: string): Promise<InboxThread> {
  const { db, store, list, threads, drafts, leads, clock } = deps;
  const row = await db.transaction((tx) => loadInbound(store, inboundId, tx));
  const listed = await list.one(inboundId);
  if (listed === undefined) throw unknownInbound();
  const draft = await drafts.ofConversation(row);
  const [lead] = row.leadId === null ? [] : await leads.rows([row.leadId]);
  return {
    item: itemOf(listed, await list.draftsBeside([listed]), clock.now()),
    version: row.version,
    lead: lead === undefined ? null : await shownLead(deps, lead),
    ...(await entriesOf(threads, row)),
    draft: draft === undefined ? null : draftOf(draft),
    answer: await answerOf(deps, row),
  };
}

async function entriesOf(threads: ThreadStore, row: Parameters<ThreadStore['entries']>[0]) {
  const { entries, isCut } = await threads.entries(row);
  return { entries: [...entries], isCut };
}

async function shownLead({ clients }: InboxDeps, lead: LeadRow): Promise<InboxThread['lead']> {
  return {
    ...{ id: lead.id, title: lead.title, state: z.parse(LeadState, lead.state) },
    tier: lead.tier === null ? null : z.parse(Tier, lead.tier),
    consent: z.parse(Consent, lead.consent),
    timeZone: lead.timeZone ?? (await clients.get(lead.clientId)).timeZone,
  };
}

async function answerOf(
  { mailboxes, answers }: InboxDeps,
  row: Parameters<ThreadStore['entries']>[0],
): Promise<InboxThread['answer']> {
  const mailbox = await mailboxes.row(row.mailboxId);
  const { binding, lastInch } = await answers.verdict(row);
  return {
    ...{ to: row.fromAddress, from: mailbox?.address ?? '', fromName: mailbox?.senderName ?? '' },
    ...{ subject: answerSubject(row.subject), signature: mailbox?.signature ?? '' },
    refusals: binding.map((refusal) => ({ ...refusal })),
    lastInch: lastInch.map((refusal) => ({ ...refusal })),
  };
}
