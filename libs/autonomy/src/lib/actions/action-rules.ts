import { conflict, latestNotBefore, plusMs, type Instant, type Refusal } from '@aicmo/core-kernel';
import type { actionMoves, ActionView, Decision } from '../../contract/action.ts';
import type { AutonomyMode } from '../../contract/policy.ts';

/** The state of an action. */
export type ActionState = ActionView['state'];
/** What a person can do with an action. */
export type ActionMove = (typeof actionMoves)[number];

/** Milliseconds after which a claim ends by itself; renewed at a third. DOMAIN section 4. */
export const leaseMs = 30_000;
/** The most actions in flight at once. DOMAIN section 4. */
export const mostInFlight = 3;
/** How often an action is tried before it becomes a dead letter. DOMAIN section 4. */
const mostAttempts = 3;

/** Milliseconds before the next attempt: 5 s · 2ⁿ after the first, second, … failure. DOMAIN section 4. */
const retryDelayMs = (failures: number): number => 5000 * 2 ** (failures - 1);

/** What a person may do in which state; an action that a person has answered waits for the engine alone. */
const movesByState: Readonly<Record<ActionState, readonly ActionMove[]>> = {
  PENDING: ['cancel'],
  AWAITING_APPROVAL: ['approve', 'reject', 'cancel'],
  RUNNING: [],
  RETRY_SCHEDULED: ['cancel'],
  SUCCEEDED: [],
  REJECTED: [],
  CANCELLED: [],
  DEAD_LETTER: ['requeue', 'cancel'],
  UNCERTAIN: ['settle'],
};

const stateWords: Readonly<Record<ActionState, string>> = {
  PENDING: 'waits for the engine',
  AWAITING_APPROVAL: 'waits for a decision',
  RUNNING: 'is running',
  RETRY_SCHEDULED: 'waits for its next attempt',
  SUCCEEDED: 'has succeeded',
  REJECTED: 'was rejected',
  CANCELLED: 'was cancelled',
  DEAD_LETTER: 'was given up',
  UNCERTAIN: 'has an uncertain end',
};
const moveWords: Readonly<Record<ActionMove, string>> = {
  approve: 'approved',
  reject: 'rejected',
  cancel: 'cancelled',
  requeue: 'queued again',
  settle: 'settled',
};

/** The moves that a person has now. */
export const movesOf = (state: ActionState, decision: Decision | null): readonly ActionMove[] =>
  movesByState[state].filter((move) => decision === null || (move !== 'approve' && move !== 'reject'));

/**
 * Refuses a move that the action does not have: `conflict` with code `action-decided`, and who decided, when a person
 * has answered already; `action-move` otherwise.
 */
export function refuseMove(move: ActionMove, state: ActionState, decision: Decision | null): void {
  if (movesOf(state, decision).includes(move)) return;
  const isDecision = move === 'approve' || move === 'reject';
  if (isDecision && decision) {
    throw conflict({
      code: 'action-decided',
      message: `${decision.by} has ${decision.verdict === 'APPROVED' ? 'approved' : 'rejected'} this already. Reload the list to see where it stands.`,
      details: { ...decision, state },
    });
  }
  throw conflict({
    code: 'action-move',
    message: `This action ${stateWords[state]} and cannot be ${moveWords[move]}. Reload the list to see where it stands.`,
    details: { state, move },
  });
}

/** Where a proposal begins. In manual mode the engine does not even propose. */
export const firstState = (mode: Exclude<AutonomyMode, 'MANUAL'>): ActionState =>
  mode === 'FULL_AUTO' ? 'PENDING' : 'AWAITING_APPROVAL';

/** What the engine does with a due action: run it, ask a person first, or give it up. */
export type Claim =
  | { readonly does: 'run' }
  | { readonly does: 'ask'; readonly why: string }
  | { readonly does: 'give-up'; readonly why: string };

/** Decides at the last moment, under the policy as it stands now: what was allowed when it was queued may not be any more. */
export function decideClaim(facts: {
  readonly state: ActionState;
  readonly isApproved: boolean;
  readonly isKnown: boolean;
  readonly mode: AutonomyMode;
}): Claim {
  if (!facts.isKnown) {
    return { does: 'give-up', why: 'This version of AICMO does not know this kind of action any more.' };
  }
  if (facts.isApproved || facts.mode === 'FULL_AUTO') return { does: 'run' };
  if (facts.state === 'PENDING') return { does: 'ask', why: 'The mode was narrowed after this was queued.' };
  return { does: 'give-up', why: 'The mode was narrowed before the next attempt; queue it again to allow it.' };
}

/** What becomes of an action that did not succeed. */
export interface Afterwards {
  readonly state: 'RETRY_SCHEDULED' | 'DEAD_LETTER';
  readonly failures: number;
  readonly notBefore: Instant;
  readonly lastError: string;
}

/** After a failure: again in 5 s · 2ⁿ, three attempts in all. What is wrong in itself is not tried again. */
export function afterFailure(failures: number, message: string, isHopeless: boolean, now: Instant): Afterwards {
  const count = failures + 1;
  const isOver = isHopeless || count >= mostAttempts;
  return {
    state: isOver ? 'DEAD_LETTER' : 'RETRY_SCHEDULED',
    failures: count,
    notBefore: isOver ? now : plusMs(now, retryDelayMs(count)),
    lastError: message,
  };
}

/** After a refusal: when time lifts every reason, asked again then and not counted as a failure; else a person is needed. */
export function afterRefusal(failures: number, refusals: readonly Refusal[], now: Instant): Afterwards {
  const lastError = refusals.map((refusal) => refusal.text).join(' ') || 'It was refused without a reason.';
  const isPersonNeeded = refusals.length === 0 || refusals.some((refusal) => refusal.liftedBy === 'person');
  if (isPersonNeeded) return { state: 'DEAD_LETTER', failures, notBefore: now, lastError };
  const named = latestNotBefore(refusals);
  const soonest = plusMs(now, retryDelayMs(mostAttempts));
  return { state: 'RETRY_SCHEDULED', failures, notBefore: named && named > soonest ? named : soonest, lastError };
}
