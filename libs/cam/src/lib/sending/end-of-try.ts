import type { DeliverySettlement, SmtpOutcome } from '@aicmo/core-effects';
import type { Instant } from '@aicmo/core-kernel';
import { bounceReason, isPermanent, type BounceReason } from '../replies/bounce-reason.ts';
import { nextTryAt, type TriedStep } from './retry-rules.ts';

/** What one try at the server means for the message, its recipient and its mailbox. */
export interface EndOfTry {
  readonly state: 'SENT' | 'RETRY_SCHEDULED' | 'FAILED' | 'UNCERTAIN';
  /** For RETRY_SCHEDULED. */
  readonly nextTryAt: Instant | null;
  /** Whether this counts as one of the tries; a message that the house itself held back was not tried. */
  readonly counts: boolean;
  /** One plain sentence: what the server said, or how the conversation ended. */
  readonly why: string;
  /** The server says that nobody is there: the address is never written to again. */
  readonly isDeadAddress: boolean;
  /** Why nothing more may go from this mailbox before a person has looked at it; null: it is in order. */
  readonly mailboxTrouble: string | null;
  readonly ledger: DeliverySettlement;
}

/** A message that was tried. */
export interface TriedMessage extends TriedStep {
  /** How often it was tried again before. */
  readonly retries: number;
  readonly now: Instant;
}

type Refused = Extract<SmtpOutcome, { outcome: 'refused' }>;
type Failed = Extract<SmtpOutcome, { outcome: 'failed' }>;

/**
 * What becomes of a message after one try. Only what provably did not happen is tried again (DOMAIN section 4): a
 * refusal that may pass, a conversation that ended before the message was complete, and trouble of our own mailbox, which
 * also takes the mailbox out of use when waiting cannot cure it. A refusal of this message or this recipient for good is
 * not asked for a second time.
 */
export function endOfTry(outcome: SmtpOutcome, message: TriedMessage): EndOfTry {
  const base = { nextTryAt: null, counts: true, isDeadAddress: false, mailboxTrouble: null } as const;
  const evidence = outcome.transcript;
  switch (outcome.outcome) {
    case 'accepted': {
      const why = `The server took it: ${said(outcome.response)}.`;
      return { ...base, state: 'SENT', why, ledger: { outcome: 'SENT', reasons: [], evidence } };
    }
    case 'unknown': {
      const why = `${outcome.why} Nobody knows whether it was taken.`;
      return { ...base, state: 'UNCERTAIN', why, ledger: { outcome: 'UNCERTAIN', reasons: [why], evidence } };
    }
    case 'held': {
      const why = 'It was stopped right before it left: by a hold, or by something that changed meanwhile.';
      const ledger = { outcome: 'FAILED', reasons: [why], evidence } as const;
      return { ...base, state: 'RETRY_SCHEDULED', nextTryAt: message.now, counts: false, why, ledger };
    }
    case 'refused':
    case 'failed':
      return notTaken(outcome, message);
  }
}

function notTaken(outcome: Refused | Failed, message: TriedMessage): EndOfTry {
  const why = outcome.outcome === 'failed' ? outcome.why : `${refusedWords[outcome.stage]}: ${said(outcome.response)}.`;
  const isOurs = isMailboxTrouble(outcome);
  const at = outcome.isTemporary || isOurs ? nextTryAt(message, message.retries, message.now) : undefined;
  const isOver = at === undefined;
  return {
    ...{ state: isOver ? 'FAILED' : 'RETRY_SCHEDULED', nextTryAt: at ?? null, counts: true, why },
    isDeadAddress: !outcome.isTemporary && !isOurs && outcome.outcome === 'refused' && isPermanent(reasonOf(outcome)),
    mailboxTrouble: isOurs && (isOver || !outcome.isTemporary) ? why : null,
    ledger: { outcome: 'FAILED', reasons: [why], evidence: outcome.transcript },
  };
}

const refusedWords: Readonly<Record<Refused['stage'], string>> = {
  connect: 'The mail server does not speak with us',
  tls: 'The mail server does not speak with us',
  greeting: 'The mail server does not speak with us',
  login: 'The mail server refused user or password',
  sender: 'The mail server refused the sender',
  recipient: 'The mail server refused the recipient',
  data: 'The mail server refused the message',
  message: 'The mail server refused the message',
};

/** Refusals that say something about us, whoever is written to. */
const aboutUs: readonly BounceReason[] = ['authentication', 'sender-refused', 'relay-refused'];

/** Whether it is the mailbox that cannot send, and not this message that cannot arrive. */
function isMailboxTrouble(outcome: Refused | Failed): boolean {
  if (['connect', 'tls', 'greeting', 'login'].includes(outcome.stage)) return true;
  if (outcome.outcome === 'failed') return false;
  const reason = reasonOf(outcome);
  if (outcome.stage === 'sender') return reason !== 'too-large' && reason !== 'mailbox-full';
  return !outcome.isTemporary && aboutUs.includes(reason);
}

const reasonOf = ({ response, status }: Refused): BounceReason => bounceReason(response, status);

const said = (response: string): string => `“${response.replaceAll(/\s+/g, ' ').trim().slice(0, 300)}”`;
