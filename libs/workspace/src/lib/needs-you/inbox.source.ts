import { parseInstant } from '@aicmo/core-kernel';
import type { NeedsYouSource } from './needs-you.ts';

/** Counting stops here. */
const mostCounted = 1000;

/** Messages of people that nobody has answered, besides the positive ones: one row for each client, the oldest named. */
export const inboxSource: NeedsYouSource = {
  part: 'Inbox',
  tab: 'acquisition',
  find: async (workspace) => {
    const { inbox } = await workspace.cam();
    const [waiting, uncertain] = await Promise.all([inbox.waiting(), inbox.uncertainAnswers()]);
    const undecided = uncertain.map(({ clientId, inboundId, name, since }) => ({
      id: `inbox-uncertain-${inboundId}`,
      urgency: 'now' as const,
      sentence: `The answer to ${name} may or may not have arrived. Say which, for it will not be sent again`,
      clientId,
      since: parseInstant(since),
      action: { label: 'Decide', tab: 'acquisition', view: 'inbox', open: inboundId },
    }));
    const replies = waiting.map(({ clientId, count, since, oldest }) => ({
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
    return [...undecided, ...replies];
  },
};

const manyReplies = (count: number): string =>
  count === 1 ? 'One reply waits' : `${count >= mostCounted ? '1,000 or more' : count} replies wait`;
