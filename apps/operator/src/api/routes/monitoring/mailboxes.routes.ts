import type { Handlers } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import type { mailboxEndpoints } from '../../../contract/monitoring/mailboxes.contract.ts';

const by = 'Operator';

/** From which clients write. */
export const mailboxHandlers = (workspace: Workspace): Handlers<typeof mailboxEndpoints> => {
  const mailboxes = async () => (await workspace.cam()).mailboxes;
  return {
    mailboxes: async ({ query }) => ({ mailboxes: [...(await (await mailboxes()).list(query.client ?? null))] }),
    mailboxReadings: async () => ({ readings: [...(await (await workspace.cam()).inbound.readings())] }),
    mailboxAdd: async ({ body }) => (await mailboxes()).add(body.client, body.draft, body.passwords, by),
    mailboxEdit: async ({ params, body }) =>
      (await mailboxes()).edit(params.id, body.version, body.draft, body.passwords, by),
    mailboxPause: async ({ params, body }) => (await mailboxes()).pause(params.id, body.version, body.reason, by),
    mailboxResume: async ({ params, body }) => (await mailboxes()).resume(params.id, body.version, by),
    mailboxArchive: async ({ params, body }) => (await mailboxes()).archive(params.id, body.version, by),
    mailboxTest: async ({ params, body }) => (await mailboxes()).test(params.id, body),
    mailboxDomain: async ({ params }) => (await mailboxes()).checkDomain(params.id),
    mailboxKey: async ({ params, body }) => (await mailboxes()).makeSigningKey(params.id, body.version, by),
  };
};
