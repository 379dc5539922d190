import { parseInstant } from '@aicmo/core-kernel';
import type { Workspace } from '../workspace.ts';
import type { NeedsYou, NeedsYouSource } from './needs-you.ts';

/** So many leads stand here by name; more are one row for each client, which leads to the queue. */
const mostNamed = 5;
/** Counting stops here: nobody needs to know how many more there are. */
const mostCounted = 100;

type Review = Awaited<ReturnType<Workspace['cam']>>['review'];

/** Leads that need a person: by name while they are few, else as the queue that they stand in. */
export const leadsSource: NeedsYouSource = {
  part: 'Leads',
  tab: 'acquisition',
  find: async (workspace) => {
    const { review, clients } = await workspace.cam();
    const { items } = await review.queue({}, { limit: mostNamed + 1 });
    if (items.length <= mostNamed) {
      return items.map(({ leadId, clientId, name, company, since, reasons }) => ({
        id: `lead-${leadId}`,
        urgency: 'soon',
        sentence: `${[name, company].filter((part) => part !== '').join(', ')}: ${reasons[0]?.why ?? ''}`,
        clientId,
        since: parseInstant(since),
        action: { label: 'Look at the lead', tab: 'acquisition', view: 'review', open: leadId },
      }));
    }
    const rows = await Promise.all((await clients.list()).map(({ id }) => queueOf(review, id)));
    return rows.flat();
  },
};

async function queueOf(review: Review, clientId: string): Promise<readonly NeedsYou[]> {
  const { items, next } = await review.queue({ clientId }, { limit: mostCounted });
  const [oldest] = items;
  if (!oldest) return [];
  const many = items.length === 1 ? 'One lead needs' : `${items.length} leads${next === null ? '' : ' or more'} need`;
  return [
    {
      id: `review-${clientId}`,
      urgency: 'soon',
      sentence: `${many} a person; the oldest is ${oldest.name}: ${oldest.reasons[0]?.why ?? ''}`,
      clientId,
      since: parseInstant(oldest.since),
      action: { label: 'Open the queue', tab: 'acquisition', view: 'review' },
    },
  ];
}
