/** In `?open=` a task is told from other records of this tab by its prefix. */
const prefix = 'task.';

/** What opens a task's drawer. */
export const taskOpen = (taskId: string): string => `${prefix}${taskId}`;

/** The task that is open; null when nothing is, or something else. */
export const taskIdOf = (open: string | null): string | null =>
  open?.startsWith(prefix) ? open.slice(prefix.length) : null;
