import * as z from 'zod/mini';
import type { ClientId } from '@aicmo/core-kernel';
import { loadCampaignOps } from '../domains/campaign-ops.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';

/** The kind, for those who propose it. */
export const escalateOverdueTasksKind = 'escalate-overdue-tasks';

/** Opens, or brings up to date, the one task of a client that lists what is overdue. Doing it twice changes nothing. */
export async function escalateOverdueTasks(parts: WorkspaceParts) {
  const { defineAction } = await import('@aicmo/autonomy');
  return defineAction({
    kind: escalateOverdueTasksKind,
    title: 'List overdue tasks in one task',
    input: z.object({ clientId: z.string() }),
    run: async ({ clientId }) => {
      const { overdue } = await (await loadCampaignOps(parts)).escalateOverdue(clientId as ClientId); // ids cross as text
      const facts = [{ label: 'Overdue', value: String(overdue) }];
      return {
        ok: true,
        summary: overdue === 0 ? 'Nothing is overdue any more.' : 'One task lists what is overdue.',
        facts,
      };
    },
  });
}
