import type { Handlers } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import type { importEndpoints, ImportPlan } from '../../../contract/acquisition/imports.contract.ts';
import { operatorName as by } from './operator-name.ts';

/** Files of leads, from their upload to what became of them. */
export const importHandlers = (workspace: Workspace): Handlers<typeof importEndpoints> => ({
  imports: async ({ query }) => ({ batches: await (await workspace.cam()).imports.list(query.client) }),
  preview: async ({ query, bytes }) => {
    const { imports } = await workspace.cam();
    const place = { clientId: query.client ?? null, campaignId: query.campaign ?? null };
    const mapping = query.mapping === undefined ? {} : { mapping: query.mapping };
    return imports.preview({ ...place, ...mapping, fileName: query.file, bytes });
  },
  begin: ({ query, bytes }) => beginImport(workspace, query.file, bytes, query.plan),
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
  rejectedFile: async ({ params: { batchId } }) => {
    const { imports } = await workspace.cam();
    const { fileName } = await imports.get(batchId);
    const name = fileName.replace(/\.\w{1,5}$/, '');
    return { fileName: `${name}-rejected.csv`, text: await imports.rejectedFile(batchId) };
  },
});

/** The file is read before a client or a campaign is made for it: a file that is refused leaves nothing behind. */
async function beginImport(workspace: Workspace, fileName: string, bytes: Uint8Array, plan: ImportPlan) {
  const { clients, campaigns, imports } = await workspace.cam();
  const { mapping, policy } = plan;
  const known = 'id' in plan.client ? plan.client.id : null;
  await imports.check({ clientId: known, campaignId: null, fileName, bytes, mapping });
  const client = 'id' in plan.client ? plan.client : await clients.create(plan.client, by);
  const campaign = 'id' in plan.campaign ? plan.campaign : await campaigns.create(client.id, plan.campaign, by);
  return imports.begin({ clientId: client.id, campaignId: campaign.id, fileName, bytes, mapping, policy }, by);
}
