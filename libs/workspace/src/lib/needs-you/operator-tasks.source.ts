import { hourMs, parseInstant, plusMs } from '@aicmo/core-kernel';
import type { NeedsYouSource } from './needs-you.ts';

/** Tasks that are due within the hour or overdue; the task that lists what is overdue stands for itself in its tab. */
export const operatorTasksSource: NeedsYouSource = {
  part: 'Tasks',
  tab: 'campaign-ops',
  find: async (workspace) => {
    const { tasks } = await workspace.campaignOps();
    const before = plusMs(workspace.clock.now(), hourMs);
    const waiting = await tasks.list({
      states: ['OPEN', 'BLOCKED'],
      kinds: ['POST', 'ENGAGE', 'MANUAL', 'OUTREACH'],
      before,
    });
    return waiting.map(({ id, clientId, dueness, dueAt, timeZone, title, state, reason }) => ({
      id: `task-${id}`,
      urgency: dueness === 'overdue' ? 'now' : 'soon',
      sentence: `${dueness === 'overdue' ? 'Overdue' : 'Due'}: ${title}, planned for ${dayOf(dueAt, timeZone)}${state === 'BLOCKED' ? ` (blocked: ${reason})` : ''}`,
      clientId,
      since: parseInstant(dueAt),
      action: { label: 'Do it', tab: 'campaign-ops', open: `task.${id}` },
    }));
  },
};

/** The posts of a series have one title: the day tells them apart. */
const dayOf = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'long', day: 'numeric', month: 'long' }).format(Date.parse(at));
