import { epochMs, parseInstant, type Instant } from '@aicmo/core-kernel';
import type { ReviewKind, ReviewReason } from '../../contract/review.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import type { ReviewSettledRow } from '../db/lead-work-tables.ts';

/** What of a lead decides whether it needs a person. */
export type ReviewFacts = Pick<
  LeadRow,
  | 'needsReview'
  | 'reviewReason'
  | 'reviewSince'
  | 'email'
  | 'emailCheck'
  | 'emailCheckWhy'
  | 'emailCheckedAt'
  | 'company'
  | 'tier'
  | 'createdAt'
  | 'state'
  | 'consent'
>;

/** What people said to a lead's reasons. */
export type Said = Pick<ReviewSettledRow, 'kind' | 'until' | 'settledAt'>;

/**
 * Why a lead needs a person now, oldest first; empty: it does not. A reason that somebody looked at comes back only when
 * it arose anew since; one that was put off comes back when its time has come.
 */
export function reviewReasons(lead: ReviewFacts, said: readonly Said[], now: Instant): readonly ReviewReason[] {
  const isOpen = lead.state !== 'WON' && lead.state !== 'LOST' && lead.consent !== 'DO_NOT_CONTACT';
  const reasons = [
    ...(lead.needsReview === 1 && lead.reviewSince !== null ? [asked(lead)] : []),
    ...(isOpen && lead.emailCheck === 'INVALID' && lead.emailCheckedAt !== null ? [badAddress(lead)] : []),
    ...(isOpen && lead.company === '' && (lead.tier === 'HOT' || lead.tier === 'WARM') ? [noCompany(lead)] : []),
  ];
  return reasons
    .filter((reason) => !said.some((answer) => isAnswered(reason, answer, now)))
    .sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0));
}

const isAnswered = ({ kind, since }: ReviewReason, answer: Said, now: Instant): boolean =>
  answer.kind === kind &&
  answer.settledAt >= since &&
  (answer.until === null || epochMs(parseInstant(answer.until)) > epochMs(now));

const asked = ({ reviewReason, reviewSince, createdAt }: ReviewFacts): ReviewReason => ({
  kind: 'REVIEW',
  since: reviewSince ?? createdAt,
  why: reviewReason === '' ? 'Somebody asked for a look before anything more is written.' : reviewReason,
});

const badAddress = ({ email, emailCheckWhy, emailCheckedAt, createdAt }: ReviewFacts): ReviewReason => ({
  kind: 'ADDRESS',
  since: emailCheckedAt ?? createdAt,
  why: `${email} is no good: ${emailCheckWhy === '' ? 'the check found it wrong.' : emailCheckWhy}`,
});

const noCompany = ({ createdAt }: ReviewFacts): ReviewReason => ({
  kind: 'COMPANY',
  since: createdAt,
  why: 'A promising lead whose company nobody knows: fill it in, or say that it is fine.',
});

/** The kinds in the order in which they are looked for. */
export const reviewKinds: readonly ReviewKind[] = ['REVIEW', 'ADDRESS', 'COMPANY'];
