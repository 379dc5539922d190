import { epochMs, type Clock } from '@aicmo/core-kernel';
import type { LlmTimers } from '../ports/llm-timers.ts';

/** The time that a question has in all: waiting for room, retries, other models and repairs together. */
export interface Deadline {
  /** Aborted when the time is over or when the asker gives up. */
  readonly signal: AbortSignal;
  leftMs(): number;
  /** Why it was aborted; null while it was not. */
  readonly over: () => 'time' | 'asker' | null;
  readonly totalMs: number;
  /** Ends the watch. Always called. */
  stop(): void;
}

export function startDeadline(
  { clock, timers }: { readonly clock: Clock; readonly timers: LlmTimers },
  totalMs: number,
  asker: AbortSignal | undefined,
): Deadline {
  const started = epochMs(clock.now());
  const controller = new AbortController();
  let over: 'time' | 'asker' | null = null;
  const end = (why: 'time' | 'asker'): void => {
    over ??= why;
    controller.abort();
  };
  const giveUp = (): void => end('asker');
  const cancelTimer = timers.after(totalMs, () => end('time'));
  if (asker?.aborted) giveUp();
  asker?.addEventListener('abort', giveUp, { once: true });
  return {
    signal: controller.signal,
    totalMs,
    leftMs: () => Math.max(0, started + totalMs - epochMs(clock.now())),
    over: () => over,
    stop: () => {
      cancelTimer();
      asker?.removeEventListener('abort', giveUp);
    },
  };
}
