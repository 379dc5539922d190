import type { OperatorTask } from '@aicmo/campaign-ops/contract';

interface Sources {
  /** As the server listed them: waiting, or all. */
  readonly tasks: readonly OperatorTask[];
  /** Those that the week's figures count. */
  readonly week: readonly OperatorTask[];
}

interface Pick {
  readonly label: string;
  readonly rows: (sources: Sources) => readonly OperatorTask[];
}

const isOverdue = ({ dueness }: OperatorTask): boolean => dueness === 'overdue';

/** Which tasks the list can show; each figure leads to the pick that holds exactly what it counts. */
export const picks = {
  waiting: { label: 'Waiting', rows: ({ tasks }) => tasks },
  // The task that lists what is overdue is late with the others, and is not counted twice.
  overdue: {
    label: 'Overdue',
    rows: ({ tasks }) => tasks.filter((task) => isOverdue(task) && task.kind !== 'ESCALATION'),
  },
  week: { label: 'This week', rows: ({ week }) => week },
  'week-done': { label: 'Done this week', rows: ({ week }) => week.filter(({ state }) => state === 'DONE') },
  'week-overdue': { label: 'Overdue this week', rows: ({ week }) => week.filter(isOverdue) },
  all: { label: 'All', rows: ({ tasks }) => tasks },
} as const satisfies Readonly<Record<string, Pick>>;

/** The pick that an address names; what waits by default. */
export const pickOf = (chosen: string | null): keyof typeof picks =>
  chosen !== null && Object.hasOwn(picks, chosen) ? (chosen as keyof typeof picks) : 'waiting'; // just looked up
