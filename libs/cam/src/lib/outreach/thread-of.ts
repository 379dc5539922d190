import type { OutreachAttemptRow } from '../db/outreach-tables.ts';

/** Messages in one of these states were read, or would have been in their mode. */
const went: readonly string[] = ['SENT', 'SIMULATED', 'PROOFED'];

/** The subject of the thread that a lead has in one mode before a step: that of the last mail that went, without "Re:". */
export function threadOf(
  attempts: readonly Pick<OutreachAttemptRow, 'step' | 'status' | 'channel' | 'subject'>[],
  step: number,
): string | null {
  const last = attempts.findLast((each) => each.step < step && each.channel === 'email' && went.includes(each.status));
  return last === undefined ? null : last.subject.replace(/^(?:re:\s*)+/i, '');
}

/** The template of the last subject before a step: of the mail whose thread it continues. */
export const earlierSubjectOf = (
  steps: readonly { readonly position: number; readonly subject: string }[],
  position: number,
): string => steps.findLast((each) => each.position < position && each.subject.trim() !== '')?.subject ?? '';
