import type { SuppressionFilter } from '@aicmo/cam/contract';
import type { Handlers } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import type { suppressionEndpoints } from '../../../contract/acquisition/suppression.contract.ts';
import { operatorName as by } from './operator-name.ts';

/** Those who are never contacted. */
export const suppressionHandlers = (workspace: Workspace): Handlers<typeof suppressionEndpoints> => ({
  suppressions: async ({ query: { cursor = null, ...query } }) =>
    (await workspace.cam()).suppression.page(filterOf(query), { cursor }),
  suppressionAdd: async ({ body: { client, ...entry } }) =>
    (await workspace.cam()).suppression.add({ ...entry, clientId: client, source: 'Operator' }, by),
  suppressionRemove: async ({ params, body }) => (await workspace.cam()).suppression.remove(params.id, body.reason, by),
  suppressionRead: async ({ bytes }) => (await workspace.cam()).suppression.readList(bytes),
  suppressionImport: async ({ query: { client = null, file, reason }, bytes }) =>
    (await workspace.cam()).suppression.importList({ clientId: client, fileName: file, reason, bytes }, by),
  suppressionRemoveSource: async ({ body: { client: clientId, source, reason } }) => ({
    removed: await (await workspace.cam()).suppression.removeSource({ clientId, source }, reason, by),
  }),
  askedBack: async () => ({ people: [...(await (await workspace.cam()).optOuts.askedBack())] }),
  optOutLift: async ({ params, body }) => (await workspace.cam()).optOuts.lift(params.id, body.reason, by),
  optOutLeave: async ({ params }) => (await workspace.cam()).optOuts.leave(params.id, by),
  suppressionExport: async ({ query }) => {
    const { suppression, clients } = await workspace.cam();
    const names = new Map((await clients.list()).map(({ id, name }) => [id, name]));
    const text = await suppression.exportList(filterOf(query), (id) => names.get(id) ?? 'A client that is gone');
    return { fileName: `never-contact-${workspace.clock.now().slice(0, 10)}.csv`, text };
  },
});

interface Query extends Omit<SuppressionFilter, 'clientId'> {
  readonly client?: string | undefined;
}

function filterOf({ client, kind, search, source }: Query): SuppressionFilter {
  return {
    ...(client === undefined ? {} : { clientId: client }),
    ...(kind === undefined ? {} : { kind }),
    ...(search === undefined || search.trim() === '' ? {} : { search }),
    ...(source === undefined ? {} : { source }),
  };
}
