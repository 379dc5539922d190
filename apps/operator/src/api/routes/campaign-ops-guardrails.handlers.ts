import type { Handlers } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import type { campaignOpsGuardrailsContract } from '../../contract/campaign-ops-guardrails.contract.ts';

const by = 'Operator';

/** When a campaign pauses by itself, spread into the routes of the tab Campaign Ops. */
export const campaignOpsGuardrailsHandlers = (
  workspace: Workspace,
): Handlers<typeof campaignOpsGuardrailsContract> => ({
  guardrails: async ({ params }) => (await workspace.cam()).guardrails.of(params.campaignId),
  setGuardrails: async ({ params, body }) =>
    (await workspace.cam()).guardrails.set(params.campaignId, body.settings, body.version, by),
  seeGuardrail: async ({ params }) => {
    const { guardrails } = await workspace.cam();
    await guardrails.see(params.eventId, by);
    return guardrails.of(params.campaignId);
  },
});
