import type { OutreachAttemptRow } from '../db/outreach-tables.ts';
import { readJsonColumn } from '../db/json-column.ts';
import { AttemptEvidence } from '../outreach/attempt-evidence.ts';
import { messageIdOf } from './outgoing-mail.ts';

/** What a message of a thread has to be known by. */
type Earlier = Pick<OutreachAttemptRow, 'id' | 'step' | 'status' | 'channel' | 'messageId' | 'evidence'>;

/** Messages in one of these states left, or would have in their mode; see `threadOf`. */
const went: readonly string[] = ['SENT', 'SIMULATED', 'PROOFED'];

/**
 * Message-IDs of the thread that a step continues, the oldest first (RFC 5322, section 3.6.4): of what really went to this
 * lead in this mode, never of what was only planned.
 */
export function referencesOf(attempts: readonly Earlier[], step: number, mailboxAddress: string): readonly string[] {
  const last = attempts.findLast((each) => each.step < step && each.channel === 'email' && went.includes(each.status));
  if (!last) return [];
  const evidence = readJsonColumn(AttemptEvidence, last.evidence, 'cam_outreach_attempt.evidence');
  return [...(evidence.references ?? []), last.messageId ?? messageIdOf(last.id, mailboxAddress)];
}
