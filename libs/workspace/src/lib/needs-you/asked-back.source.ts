import { parseInstant } from '@aicmo/core-kernel';
import type { NeedsYouSource } from './needs-you.ts';

/** People who unsubscribed and then said on the page that it was a mistake: only a person lets them in again. */
export const askedBackSource: NeedsYouSource = {
  part: 'Unsubscribed',
  tab: 'acquisition',
  find: async (workspace) =>
    (await (await workspace.cam()).optOuts.askedBack()).map(({ id, clientId, name, askedBackAt }) => ({
      id: `asked-back-${id}`,
      urgency: 'soon',
      sentence: `${name} unsubscribed and says that it was a mistake.`,
      ...(clientId === null ? {} : { clientId }),
      since: parseInstant(askedBackAt),
      action: { label: 'Decide', tab: 'acquisition', view: 'suppression' },
    })),
};
