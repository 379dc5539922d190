import type { ImapSettings, SmtpOutcome } from '@aicmo/core-effects';
import type { Instant } from '@aicmo/core-kernel';

/** A message as it reached the other side. */
export interface SentLetter {
  readonly at: Instant;
  /** The envelope's addresses. */
  readonly from: string;
  readonly to: string;
  readonly raw: Uint8Array;
}

/** A mail that came into a mailbox. */
export interface ArrivedMail {
  readonly at: Instant;
  readonly raw: Uint8Array;
}

/** The other side of a simulation: what recipients' servers say, and what comes back. */
export interface OutsideWorld {
  answer(letter: SentLetter): SmtpOutcome;
  /** Everything that lies in a folder of a mailbox by now, in the order in which it came. */
  mails(mailbox: ImapSettings, folder: string, now: Instant): readonly ArrivedMail[];
  /** When the next mail comes in anywhere; null: none is on its way. */
  nextMailAt(now: Instant): Instant | null;
}

/** Takes every message, and never writes: nobody answers, nothing comes back. */
export const silentWorld: OutsideWorld = {
  answer: () => ({ outcome: 'accepted', response: '250 accepted in a simulation', transcript: [] }),
  mails: () => [],
  nextMailAt: () => null,
};
