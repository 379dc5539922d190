import { parseInstant } from '@aicmo/core-kernel';
import type { NeedsYou, NeedsYouSource } from './needs-you.ts';

/** So many stand here by name; the others are one row. */
const mostNamed = 5;
/** Counting stops here. */
const mostCounted = 100;

/** People who wrote that they are interested and wait for an answer: each is named once, who waits longest first. */
export const interestedSource: NeedsYouSource = {
  part: 'Interested people',
  tab: 'acquisition',
  find: async (workspace) => {
    const { inbound } = await workspace.cam();
    const waiting = await inbound.interested(workspace.clock.now(), mostCounted);
    const named = waiting
      .slice(0, mostNamed)
      .map(({ id, clientId, leadName, company, fromAddress, waitsSince, receivedAt }): NeedsYou => ({
        id: `interested-${id}`,
        urgency: 'now',
        sentence: `${[leadName === '' ? fromAddress : leadName, company].filter((part) => part !== '').join(', ')} is interested and waits for an answer`,
        clientId,
        since: parseInstant(waitsSince ?? receivedAt),
        action: { label: 'Answer', tab: 'acquisition', view: 'inbox', open: id },
      }));
    const [first, ...others] = waiting.slice(mostNamed);
    if (!first) return named;
    const many = others.length === 0 ? 'One more person is' : `${others.length + 1} more people are`;
    const since = parseInstant(first.waitsSince ?? first.receivedAt);
    const action = { label: 'Open the inbox', tab: 'acquisition', view: 'inbox' };
    const rest: NeedsYou = {
      id: 'interested-more',
      urgency: 'now',
      sentence: `${many} interested, waiting for an answer`,
      since,
      action,
    };
    return [...named, rest];
  },
};
