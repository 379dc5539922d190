import { minuteMs } from '@aicmo/core-kernel';
import type { MailboxLimits } from '../../contract/mailbox.ts';

/** FNV-1a over the text's UTF-16 units with an avalanche: the same text always draws the same number. */
export function draw(seed: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < seed.length; index += 1) {
    hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * Milliseconds, in whole seconds between the mailbox's bounds in minutes (10 to 20 by default), that it rests before this
 * step of this enrolment. Drawn from the two alone, so that a plan and the run that follows it agree. DOMAIN section 4.
 */
export function gapMs(
  enrolmentId: string,
  step: number,
  { gapFrom, gapTo }: Pick<MailboxLimits, 'gapFrom' | 'gapTo'>,
): number {
  const seconds = (gapTo - gapFrom) * 60 + 1;
  return gapFrom * minuteMs + (draw(`${enrolmentId}/${step}`) % seconds) * 1000;
}
