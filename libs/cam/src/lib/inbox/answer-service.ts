import type { EgressDoor } from '@aicmo/core-effects';
import type { Database, Tx } from '@aicmo/core-db';
import {
  conflict,
  invalid,
  isAppError,
  newId,
  notFound,
  parseInstant,
  toAppError,
  type Clock,
  type Refusal,
} from '@aicmo/core-kernel';
import { AnswerState, type AnswerResult } from '../../contract/inbox.ts';
import type { SentSearch } from '../../contract/sending.ts';
import type { InboxAnswerRow, InboxDraftRow } from '../db/inbox-tables.ts';
import type { InboundRow } from '../db/inbound-tables.ts';
import { readJsonColumn } from '../db/json-column.ts';
import type { MailboxRow } from '../db/mailbox-tables.ts';
import { placeholdersIn } from '../outreach/content-rules.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { SentFinder } from '../sending/sent-finder.ts';
import type { MailSender, SingleMessage, SingleResult } from '../sending/mail-sender.ts';
import { messageIdOf } from '../sending/outgoing-mail.ts';
import { nextTryAt } from '../sending/retry-rules.ts';
import * as z from 'zod/mini';
import { askGate, isStillWelcome, type AnswerGateDeps, type AnswerVerdict } from './answer-gate.ts';
import type { DraftStore } from './draft-service.ts';
import { loadInbound } from './inbox-act-service.ts';
import { subjectOf } from './inbox-change.ts';
import { answerSubject } from './inbox-rules.ts';
import type { InboxStore } from './inbox-store.ts';

/** Answers of people to people: each leaves at most once, over the mailbox to which the person wrote, in their thread. */
export interface AnswerService {
  /**
   * Sends the draft of a message as it stood at `version`. A `state` of null: nothing was done, and why. Throws `conflict`:
   * `answer-stale` when a newer message came in since it was begun, `answer-pending` when another answer is on its way,
   * `answer-draft-gone` when the draft was changed or sent by somebody else; `not-found` (`inbox-unknown`), and what the
   * vault of passwords throws.
   */
  send(inboundId: string, version: number, by: string): Promise<AnswerResult>;
  /** Why an answer could not be sent now, besides a hold of the house. */
  verdict(row: InboundRow): Promise<AnswerVerdict>;
  /** Tries again what did not leave, once its moment has come; an answer that is out of date by then becomes a draft. */
  deliverDue(): Promise<number>;
  /** Answers of which nobody knows whether they arrived, the oldest first, twenty at most. */
  uncertain(): Promise<readonly UncertainAnswer[]>;
  /** Looks where the mailbox keeps what it sent, to help whoever decides. Throws `not-found` (`answer-unknown`). */
  searchSent(answerId: string): Promise<SentSearch>;
  /** A person says what became of an uncertain answer. Throws `not-found` (`answer-unknown`), `conflict` (`answer-decided`). */
  resolve(answerId: string, outcome: 'SENT' | 'FAILED', reason: string, by: string): Promise<void>;
}

/** An answer that may or may not have arrived. */
export interface UncertainAnswer {
  readonly clientId: string;
  /** The message that it answers. */
  readonly inboundId: string;
  readonly name: string;
  /** When it was sent: instant. */
  readonly since: string;
}

export interface AnswerDeps extends AnswerGateDeps {
  readonly db: Database;
  readonly store: InboxStore;
  readonly drafts: DraftStore;
  readonly records: RecordStore;
  /** Not before something is sent: it is made of what reaches mail servers. */
  readonly sender: () => MailSender;
  readonly door: Pick<EgressDoor, 'resolve'>;
  readonly sentFinder: SentFinder;
}

const dueAtOnce = 50;
const mostUncertain = 20;

const unknownAnswer = () =>
  notFound({ code: 'answer-unknown', message: 'There is no such answer any more. Reload the page.' });

/** Builds the service of answers. */
export function createAnswerService(deps: AnswerDeps): AnswerService {
  const { db, clock, answers } = deps;
  return {
    send: (inboundId, version, by) => sendDraft(deps, inboundId, version, by),
    verdict: (row) => db.transaction((tx) => askGate(deps, tx, row)),
    deliverDue: async () => {
      const due = await answers.due(clock.now(), dueAtOnce);
      // One that cannot be made waits for another moment, and not before all the others.
      for (const id of due) await tryAgain(deps, id).catch((error: unknown) => putOff(deps, id, error));
      return due.length;
    },
    uncertain: async () =>
      (await answers.uncertain(mostUncertain)).map(({ clientId, inboundId, recipientName, recipient, createdAt }) => ({
        ...{ clientId, inboundId, name: recipientName || recipient, since: createdAt },
      })),
    searchSent: async (answerId) => {
      const answer = await answers.find(answerId);
      if (answer) return deps.sentFinder.find(answer);
      throw unknownAnswer();
    },
    resolve: (answerId, outcome, reason, by) =>
      db.transaction((tx) => resolveIn(deps, tx, answerId, { outcome, reason, by })),
  };
}

async function sendDraft(deps: AnswerDeps, inboundId: string, version: number, by: string): Promise<AnswerResult> {
  const { db, store, drafts, mailboxes, clock } = deps;
  const { row, draft, mailbox } = await db.transaction(async (tx) => {
    const found = await loadInbound(store, inboundId, tx);
    return { row: found, draft: await drafts.find(inboundId, tx), mailbox: await mailboxes.row(found.mailboxId, tx) };
  });
  const text = draftText(draft, version);
  // What begins with a sign is meant to be filled in; a person may write TBD as a word.
  const [left] = placeholdersIn(text).filter((found) => /^[^\p{L}]/u.test(found));
  if (left !== undefined)
    return { state: null, reasons: [`The answer still contains “${left}”. Write what belongs there.`] };
  if (!mailbox || isRemoved(mailbox))
    return { state: null, reasons: ['The mailbox to which this was written was removed. Add it again.'] };
  const answer = newAnswer(row, { id: newId(clock), text, mailbox, by, now: clock.now() });
  const { state, reasons } = await deliver(deps, answer, mailbox, {
    mayLeave: async (tx) => {
      draftText(await drafts.find(inboundId, tx), version);
      const current = await loadInbound(store, inboundId, tx);
      if ((await store.newestId(tx, current)) !== inboundId) throw stale();
      if ((await deps.answers.pending(tx, current)) !== undefined) throw pending();
      return askGate(deps, tx, current);
    },
    begin: async (tx, ledgerId) => {
      await deps.answers.insert(tx, { ...answer, ledgerId });
      await drafts.remove(tx, inboundId);
    },
    proofed: (tx, ledgerId) =>
      deps.answers.insert(tx, { ...answer, state: 'PROOFED', ledgerId, settledAt: clock.now() }),
  });
  return { state, reasons };
}

const isRemoved = ({ status }: MailboxRow): boolean => status === 'ARCHIVED';

const stale = () =>
  conflict({
    code: 'answer-stale',
    message: 'A newer message of this person came in while you wrote. Read it, then say that your answer still fits.',
  });

const pending = () =>
  conflict({
    code: 'answer-pending',
    message:
      'Another answer of this conversation is on its way, or nobody knows whether it arrived. See to that one first.',
  });

/** The text of the draft that the person saw. Throws `conflict` (`answer-draft-gone`) for any other. */
function draftText(draft: InboxDraftRow | undefined, version: number): string {
  if (draft?.version === version && draft.text.trim() !== '') return draft.text;
  throw conflict({
    code: 'answer-draft-gone',
    message: 'This answer was changed or sent by somebody else meanwhile. Reload the conversation and look.',
  });
}

interface Writing {
  readonly id: string;
  readonly text: string;
  readonly mailbox: MailboxRow;
  readonly by: string;
  readonly now: string;
}

/** On its way, from the moment that it is stored. */
function newAnswer(row: InboundRow, { id, text, mailbox, by, now }: Writing): InboxAnswerRow {
  return {
    ...{ id, clientId: row.clientId, inboundId: row.id, leadId: row.leadId, mailboxId: row.mailboxId },
    ...{ recipient: row.fromAddress, recipientKey: row.fromKey, recipientName: row.fromName },
    ...{ subject: answerSubject(row.subject), text, messageId: messageIdOf(id, mailbox.address), thread: row.thread },
    ...{ state: 'SENDING', reasons: '[]', evidence: '[]', tries: 0, nextTryAt: null, ledgerId: null },
    ...{ writtenBy: by, createdAt: now, settledAt: null, updatedAt: now },
  };
}

interface Delivering {
  /** Throws what stops it for good; gives what the gate says. */
  mayLeave(tx: Tx): Promise<AnswerVerdict>;
  begin(tx: Tx, ledgerId: string): Promise<void>;
  proofed(tx: Tx, ledgerId: string): Promise<void>;
}

const heldBackCode = 'answer-held-back';
const heldBack = () => conflict({ code: heldBackCode, message: 'Its mailbox cannot send now.' });

/** Nothing newer came in, and nobody said no, since it was reserved. */
async function isStillFit(deps: AnswerDeps, tx: Tx, inboundId: string): Promise<boolean> {
  const row = await deps.store.held(tx, inboundId);
  if (row === undefined || (await deps.store.newestId(tx, row)) !== inboundId) return false;
  return isStillWelcome(deps, tx, row);
}

async function deliver(
  deps: AnswerDeps,
  answer: InboxAnswerRow,
  mailbox: MailboxRow,
  { mayLeave, begin, proofed }: Delivering,
): Promise<AnswerResult & { readonly refusals?: readonly Refusal[] }> {
  let lastInch: readonly Refusal[] = [];
  const sending = deps.sender().send(messageOf(answer, mailbox), {
    allow: async (tx) => {
      const verdict = await mayLeave(tx);
      lastInch = verdict.lastInch;
      return verdict.binding;
    },
    mayStillLeave: () => deps.db.transaction((tx) => isStillFit(deps, tx, answer.inboundId)),
    reserved: (tx, ledgerId) => {
      if (lastInch.length > 0) throw heldBack(); // it would really leave: nothing of this transaction stays
      return begin(tx, ledgerId);
    },
    settled: async (tx, end) => {
      if ('why' in end) return settleIn(deps, tx, answer, end);
      return proofed(tx, end.ledgerId);
    },
  });
  const result = await sending.catch((error: unknown) => {
    if (isAppError(error) && error.code === heldBackCode) return { refusals: lastInch };
    throw error;
  });
  if ('refusals' in result) {
    const { refusals } = result;
    return { state: null, reasons: refusals.map(({ text }) => text), refusals };
  }
  if (!('why' in result)) return { state: 'PROOFED', reasons: [] };
  const stored = await deps.answers.find(answer.id);
  const state = AnswerState.options.find((each) => each === stored?.state) ?? result.outcome;
  return { state, reasons: [result.why] };
}

function messageOf(answer: InboxAnswerRow, { signature }: MailboxRow): SingleMessage {
  const end = signature.trim() === '' ? '' : `\n\n-- \n${signature.trim()}`;
  return {
    ...{ kind: 'mail', mailboxId: answer.mailboxId, to: { name: answer.recipientName, address: answer.recipient } },
    ...{ subject: answer.subject, text: `${answer.text.trimEnd()}${end}\n`, html: null, headers: {} },
    ...{ messageId: answer.messageId, references: threadOf(answer), subjectRef: answer.id },
    summary: `Answer to ${answer.recipientName || answer.recipient}: ${answer.subject}`,
  };
}

const threadOf = ({ thread }: InboxAnswerRow): readonly string[] =>
  readJsonColumn(z.array(z.string()), thread, 'cam_inbox_answer.thread');

type End = Extract<SingleResult, { readonly outcome: 'SENT' | 'FAILED' | 'UNCERTAIN' }>;

async function settleIn(deps: AnswerDeps, tx: Tx, answer: InboxAnswerRow, end: End): Promise<void> {
  const { clock, answers } = deps;
  const now = clock.now();
  const tries = answer.tries + 1;
  const isFailed = end.outcome === 'FAILED';
  const again =
    isFailed && end.isTemporary ? nextTryAt({ enrolmentId: answer.id, step: 1 }, answer.tries, now) : undefined;
  const state = again === undefined ? end.outcome : 'RETRY_SCHEDULED';
  await answers.update(tx, answer.id, {
    ...{ state, tries, nextTryAt: again ?? null, ledgerId: end.ledgerId, updatedAt: now },
    ...{ reasons: JSON.stringify([end.why]), evidence: JSON.stringify(end.evidence) },
    settledAt: again === undefined ? now : null,
  });
  if (state === 'SENT') await answered(deps, tx, answer);
  if (state === 'FAILED') await backToDraft(deps, tx, answer);
}

/** Nobody waits any more, unless a newer message came in meanwhile. */
async function answered({ store, clock, records }: AnswerDeps, tx: Tx, answer: InboxAnswerRow): Promise<void> {
  const row = await store.held(tx, answer.inboundId);
  if (!row) return;
  const { writtenBy: by } = answer;
  if (row.waitsSince !== null) {
    const outcome = row.outcome ?? 'ANSWERED';
    const done = { state: 'DONE', waitsSince: null, snoozedUntil: null, outcome, doneAt: clock.now(), doneBy: by };
    await store.change(tx, row, done);
  }
  await records.append(tx, [{ ...subjectOf(row), what: `Answered: ${answer.subject}`, why: '', actor: by }]);
}

/** What did not leave is there to be written on; what somebody began anew meanwhile is left alone. */
async function backToDraft({ drafts, clock }: AnswerDeps, tx: Tx, answer: InboxAnswerRow): Promise<void> {
  const { inboundId, clientId, leadId, recipientKey, text, writtenBy } = answer;
  if ((await drafts.find(inboundId, tx)) !== undefined) return;
  const now = clock.now();
  // Versions go on counting, so that a window with the old draft does not send this one unseen.
  const version = answer.tries + 1_000_000;
  await drafts.insert(tx, {
    ...{ inboundId, clientId, leadId, recipientKey, text, writtenBy, version, createdAt: now, updatedAt: now },
  });
}

async function tryAgain(deps: AnswerDeps, answerId: string): Promise<void> {
  const { answers, mailboxes, clock, store } = deps;
  const answer = await answers.find(answerId);
  const mailbox = answer && (await mailboxes.row(answer.mailboxId));
  if (answer?.state !== 'RETRY_SCHEDULED') return;
  if (!mailbox || isRemoved(mailbox)) return giveUp(deps, answer, ['The mailbox was removed before it left.']);
  if (await isOutOfDate(deps, answer)) return giveUp(deps, answer, ['A newer message came in before it left.']);
  const result = await deliver(deps, answer, mailbox, {
    mayLeave: async (tx) => {
      const [current, row] = [await answers.find(answerId, tx), await store.held(tx, answer.inboundId)];
      if (current?.state !== 'RETRY_SCHEDULED' || !row) throw pending(); // another worker was faster
      return askGate(deps, tx, row);
    },
    begin: (tx, ledgerId) =>
      answers.update(tx, answerId, { state: 'SENDING', ledgerId, nextTryAt: null, updatedAt: clock.now() }),
    proofed: (tx, ledgerId) => answers.update(tx, answerId, { state: 'PROOFED', ledgerId, settledAt: clock.now() }),
  });
  if (result.state !== null) return;
  if (result.refusals?.some(({ liftedBy }) => liftedBy === 'person')) return giveUp(deps, answer, result.reasons);
  const change = { reasons: JSON.stringify(result.reasons), nextTryAt: laterThan(clock), updatedAt: clock.now() };
  await deps.db.transaction((tx) => answers.update(tx, answerId, change));
}

/** Says on the answer why it could not be made, and tries it again later; one that another worker has in hand is left. */
async function putOff({ db, answers, clock }: AnswerDeps, answerId: string, error: unknown): Promise<void> {
  const { code, message } = toAppError(error);
  if (code === 'answer-pending') return;
  await db.transaction(async (tx) => {
    if ((await answers.find(answerId, tx))?.state !== 'RETRY_SCHEDULED') return;
    const change = { reasons: JSON.stringify([message]), nextTryAt: laterThan(clock), updatedAt: clock.now() };
    await answers.update(tx, answerId, change);
  });
}

/** What time alone lifts is looked at again with the longest of the waits. */
const laterThan = (clock: Clock): string | null =>
  nextTryAt({ enrolmentId: 'held answer', step: 1 }, 2, clock.now()) ?? null;

async function isOutOfDate({ db, store }: AnswerDeps, answer: InboxAnswerRow): Promise<boolean> {
  return db.transaction(async (tx) => {
    const row = await store.held(tx, answer.inboundId);
    return row === undefined || (await store.newestId(tx, row)) !== row.id;
  });
}

const notSent = 'It was not sent, and is a draft again.';

async function giveUp(deps: AnswerDeps, answer: InboxAnswerRow, reasons: readonly string[]): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const current = await deps.answers.find(answer.id, tx);
    if (current?.state !== 'RETRY_SCHEDULED') return;
    const now = deps.clock.now();
    const cancelled = {
      state: 'CANCELLED',
      reasons: JSON.stringify([...reasons, notSent]),
      nextTryAt: null,
      settledAt: now,
    };
    await deps.answers.update(tx, answer.id, { ...cancelled, updatedAt: now });
    await backToDraft(deps, tx, answer);
  });
}

interface Decision {
  readonly outcome: 'SENT' | 'FAILED';
  readonly reason: string;
  readonly by: string;
}

async function resolveIn(deps: AnswerDeps, tx: Tx, id: string, { outcome, reason, by }: Decision): Promise<void> {
  const { answers, door, clock } = deps;
  const answer = await answers.find(id, tx);
  if (!answer) throw unknownAnswer();
  if (answer.state !== 'UNCERTAIN' || answer.ledgerId === null) {
    throw conflict({ code: 'answer-decided', message: 'Somebody has decided this already. Reload the conversation.' });
  }
  const why = reason.trim();
  if (why === '') {
    throw invalid({
      code: 'answer-reason',
      message: 'Write in a few words how you know, so that others can follow it.',
    });
  }
  await door.resolve(tx, answer.ledgerId, { outcome, by, reason: why });
  const now = clock.now();
  const reasons = JSON.stringify([`${by} decided: ${why}`]);
  await answers.update(tx, id, { state: outcome, reasons, settledAt: parseInstant(now), updatedAt: now });
  await (outcome === 'SENT' ? answered(deps, tx, answer) : backToDraft(deps, tx, answer));
}
