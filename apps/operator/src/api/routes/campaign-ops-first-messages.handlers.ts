import type { Handlers } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import type { campaignOpsFirstMessagesContract } from '../../contract/campaign-ops-first-messages.contract.ts';

const by = 'Operator';

/** What a person reads before a live campaign begins, spread into the routes of the tab Campaign Ops. */
export const campaignOpsFirstMessagesHandlers = (
  workspace: Workspace,
): Handlers<typeof campaignOpsFirstMessagesContract> => ({
  firstMessages: async ({ params }) => (await workspace.cam()).firstMessages.list(params.campaignId),
  letFirstMessagesGo: async ({ params, body }) =>
    (await workspace.cam()).firstMessages.letGo(params.campaignId, body.read, by),
  holdFirstMessage: async ({ params }) => (await workspace.cam()).firstMessages.takeBack(params.messageId, by),
});
