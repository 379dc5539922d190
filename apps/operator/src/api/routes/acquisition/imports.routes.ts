import type { Handlers } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import type { importEndpoints, ImportPlan } from '../../../contract/acquisition/imports.contract.ts';
import { operatorName as by } from './operator-name.ts';

/** Files of leads, from their upload to what became of them. */
export const importHandlers = (workspace: Workspace): Handlers<typeof importEndpoints> => ({
  imports: async ({ query }) => ({ batches: await (await workspace.cam()).imports.list(query.client) }),
  keepFile: async ({ stream }) => (await workspace.cam()).imports.keep(stream),
  preview: async ({ body: { key, client, campaign, mapping, ...file }, signal }) => {
    const { imports } = await workspace.cam();
    const place = { clientId: client ?? null, campaignId: campaign ?? null };
    return imports.preview({ kept: key, ...file, ...place, ...(mapping && { mapping }) }, signal);
  },
  begin: ({ body: { key, plan, ...file } }) => beginImport(workspace, { ...file, kept: key }, plan),
  progress: async function* ({ params, signal }) {
    const { imports } = await workspace.cam();
    yield* imports.watch(params.batchId, signal);
  },
  cancel: async ({ params }) => (await workspace.cam()).imports.cancel(params.batchId),
  outcome: async ({ params: { batchId } }) => {
    const { imports } = await workspace.cam();
    const batch = await imports.get(batchId);
    const [rejections, conflicts] = await Promise.all([imports.rejections(batchId), imports.conflicts(batchId)]);
    return { batch, rejections, conflicts };
  },
  resume: async ({ params }) => (await workspace.cam()).imports.resume(params.batchId),
  undoPlan: async ({ params }) => (await workspace.cam()).imports.planUndo(params.batchId),
  undoImport: async ({ params }) => (await workspace.cam()).imports.undo(params.batchId, by),
  rejectedFile: async ({ params }) => (await workspace.cam()).imports.rejectedFile(params.batchId),
});

interface GivenFile {
  readonly kept: string;
  readonly fileName: string;
  readonly sheet?: string | undefined;
  readonly headerRow?: number | undefined;
}

/** The file is read before a client or a campaign is made for it: a file that is refused leaves nothing behind. */
async function beginImport(workspace: Workspace, file: GivenFile, plan: ImportPlan) {
  const { clients, campaigns, imports } = await workspace.cam();
  const { mapping, policy } = plan;
  const known = 'id' in plan.client ? plan.client.id : null;
  await imports.check({ ...file, clientId: known, campaignId: null, mapping });
  const client = 'id' in plan.client ? plan.client : await clients.create(plan.client, by);
  const campaign = 'id' in plan.campaign ? plan.campaign : await campaigns.create(client.id, plan.campaign, by);
  return imports.begin({ ...file, clientId: client.id, campaignId: campaign.id, mapping, policy }, by);
}
