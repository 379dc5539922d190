import { conflict } from '@aicmo/core-kernel';
import type { RunCounters, RunStatus } from '../../contract/orchestrator-run.ts';
import type { RunItemOutcome } from '../../contract/run-item-outcome.ts';

/** Every legal move of a run. DOMAIN section 3; a claimed run may also fail or be stopped before it starts. */
const runMoves: Readonly<Record<RunStatus, readonly RunStatus[]>> = {
  CLAIMED: ['RUNNING', 'STOPPED', 'FAILED'],
  RUNNING: ['COMPLETED', 'STOPPED', 'FAILED'],
  COMPLETED: [],
  STOPPED: [],
  FAILED: [],
};

/** Throws `conflict` (code `run-move`) for a move that the table does not have. */
export function assertRunMove(from: RunStatus, to: RunStatus): void {
  if (runMoves[from].includes(to)) return;
  throw conflict({ code: 'run-move', message: `A run that is ${from} cannot become ${to}.`, details: { from, to } });
}

/** The counters of a run that has done nothing yet. */
export const noCounters: RunCounters = {
  ...{ due: 0, simulated: 0, proofed: 0, scheduled: 0, blocked: 0 },
  ...{ sent: 0, retried: 0, failed: 0, uncertain: 0, left: 0 },
};

const counterOf = {
  SIMULATED: 'simulated',
  PROOFED: 'proofed',
  SCHEDULED: 'scheduled',
  BLOCKED: 'blocked',
  SENT: 'sent',
  RETRY_SCHEDULED: 'retried',
  FAILED: 'failed',
  UNCERTAIN: 'uncertain',
} as const satisfies Record<RunItemOutcome, keyof RunCounters>;

/** The counters after one more message. */
export const countOne = (counters: RunCounters, outcome: RunItemOutcome): RunCounters => ({
  ...counters,
  due: counters.due + 1,
  [counterOf[outcome]]: counters[counterOf[outcome]] + 1,
});
