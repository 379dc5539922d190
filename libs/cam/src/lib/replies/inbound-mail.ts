import type { BounceReason } from './bounce-reason.ts';

/** What an incoming message is. DOMAIN section 3, "Reply". */
export type InboundKind =
  | ('POSITIVE' | 'NEGATIVE' | 'NEUTRAL' | 'UNSUBSCRIBE')
  | ('OUT_OF_OFFICE' | 'AUTO_REPLY')
  | ('BOUNCE' | 'COMPLAINT' | 'DELIVERED');

/** An incoming message as it is understood. */
export interface InboundMail {
  readonly kind: InboundKind;
  /** Of a bounce: whether writing to the address again can never work. Otherwise false. */
  readonly permanent: boolean;
  /** Of a bounce: why it came back; of other kinds empty. */
  readonly reason: BounceReason | '';
  /** Enhanced status code (RFC 3463), `5.1.1`, or empty. */
  readonly status: string;
  /** Of a bounce, delivery notice or complaint: the address that it is about, in lower case, or empty. */
  readonly recipient: string;
  /** The Message-ID of our message that this is about, without its angle brackets, or empty. */
  readonly originalMessageId: string;
  /** Of an absence: the day on which the person is back, `2026-03-16`, or null when the message does not say. */
  readonly returnsOn: string | null;
  /** 0–1. At .85 and above a machine may act on it. DOMAIN section 4, "Reply classes". */
  readonly confidence: number;
  /** The words and headers that decided, the strongest first: shown to the person. */
  readonly evidence: readonly string[];
  /** What was written new: without what is quoted and without the signature. */
  readonly text: string;
}
