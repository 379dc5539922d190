import { parseInstant } from '@aicmo/core-kernel';
import type { NeedsYouSource } from './needs-you.ts';

/** Sources whose last reading failed: what they would have said is missing until somebody looks. */
export const failedSourcesSource: NeedsYouSource = {
  part: 'Sources',
  tab: 'monitoring',
  find: async (workspace) => {
    const { sources } = await workspace.social();
    const failed = (await sources.list()).filter(({ status }) => status === 'failed');
    return failed.map(({ id, clientId, name, failure, triedAt, createdAt }) => ({
      id: `source-${id}`,
      urgency: 'later',
      sentence: `The source "${name}" could not be read: ${failure ?? 'the reason is not known.'}`,
      clientId,
      since: parseInstant(triedAt ?? createdAt),
      action: { label: 'Open the source', tab: 'monitoring', open: id },
    }));
  },
};
