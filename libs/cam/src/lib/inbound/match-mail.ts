import type { Tx } from '@aicmo/core-db';
import { dayMs, plusMs, type Instant } from '@aicmo/core-kernel';
import type { InboundMatch } from '../../contract/inbound.ts';
import { isFreeMail } from '../identity/matching/free-mail.ts';
import { parseEmail } from '../leads/email-identity.ts';
import type { InboundMail } from '../replies/inbound-mail.ts';
import { first, type ReadMail } from '../replies/read-mail.ts';
import type { UnsubscribeLinks } from '../suppression/unsubscribe-links.ts';
import { bareSubject, idsIn, isHuman } from './inbound-rules.ts';
import type { MatchStore, SentAttempt } from './match-store.ts';

/** A message that was received, and where. */
export interface Received {
  readonly mailbox: { readonly id: string; readonly clientId: string; readonly address: string };
  readonly mail: ReadMail;
  readonly found: InboundMail;
  readonly receivedAt: Instant;
}

/** What a message is about. */
export interface Matched {
  readonly by: InboundMatch;
  /** Our message that it answers; null: only the lead is known. */
  readonly attempt: SentAttempt | null;
  readonly leadId: string | null;
}

interface Deps {
  readonly store: MatchStore;
  readonly unsubscribe: Pick<UnsubscribeLinks, 'readMail' | 'quotedIn'>;
}

/** A colleague's answer is looked for among what left in so many days. */
const companyDays = 60;
const nothing: Matched = { by: 'NOTHING', attempt: null, leadId: null };

/**
 * Finds what a message is about: by our token, In-Reply-To, References, a Message-ID that is quoted, then by who wrote
 * it or whom it is about. Null: it is none of our business, and is not kept. DOMAIN section 4, "Follow-ups stop".
 */
export async function matchMail(tx: Tx, deps: Deps, received: Received): Promise<Matched | null> {
  const { mail, found, mailbox } = received;
  const byToken = await tokenMatch(tx, deps, received);
  if (byToken) return byToken;
  const isOwn = parseEmail(mail.from)?.key === parseEmail(mailbox.address)?.key;
  if (isOwn && (isHuman(found.kind) || found.kind === 'AUTO_REPLY')) return null; // a copy of what was sent, a self-test
  const byId = await idMatch(tx, deps, received);
  if (found.kind === 'COMPLAINT') return byId !== null && namesItsSend(byId, found) ? byId : nothing;
  if (byId) return byId;
  if (found.kind === 'BOUNCE' || found.kind === 'DELIVERED') return recipientMatch(tx, deps, received);
  return (
    (await senderMatch(tx, deps, received)) ??
    (await companyMatch(tx, deps, received)) ??
    (await quotedPageMatch(tx, deps, received))
  );
}

/**
 * Somebody who answers from an address that nobody knows, with a program that names no message: what they quote has the
 * page of our message in it. Without this an opt-out of theirs would be nobody's.
 */
async function quotedPageMatch(
  tx: Tx,
  { store, unsubscribe }: Deps,
  { mail, found, mailbox }: Received,
): Promise<Matched | null> {
  const id = isHuman(found.kind) ? unsubscribe.quotedIn(mail.text) : undefined;
  const attempt = id === undefined ? undefined : await store.attempt(tx, id);
  return attempt?.clientId === mailbox.clientId ? { by: 'QUOTED', attempt, leadId: attempt.leadId } : null;
}

/** Only the subject: what is quoted below an answer has the link of our message in it. */
async function tokenMatch(tx: Tx, { store, unsubscribe }: Deps, { mail }: Received): Promise<Matched | null> {
  const id = unsubscribe.readMail(mail.subject);
  if (id === undefined) return null;
  const attempt = await store.attempt(tx, id);
  return attempt ? { by: 'TOKEN', attempt, leadId: attempt.leadId } : null;
}

async function idMatch(tx: Tx, { store }: Deps, { mail, found, mailbox }: Received): Promise<Matched | null> {
  const inReplyTo = idsIn(first(mail.headers, 'in-reply-to'));
  const references = [...idsIn(first(mail.headers, 'references'))].reverse();
  const quoted = idsIn(`<${found.originalMessageId}>`);
  const ways: readonly (readonly [InboundMatch, readonly string[]])[] = [
    ['IN_REPLY_TO', inReplyTo],
    ['REFERENCES', references],
    ['QUOTED', quoted],
  ];
  const attempts = await store.attemptsNamed(tx, mailbox.clientId, [...inReplyTo, ...quoted, ...references]);
  for (const [by, ids] of ways) {
    for (const id of ids) {
      const attempt = attempts.find(
        (each) => each.messageId === id || each.messageId === `<${id}>` || id.startsWith(`${each.id}@`),
      );
      if (attempt) return { by, attempt, leadId: attempt.leadId };
    }
  }
  const [leadId] = await store.answered(tx, mailbox.clientId, [...inReplyTo, ...quoted, ...references]);
  return leadId ? { by: 'IN_REPLY_TO', attempt: null, leadId } : null;
}

/** A complaint counts only through the send that it names; a provider may leave out who complained. */
function namesItsSend({ attempt }: Matched, { recipient }: InboundMail): boolean {
  if (attempt === null) return false;
  const about = parseEmail(recipient)?.key;
  return about === undefined || about === parseEmail(attempt.recipient)?.key;
}

/** Many servers send back no more than an address; one that names a message of ours that we do not know is not about us. */
async function recipientMatch(
  tx: Tx,
  { store }: Deps,
  { found, mailbox, receivedAt }: Received,
): Promise<Matched | null> {
  const about = parseEmail(found.recipient)?.key;
  const domain = parseEmail(mailbox.address)?.domain ?? '';
  if (about === undefined || found.originalMessageId.toLowerCase().endsWith(`@${domain}`)) return null;
  const leadIds = await store.leadsBy(tx, mailbox.clientId, about);
  const attempt = await store.newestTo(tx, leadIds, receivedAt);
  return attempt ? { by: 'RECIPIENT', attempt, leadId: attempt.leadId } : null;
}

/** Somebody to whom we write, or are about to: whatever else lies in the mailbox concerns nobody here. */
async function senderMatch(tx: Tx, { store }: Deps, { mail, mailbox, receivedAt }: Received): Promise<Matched | null> {
  const from = parseEmail(mail.from)?.key;
  if (from === undefined) return null;
  const leadIds = await store.leadsBy(tx, mailbox.clientId, from);
  const attempt = await store.newestTo(tx, leadIds, receivedAt);
  if (attempt) return { by: 'SENDER', attempt, leadId: attempt.leadId };
  const [leadId] = leadIds;
  if (leadId === undefined || !(await store.wasInSequence(tx, leadIds, receivedAt))) return null;
  return { by: 'SENDER', attempt: null, leadId };
}

/** A colleague who answers from the same company under the same subject, with a program that names no message. */
async function companyMatch(
  tx: Tx,
  { store }: Deps,
  { mail, found, mailbox, receivedAt }: Received,
): Promise<Matched | null> {
  const domain = parseEmail(mail.from)?.domain;
  const subject = bareSubject(mail.subject);
  if (!isHuman(found.kind) || domain === undefined || isFreeMail(domain) || subject === '') return null;
  const sent = await store.toDomain(tx, mailbox.id, domain, plusMs(receivedAt, -companyDays * dayMs));
  const attempt = sent.find((each) => bareSubject(each.subject) === subject);
  return attempt ? { by: 'COMPANY', attempt, leadId: attempt.leadId } : null;
}
