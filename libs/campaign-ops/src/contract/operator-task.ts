import * as z from 'zod/mini';
import { platforms } from '@aicmo/core-kernel';

/** What a task asks for. */
export const taskKinds = ['POST', 'ENGAGE', 'ESCALATION', 'MANUAL', 'OUTREACH'] as const;
/** The states of a task; "due" and "overdue" are computed. DOMAIN section 3. */
export const taskStates = ['OPEN', 'BLOCKED', 'DONE', 'MISSED', 'CANCELLED'] as const;
/** What a person can do with a task. */
export const taskMoves = ['complete', 'block', 'unblock', 'miss', 'cancel', 'reopen'] as const;
/** How a task that waits stands to the clock: due within an hour, or its moment is over. */
export const duenesses = ['later', 'due', 'overdue'] as const;

/** What shows that a task was done. */
export const TaskProof = z.object({ url: z.nullable(z.string()), note: z.string() });
/** What shows that a task was done. */
export type TaskProof = z.infer<typeof TaskProof>;

/** Something that a person must do. */
export const OperatorTask = z.object({
  id: z.string(),
  clientId: z.string(),
  /** Null: for the client as a whole. */
  campaignId: z.nullable(z.string()),
  kind: z.enum(taskKinds),
  platform: z.nullable(z.enum(platforms)),
  title: z.string(),
  /** What to do, one after the other. */
  steps: z.array(z.string()),
  /** The text to use; empty when there is none yet. */
  copy: z.string(),
  dueAt: z.string(),
  /** The zone in which `dueAt` was planned, and in which it is shown. */
  timeZone: z.string(),
  state: z.enum(taskStates),
  /** Null for a task that waits no more. */
  dueness: z.nullable(z.enum(duenesses)),
  /** Why it is blocked, missed or cancelled; empty otherwise. */
  reason: z.string(),
  proof: z.nullable(TaskProof),
  /** What the address of a proof looks like; null where a sentence is proof enough. */
  proofExample: z.nullable(z.string()),
  /** What a person can do with it now. */
  moves: z.array(z.enum(taskMoves)),
  /** The POST task that an ENGAGE task follows. */
  followsTaskId: z.nullable(z.string()),
  createdAt: z.string(),
  changedAt: z.string(),
});
/** Something that a person must do. */
export type OperatorTask = z.infer<typeof OperatorTask>;

/** One line of a task's or a calendar's story. */
export const OpsEvent = z.object({ at: z.string(), who: z.string(), what: z.string(), why: z.string() });
/** One line of a task's or a calendar's story. */
export type OpsEvent = z.infer<typeof OpsEvent>;
