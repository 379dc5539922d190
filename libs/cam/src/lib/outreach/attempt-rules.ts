import { conflict } from '@aicmo/core-kernel';
import type { AttemptState } from '../../contract/outreach-attempt.ts';

/**
 * Every legal move of an outreach attempt (DOMAIN section 3). BLOCKED → CANCELLED is ours: an enrolment that stops
 * takes its blocked message with it. What left may still bounce; what is UNCERTAIN only a person resolves.
 */
export const attemptMoves: Readonly<Record<AttemptState, readonly AttemptState[]>> = {
  SCHEDULED: ['SENDING', 'SIMULATED', 'PROOFED', 'CANCELLED', 'BLOCKED'],
  BLOCKED: ['SCHEDULED', 'CANCELLED'],
  SENDING: ['SENT', 'RETRY_SCHEDULED', 'FAILED', 'UNCERTAIN'],
  RETRY_SCHEDULED: ['SENDING', 'CANCELLED'],
  UNCERTAIN: ['SENT', 'FAILED'],
  SENT: ['BOUNCED', 'COMPLAINED'],
  FAILED: [],
  SIMULATED: [],
  PROOFED: [],
  CANCELLED: [],
  BOUNCED: [],
  COMPLAINED: [],
};

/** Whether an attempt may go from one state to another. */
export const canMoveAttempt = (from: AttemptState, to: AttemptState): boolean => attemptMoves[from].includes(to);

/** Throws `conflict` (code `attempt-move`), naming both states, for a move that the table does not have. */
export function assertAttemptMove(from: AttemptState, to: AttemptState): void {
  if (canMoveAttempt(from, to)) return;
  const legal = attemptMoves[from].join(', ') || 'nothing: it is settled';
  throw conflict({
    code: 'attempt-move',
    message: `A message that is ${from} cannot become ${to}; from ${from} it can become ${legal}.`,
    details: { from, to },
  });
}
