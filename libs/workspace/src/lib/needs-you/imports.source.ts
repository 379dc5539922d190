import { parseInstant } from '@aicmo/core-kernel';
import type { NeedsYouSource } from './needs-you.ts';

/** Imports that did not reach their end: the same file goes on from where it stopped. */
export const importsSource: NeedsYouSource = {
  part: 'Imports',
  tab: 'acquisition',
  find: async (workspace) => {
    const { imports } = await workspace.cam();
    const stopped = (await imports.list()).filter(({ status }) => status === 'FAILED' || status === 'INTERRUPTED');
    return stopped.map(({ id, clientId, fileName, rowsDone, rowsTotal, startedAt }) => ({
      id: `import-${id}`,
      urgency: 'soon',
      sentence: `The import of “${fileName}” stopped after ${rowsDone} of ${rowsTotal} rows; import the same file again`,
      clientId,
      since: parseInstant(startedAt),
      action: { label: 'Open Acquisition', tab: 'acquisition' },
    }));
  },
};
