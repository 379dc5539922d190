import { conflict, epochMs, hourMs, invalid, type Instant } from '@aicmo/core-kernel';
import { taskMoves, type OperatorTask } from '../../contract/operator-task.ts';

/** The state of a task. */
export type TaskState = OperatorTask['state'];
/** What a person can do with a task. */
export type TaskMove = (typeof taskMoves)[number];

/** All legal moves. A done task is done: what was published cannot be made unpublished by a click here. */
const moves: Readonly<Record<TaskMove, { readonly from: readonly TaskState[]; readonly to: TaskState }>> = {
  complete: { from: ['OPEN', 'BLOCKED', 'MISSED'], to: 'DONE' },
  block: { from: ['OPEN'], to: 'BLOCKED' },
  unblock: { from: ['BLOCKED'], to: 'OPEN' },
  miss: { from: ['OPEN', 'BLOCKED'], to: 'MISSED' },
  cancel: { from: ['OPEN', 'BLOCKED', 'MISSED'], to: 'CANCELLED' },
  reopen: { from: ['MISSED', 'CANCELLED'], to: 'OPEN' },
};

const stateWords: Readonly<Record<TaskState, string>> = {
  OPEN: 'open',
  BLOCKED: 'blocked',
  DONE: 'done',
  MISSED: 'missed',
  CANCELLED: 'cancelled',
};
const moveWords: Readonly<Record<TaskMove, string>> = {
  complete: 'completed',
  block: 'blocked',
  unblock: 'unblocked',
  miss: 'marked as missed',
  cancel: 'cancelled',
  reopen: 'opened again',
};

/** The state after a move. Throws `conflict` (code `task-move`) for a move that this state does not have. */
export function moveTask(from: TaskState, move: TaskMove): TaskState {
  const rule = moves[move];
  if (rule.from.includes(from)) return rule.to;
  throw conflict({
    code: 'task-move',
    message: `This task is ${stateWords[from]} and cannot be ${moveWords[move]}. Reload the task to see what happened to it.`,
    details: { from, move },
  });
}

/** The moves that a task in this state has, for the screen. */
export const movesOf = (from: TaskState): readonly TaskMove[] =>
  taskMoves.filter((move) => moves[move].from.includes(from));

/** The reason that a move needs, trimmed. Throws `invalid` (code `task-reason-missing`) when it says nothing. */
export function requireReason(reason: string, move: TaskMove): string {
  const text = reason.trim();
  if (text) return text;
  throw invalid({
    code: 'task-reason-missing',
    message: `A task can be ${moveWords[move]} only with a reason. Write one sentence that explains it to the next person.`,
    details: { field: 'reason' },
  });
}

/** How a waiting task stands to the clock: overdue from its moment on, due within the hour before. Null: it waits no more. */
export function duenessOf(state: TaskState, dueAt: Instant, now: Instant): OperatorTask['dueness'] {
  if (state !== 'OPEN' && state !== 'BLOCKED') return null;
  const left = epochMs(dueAt) - epochMs(now);
  if (left < 0) return 'overdue';
  return left <= hourMs ? 'due' : 'later';
}

/** When the two ENGAGE tasks after a post are due: 2 and 24 hours after it was completed. DOMAIN section 4. */
export const engageAfter = [
  { mark: '2h', ms: 2 * hourMs },
  { mark: '24h', ms: 24 * hourMs },
] as const;
