import { parseInstant } from '@aicmo/core-kernel';
import type { NeedsYouSource } from './needs-you.ts';

/** Tasks about leads that are due within the hour or overdue, and appointments of which nobody said what came. */
export const leadWorkSource: NeedsYouSource = {
  part: 'Tasks about leads',
  tab: 'acquisition',
  find: async (workspace) => {
    const { leadTasks, appointments } = await workspace.cam();
    const [due, ended] = [await leadTasks.dueTasks(), await appointments.appointmentsWantingOutcome()];
    return [
      ...due.map(({ id, clientId, leadId, leadName, title, dueAt, timeZone, dueness }) => ({
        id: `lead-task-${id}`,
        urgency: dueness === 'overdue' ? ('now' as const) : ('soon' as const),
        sentence: `${dueness === 'overdue' ? 'Overdue' : 'Due'}: ${title}, with ${leadName}, planned for ${momentOf(dueAt, timeZone)}`,
        clientId,
        since: parseInstant(dueAt),
        action: { label: 'Open the lead', tab: 'acquisition', open: leadId },
      })),
      ...ended.map(({ id, clientId, leadId, leadName, title, endsAt }) => ({
        id: `appointment-${id}`,
        urgency: 'soon' as const,
        sentence: `“${title}” with ${leadName} is over: say what came of it`,
        clientId,
        since: parseInstant(endsAt),
        action: { label: 'Say what came of it', tab: 'acquisition', open: leadId },
      })),
    ];
  },
};

/** The tasks of a day have often one title: the moment tells them apart. */
const momentOf = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' },
  }).format(Date.parse(at));
