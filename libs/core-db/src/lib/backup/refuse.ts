import type { AppError, ErrorFacts } from '@aicmo/core-kernel';
import type { Remedy } from '../finding.ts';

/** What stands in the way of a backup or restore. */
interface Obstacle {
  readonly code: string;
  /** What was found, and what was expected. */
  readonly found: string;
  readonly remedy: Remedy;
  readonly cause?: unknown;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** An error whose message ends with what to type; the same remedy is in its details for a program. */
export function refuse(maker: (facts: ErrorFacts) => AppError, obstacle: Obstacle): AppError {
  const { code, found, remedy, cause, details } = obstacle;
  return maker({
    code,
    message: [found, remedy.text, ...remedy.commands].join(' '),
    details: { ...details, remedy },
    ...(cause === undefined ? {} : { cause }),
  });
}
