import type { Handlers } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import type { formEndpoints } from '../../../contract/acquisition/forms.contract.ts';
import { operatorName as by } from './operator-name.ts';

/** Forms on the web, and what people sent by them. */
export const formHandlers = (workspace: Workspace): Handlers<typeof formEndpoints> => ({
  forms: async ({ query }) => {
    const { forms } = await workspace.cam();
    return { forms: [...(await forms.list(query.client ?? null))], publicUrl: workspace.publicUrl };
  },
  formCreate: async ({ body }) => (await workspace.cam()).forms.create(body.client, body.draft, by),
  formEdit: async ({ params, body }) => (await workspace.cam()).forms.edit(params.id, body.version, body.draft, by),
  formOpen: async ({ params, body }) => (await workspace.cam()).forms.setOpen(params.id, body.version, body.isOpen, by),
  submissions: async ({ query: { client, form, status, cursor = null } }) => {
    const filter = {
      ...(client === undefined ? {} : { clientId: client }),
      ...(form === undefined ? {} : { formId: form }),
      ...(status === undefined ? {} : { status }),
    };
    return (await workspace.cam()).capture.submissions(filter, { cursor });
  },
  submissionTake: async ({ params, body }) => ({
    leadId: await (await workspace.cam()).capture.take(params.id, body.reason, by),
  }),
  submissionDiscard: async ({ params }) => (await workspace.cam()).capture.discard(params.id, by),
});
