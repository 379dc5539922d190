import { latestNotBefore, type Instant, type Refusal } from '@aicmo/core-kernel';
import type { AttemptMode } from '../../contract/outreach-attempt.ts';

/**
 * Reasons that only concern the last inch: the mailbox, the sender's own particulars. A rehearsal needs none of
 * them, so they are told as "would be" there and bind where bytes leave (LIVE) or are kept as they would leave (PROOF).
 */
const ofMailbox = ['channel-not-configured', 'mailbox-paused', 'mailbox-untested', 'sender-not-authenticated'];
const lastInch: Readonly<Record<AttemptMode, readonly string[]>> = {
  SIMULATION: [...ofMailbox, 'content-unsubscribe', 'content-postal-address'],
  PROOF: ofMailbox,
  LIVE: [],
};

/** What the gate's reasons mean for an attempt of one mode. */
export type OutreachVerdict = {
  /** Told, but not binding in this mode: what would hold it as well if it were LIVE. */
  readonly wouldBe: readonly Refusal[];
} & (
  | { readonly go: true }
  | { readonly go: false; readonly state: 'BLOCKED'; readonly reasons: readonly Refusal[] }
  | {
      readonly go: false;
      readonly state: 'SCHEDULED';
      readonly reasons: readonly Refusal[];
      readonly notBefore?: Instant;
    }
);

/** Sorts the gate's reasons: one that only a person lifts blocks, else time decides (EFFECTS, "refusals"). */
export function decideOutreach(mode: AttemptMode, refusals: readonly Refusal[]): OutreachVerdict {
  const wouldBe = refusals.filter((refusal) => lastInch[mode].includes(refusal.code));
  const reasons = refusals.filter((refusal) => !wouldBe.includes(refusal));
  if (reasons.length === 0) return { go: true, wouldBe };
  if (reasons.some((refusal) => refusal.liftedBy === 'person'))
    return { go: false, state: 'BLOCKED', reasons, wouldBe };
  const notBefore = latestNotBefore(reasons);
  return { go: false, state: 'SCHEDULED', reasons, wouldBe, ...(notBefore ? { notBefore } : {}) };
}
