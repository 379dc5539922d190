import { parseInstant } from '@aicmo/core-kernel';
import type { NeedsYouSource } from './needs-you.ts';

/** Counting stops here. */
const mostCounted = 1000;

/** Messages of people that nobody has answered, besides the positive ones: one row for each client, the oldest named. */
export const inboxSource: NeedsYouSource = {
  part: 'Inbox',
  tab: 'acquisition',
  find: async (workspace) => {
    const waiting = await (await workspace.cam()).inbox.waiting();
    return waiting.map(({ clientId, count, since, oldest }) => ({
      id: `inbox-${clientId}`,
      urgency: 'now' as const,
      sentence: `${manyReplies(count)} for an answer; ${count === 1 ? 'it is' : 'the oldest is'} from ${oldest.name}`,
      clientId,
      since: parseInstant(since),
      action:
        count === 1
          ? { label: 'Answer', tab: 'acquisition', view: 'inbox', open: oldest.id }
          : { label: 'Open the inbox', tab: 'acquisition', view: 'inbox' },
    }));
  },
};

const manyReplies = (count: number): string =>
  count === 1 ? 'One reply waits' : `${count >= mostCounted ? '1,000 or more' : count} replies wait`;
