import type { Channel, Instant, Refusal } from '@aicmo/core-kernel';
import type { AttemptMode, AttemptState } from '../../contract/outreach-attempt.ts';

/** How much of one cap is used up at the moment of asking, in the attempt's own mode. */
export interface CapUse {
  readonly cap: 'lead' | 'mailbox' | 'campaign' | 'recipient-domain' | 'workspace';
  /** Whose cap, for the sentence: `acme.example`. */
  readonly of: string;
  readonly limit: number;
  readonly used: number;
  /** When the next place becomes free. */
  readonly freeAt: Instant;
}

/** Something in the rendered message that must not leave. */
export interface ContentProblem {
  readonly kind:
    | 'unknown-variable'
    | 'missing-value'
    | 'template-broken'
    | 'placeholder'
    | 'banned-word'
    | 'unsubscribe'
    | 'postal-address';
  readonly text: string;
}

/** An entry of the list of those who are never contacted, that fits this lead. */
export interface SuppressionHit {
  readonly by: 'address' | 'domain' | 'identity' | 'blocked-domain';
  readonly value: string;
  readonly reason: string;
}

/** Everything that the gate looks at, read at one moment, and inside transaction A again in the same transaction. */
export interface OutreachFacts {
  readonly now: Instant;
  readonly mode: AttemptMode;
  /** The house's hold, as core-effects tells it (`holdOf`); null: nothing is held. */
  readonly hold: Refusal | null;
  readonly campaign: {
    readonly name: string;
    readonly status: 'DRAFT' | 'ACTIVE' | 'PAUSED' | 'COMPLETED' | 'ARCHIVED';
    readonly mode: 'SIMULATION' | 'LIVE';
    /** First moment of its first day and first moment after its last day, in the client's zone; null: open. */
    readonly startsAt: Instant | null;
    readonly endsAt: Instant | null;
  };
  readonly channel: {
    readonly channel: Channel;
    readonly enabled: boolean;
    /** Whether anything could really send a message of this channel, or give it to a person; only LIVE needs it. */
    readonly configured: boolean;
  };
  /** The mailbox that it goes from; null: it is no mail, or there is none. */
  readonly mailbox: {
    readonly name: string;
    readonly isPaused: boolean;
    /** Why it is paused; empty when nobody said. */
    readonly reason: string;
    /** Whether it was tested and can send. */
    readonly isTested: boolean;
  } | null;
  readonly lead: {
    readonly name: string;
    /** The address on this channel; null: none. */
    readonly recipient: string | null;
    readonly consent: 'UNKNOWN' | 'OPTED_IN' | 'DO_NOT_CONTACT';
    readonly reviewReason: string | null;
    /** Why nothing can arrive at the address, as checking found; null: nothing is known against it. */
    readonly addressProblem: string | null;
  };
  readonly suppressions: readonly SuppressionHit[];
  readonly enrolment: {
    readonly status: 'ACTIVE' | 'PAUSED' | 'FINISHED' | 'STOPPED';
    readonly reason: string;
    readonly pausedUntil: Instant | null;
  };
  readonly step: {
    /** From 1. */
    readonly step: number;
    /** What became of the step before, in this mode; null for the first or when it was never tried. */
    readonly previous: AttemptState | null;
    /** When its day has come. */
    readonly dueAt: Instant;
  };
  /** The first messages of a LIVE campaign wait until a person has read them; null: this one does not. */
  readonly firstLook: { readonly count: number } | null;
  readonly content: readonly ContentProblem[];
  readonly window: {
    readonly zone: string;
    readonly isOpen: boolean;
    /** Null: it never opens again. */
    readonly opensAt: Instant | null;
  };
  /** When the mailbox may send again. */
  readonly mailboxReadyAt: Instant | null;
  readonly caps: readonly CapUse[];
  readonly senderDomain: {
    readonly name: string;
    /** Hours since which both SPF and DMARC fail; null: they pass, or nobody has looked. */
    readonly failingForHours: number | null;
  };
  /** An answer of a person to a person: never held by the sender domain's authentication. */
  readonly isHumanReply: boolean;
}
