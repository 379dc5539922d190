import * as z from 'zod/mini';
import { DoneByHand, StoredRefusal } from '../../contract/outreach-attempt.ts';

/** What is kept beside the reasons: the zone whose hours were asked, and what would hold the message if it were LIVE. */
export const AttemptEvidence = z.object({
  zone: z.string(),
  wouldBe: z.array(StoredRefusal),
  /** Message-IDs of the thread that it continues, the oldest first; missing: it began one, or was no mail. */
  references: z.optional(z.array(z.string())),
  /** A person did it; missing: AICMO sent it. */
  byHand: z.optional(DoneByHand),
});
