import { parseInstant } from '@aicmo/core-kernel';
import type { ActionView } from '@aicmo/autonomy/contract';
import type { NeedsYou, NeedsYouSource } from './needs-you.ts';

/** What the engine cannot go on with by itself: wishes, dead letters, uncertain ends. */
export const autonomySource: NeedsYouSource = {
  part: 'Autonomy',
  tab: 'autonomy',
  find: async (workspace) => {
    const { actions } = await workspace.autonomy();
    const [asked, stuck] = await Promise.all([
      actions.list({ states: ['AWAITING_APPROVAL'], isUndecided: true }),
      actions.list({ states: ['DEAD_LETTER', 'UNCERTAIN'] }),
    ]);
    return [
      ...asked.map((action) => row(action, 'soon', `Decide: ${action.title}`, 'Decide', action.proposedAt)),
      ...stuck.map((action) => row(action, 'now', sentenceOf(action), 'Look at it', action.changedAt)),
    ];
  },
};

const sentenceOf = ({ state, title, lastError }: ActionView): string =>
  state === 'UNCERTAIN' ? `Stopped in the middle: ${title}` : `Given up: ${title}. ${lastError}`;

const row = (
  { id, clientId }: ActionView,
  urgency: NeedsYou['urgency'],
  sentence: string,
  label: string,
  since: string,
): NeedsYou => ({
  id: `action-${id}`,
  urgency,
  sentence,
  clientId,
  since: parseInstant(since),
  action: { label, tab: 'autonomy', open: id },
});
