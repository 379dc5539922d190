import { minuteMs, plusMs, type Instant } from '@aicmo/core-kernel';
import { draw } from '../outreach/gap-rules.ts';

/** Minutes between a message that did not go and the next try. DOMAIN section 4. */
const waits = [1, 5, 30] as const;
/** Each wait is at most this part longer, so that what failed at one moment does not come back at one moment. */
const jitter = 0.2;

/** One step of one enrolment. */
export interface TriedStep {
  readonly enrolmentId: string;
  /** From 1. */
  readonly step: number;
}

/**
 * When a message that provably did not leave is tried again; undefined when it has been tried often enough. The jitter is
 * drawn from enrolment, step and try alone, in whole seconds, so that a plan and the run that follows it agree.
 * @param retries how often it was tried again before
 */
export function nextTryAt({ enrolmentId, step }: TriedStep, retries: number, now: Instant): Instant | undefined {
  const minutes = waits[retries];
  if (minutes === undefined) return undefined;
  const mostSeconds = minutes * 60 * jitter;
  const more = draw(`${enrolmentId}/${step}/retry ${retries + 1}`) % (mostSeconds + 1);
  return plusMs(now, minutes * minuteMs + more * 1000);
}
