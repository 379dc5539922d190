import * as z from 'zod/mini';
import { platforms } from '@aicmo/core-kernel';
import { OperatorTask } from './operator-task.ts';

/** How many of a week's tasks there were, are done, and are late. */
export const WeekCounts = z.object({ planned: z.int(), done: z.int(), overdue: z.int() });
/** How many of a week's tasks there were, are done, and are late. */
export type WeekCounts = z.infer<typeof WeekCounts>;

/** One week of tasks, Monday to Sunday; cancelled ones are not counted. */
export const WeeklySummary = z.object({
  /** The Monday and the Sunday, local days of `timeZone`. */
  from: z.string(),
  to: z.string(),
  timeZone: z.string(),
  total: WeekCounts,
  byPlatform: z.array(z.object({ platform: z.nullable(z.enum(platforms)), counts: WeekCounts })),
  /** The rows that the figures count. */
  tasks: z.array(OperatorTask),
});
/** One week of tasks, Monday to Sunday; cancelled ones are not counted. */
export type WeeklySummary = z.infer<typeof WeeklySummary>;
