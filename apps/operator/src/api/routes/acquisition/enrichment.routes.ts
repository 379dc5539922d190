import { EmailCheck } from '@aicmo/cam/contract';
import type { Handlers } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import type { AddressesPage, enrichmentEndpoints } from '../../../contract/acquisition/enrichment.contract.ts';
import { operatorName as by } from './operator-name.ts';

/** Checking addresses, and filling what is empty. */
export const enrichmentHandlers = (workspace: Workspace): Handlers<typeof enrichmentEndpoints> => ({
  addresses: ({ query }) => readAddresses(workspace, query.client),
  checkAddresses: async ({ body: { client, withService } }) =>
    (await workspace.cam()).enrichment.check({ clientId: client, withService }, by),
  fillLeads: async ({ body: { client, withService } }) =>
    (await workspace.cam()).enrichment.fill({ clientId: client, withService }, by),
  undoFill: async ({ params }) => (await workspace.cam()).enrichment.undoFill(params.runId, by),
  filledFields: async ({ params }) => ({
    fields: [...(await (await workspace.cam()).enrichment.filledFor(params.leadId))],
  }),
});

async function readAddresses(workspace: Workspace, clientId: string): Promise<AddressesPage> {
  const { leads, leadRuns, enrichment, clients } = await workspace.cam();
  await clients.get(clientId);
  const counts = EmailCheck.options.map(async (check) => {
    const { total } = await leads.list({ clientId, emailCheck: check }, { limit: 1 });
    return { check, leads: total };
  });
  return {
    counts: await Promise.all(counts),
    checks: [...(await leadRuns.list(clientId, 'CHECK', 3))],
    fills: [...(await leadRuns.list(clientId, 'ENRICH', 3))],
    connectors: [...(await enrichment.connectors())],
  };
}
