import type { OperatorTask } from '../../contract/operator-task.ts';
import type { WeekCounts, WeeklySummary } from '../../contract/weekly-summary.ts';

/** The local days of a week, and its zone. */
export interface Week {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

/**
 * Sums a week up. Planned counts every task that was due in it and was not cancelled; done and overdue are parts of it.
 * The task that lists what is overdue is not counted: it would count the same work twice.
 */
export function summariseWeek(week: Week, due: readonly OperatorTask[]): WeeklySummary {
  const tasks = due.filter((task) => task.state !== 'CANCELLED' && task.kind !== 'ESCALATION');
  const platforms = [...new Set(tasks.map((task) => task.platform))].sort((a, b) => (a ?? '').localeCompare(b ?? ''));
  return {
    ...week,
    total: countsOf(tasks),
    byPlatform: platforms.map((platform) => ({
      platform,
      counts: countsOf(tasks.filter((task) => task.platform === platform)),
    })),
    tasks,
  };
}

const countsOf = (tasks: readonly OperatorTask[]): WeekCounts => ({
  planned: tasks.length,
  done: tasks.filter((task) => task.state === 'DONE').length,
  overdue: tasks.filter((task) => task.dueness === 'overdue').length,
});
