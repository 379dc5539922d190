import type { Handlers } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import type { whyEndpoints } from '../../../contract/acquisition/why.contract.ts';

/** Why leads get messages or do not. */
export const whyHandlers = (workspace: Workspace): Handlers<typeof whyEndpoints> => ({
  why: async ({ params }) => (await workspace.orchestrator()).whyLead(params.leadId),
});
