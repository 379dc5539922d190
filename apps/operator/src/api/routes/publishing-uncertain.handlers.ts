import type { Handlers } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import type { uncertainEndpoints } from '../../contract/publishing-uncertain.contract.ts';

const by = 'Operator';

/** Mail that may or may not have left. */
export const uncertainHandlers = (workspace: Workspace): Handlers<typeof uncertainEndpoints> => ({
  uncertain: async ({ query }) => {
    const { sending } = await workspace.cam();
    return { messages: [...(await sending.uncertain(query.client ?? null))] };
  },
  tries: async ({ params }) => ({ tries: [...(await (await workspace.cam()).sending.tries(params.messageId))] }),
  search: async ({ params }) => (await workspace.cam()).sending.find(params.messageId),
  resolve: async ({ params, body }) => (await workspace.cam()).sending.resolve(params.messageId, body, by),
});
