import { parseInstant } from '@aicmo/core-kernel';
import type { NeedsYouSource } from './needs-you.ts';

/** People who wrote by a form and wait for somebody: held ones, and those whom no message can ask. */
export const formsSource: NeedsYouSource = {
  part: 'Forms',
  tab: 'acquisition',
  find: async (workspace) => {
    const { capture } = await workspace.cam();
    const { submissions } = await capture.submissions({ status: 'HELD' }, { limit: 50 });
    return submissions.map(({ id, clientId, formName, answers, statusReason, receivedAt }) => ({
      id: `submission-${id}`,
      urgency: 'soon',
      sentence: `${answers['email'] ?? 'Somebody'} wrote by the form “${formName}”: ${statusReason}`,
      clientId,
      since: parseInstant(receivedAt),
      action: { label: 'Decide', tab: 'acquisition', view: 'forms' },
    }));
  },
};
