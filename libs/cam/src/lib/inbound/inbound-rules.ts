import { createHash } from 'node:crypto';
import { plusMs, dayMs, type Instant } from '@aicmo/core-kernel';
import { humanKinds, type InboundKind } from '../../contract/inbound.ts';
import { legalLeadMoves } from '../../contract/lead-moves.ts';
import type { LeadState } from '../../contract/lead.ts';
import { startOfDate } from '../outreach/send-window.ts';
import type { InboundMail } from '../replies/inbound-mail.ts';
import { first, type ReadMail } from '../replies/read-mail.ts';

/** From there on a class is applied without a person. DOMAIN section 4, "Reply classes". */
export const sureEnough = 0.85;
/** So many soft bounces in a row count as a dead address. DOMAIN section 4, "Bounces". */
export const softBouncesInARow = 5;
/** An absence without a date. DOMAIN section 4, "Out of office". */
const absenceMs = 7 * dayMs;
/** A return further away than that is a slip of the pen or a trap: it counts as no date. */
const longestAbsenceMs = 366 * dayMs;
const longestText = 20_000;
const mostThread = 50;

/** Whether a person wrote it: such an answer stops follow-ups, whatever it says. */
export const isHuman = (kind: InboundKind): boolean => humanKinds.includes(kind);

/**
 * What a message that came back means for its address. `hard`: nobody can be reached there; `ours`: the receiving
 * server refuses us or this message (authentication, reputation, content), which is not the recipient's fault; `soft`:
 * it may work next time. DOMAIN section 4, "Bounces"; decided here: a 5.x whose reason is none of ours and does not
 * pass by itself is hard.
 */
export type BounceWeight = 'hard' | 'ours' | 'soft';

const ours: readonly string[] = [
  ...['authentication', 'blocked', 'spam', 'virus', 'policy', 'sender-refused', 'relay-refused', 'malformed'],
  ...['content', 'too-large'],
];
const hardWhenFinal: readonly string[] = ['disabled', 'restricted', 'filtered', 'unknown'];

export function bounceWeight({
  permanent,
  reason,
  status,
}: {
  readonly permanent: boolean;
  readonly reason: string;
  /** Enhanced status code, or empty. */
  readonly status: string;
}): BounceWeight {
  if (permanent) return 'hard';
  if (ours.includes(reason)) return status.startsWith('4') ? 'soft' : 'ours';
  return status.startsWith('5') && hardWhenFinal.includes(reason) ? 'hard' : 'soft';
}

/**
 * Until when an absence pauses: the beginning of the day of return where the person is, else seven days. Null: whoever
 * it is is back already.
 */
export function pauseUntil(returnsOn: string | null, zone: string, now: Instant): Instant | null {
  const week = plusMs(now, absenceMs);
  if (returnsOn === null) return week;
  const back = startOfDate(returnsOn, zone);
  if (back <= now) return null;
  return back > plusMs(now, longestAbsenceMs) ? week : back;
}

/** Whether a machine may say that a lead has answered: forwards only, and never out of WON or LOST. */
export const mayBecomeReplied = (from: LeadState): boolean =>
  from !== 'WON' && legalLeadMoves(from, false).includes('REPLIED');

/** What is the same however often and wherever a message is received: who wrote what when. */
export function digestOf(mail: ReadMail, raw: Uint8Array): string {
  const identity = first(mail.headers, 'message-id').trim() || [mail.date, mail.subject].join('\n');
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const end = bytes.indexOf('\r\n\r\n');
  const body = end === -1 ? bytes : bytes.subarray(end);
  return createHash('sha256').update(`${identity}\n${mail.from}\n`).update(body).digest('hex');
}

/** Every Message-ID in a header, without brackets. A control character is in none: databases cannot be asked for it. */
export const idsIn = (header: string): readonly string[] =>
  [...header.slice(0, 20_000).matchAll(/<([^<>\s\p{Cc}]{3,300})>/gu)].flatMap(([, id]) =>
    id === undefined ? [] : [id],
  );

/** The Message-ID of the message itself; empty: it has none. */
export const ownId = (mail: ReadMail): string => idsIn(first(mail.headers, 'message-id'))[0] ?? '';

/** What an answer to it names (RFC 5322, section 3.6.4), its own last; of long threads the newest. */
export function threadOf(mail: ReadMail): readonly string[] {
  const references = idsIn(first(mail.headers, 'references'));
  const before = references.length > 0 ? references : idsIn(first(mail.headers, 'in-reply-to')).slice(0, 1);
  const own = ownId(mail);
  return [...new Set([...before, ...(own === '' ? [] : [own])])].slice(-mostThread);
}

/** A stranger's text as both databases keep it. */
export const storable = (text: string, longest = longestText): string =>
  text.replaceAll('\0', '').slice(0, longest).toWellFormed();

/** A subject without the marks of answers and forwarded mail in the languages that we write, folded. */
export function bareSubject(subject: string): string {
  let rest = subject.trim().toLowerCase();
  for (let count = 0; count < 10; count += 1) {
    const next = rest.replace(
      /^(?:re|aw|antw|antwort|sv|vs|odp|ynt|rv|res|rif|r|tr|fwd?|wg|vb|doorst)\s{0,2}(?:\[\d{1,3}\])?\s{0,2}:\s{0,9}/,
      '',
    );
    if (next === rest) break;
    rest = next;
  }
  return rest.replaceAll(/\s+/g, ' ');
}

/** What a class is called in a lead's story. */
export function tellKind({ kind, permanent, reason }: Pick<InboundMail, 'kind' | 'permanent' | 'reason'>): string {
  const words: Readonly<Record<InboundKind, string>> = {
    ...{ POSITIVE: 'Answered and is interested', NEGATIVE: 'Answered and is not interested' },
    ...{ NEUTRAL: 'Answered', UNSUBSCRIBE: 'Wrote not to be contacted any more' },
    ...{ OUT_OF_OFFICE: 'Is out of office', AUTO_REPLY: 'A machine answered' },
    ...{ COMPLAINT: 'A message was reported as unwanted', DELIVERED: 'A message was delivered' },
    BOUNCE: permanent ? 'A message came back for good' : 'A message came back',
  };
  return kind === 'BOUNCE' && reason !== '' ? `${words.BOUNCE} (${reason.replaceAll('-', ' ')})` : words[kind];
}
