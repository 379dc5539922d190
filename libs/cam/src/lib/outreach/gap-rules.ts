import { minuteMs } from '@aicmo/core-kernel';

/** No gap is longer. */
export const longestGapMs = 20 * minuteMs;

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
 * Milliseconds, 10 to 20 minutes in whole seconds, that a mailbox rests before this step of this enrolment. Drawn from
 * the two alone, so that a plan and the run that follows it agree. DOMAIN section 4.
 */
export function gapMs(enrolmentId: string, step: number): number {
  return 10 * minuteMs + (draw(`${enrolmentId}/${step}`) % 601) * 1000;
}
