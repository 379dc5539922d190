import type { Refusal } from '@aicmo/core-kernel';
import type { SendingReason } from '../../contract/sending-reason.ts';
import type { OutreachVerdict } from '../outreach/verdict-rules.ts';
import { reasonPlace, type ReasonSubjects } from './reason-place.ts';

/** The gate's reasons as people read them: those that hold, then those that only would if it were live. */
export function reasonsOfVerdict(verdict: OutreachVerdict, subjects: ReasonSubjects): readonly SendingReason[] {
  const reason = ({ code, text, notBefore }: Refusal, effect: 'holds' | 'limits'): SendingReason => ({
    ...{ code, effect, until: notBefore ?? null, place: reasonPlace(code, subjects) },
    text: effect === 'holds' ? text : `Before it can be live: ${text}`,
  });
  return [
    ...(verdict.go ? [] : verdict.reasons.map((refusal) => reason(refusal, 'holds'))),
    ...verdict.wouldBe.map((refusal) => reason(refusal, 'limits')),
  ];
}
