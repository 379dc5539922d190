import * as z from 'zod/mini';
import { StoredRefusal } from '../../contract/outreach-attempt.ts';

/** What is kept beside the reasons: the zone whose hours were asked, and what would hold the message if it were LIVE. */
export const AttemptEvidence = z.object({ zone: z.string(), wouldBe: z.array(StoredRefusal) });
