import type { ActionView } from '@aicmo/autonomy/contract';
import { notFound, toAppError, type ActionId, type ClientId } from '@aicmo/core-kernel';
import { defineRoutes, type Log } from '@aicmo/core-server';
import { proposeWork, type Workspace } from '@aicmo/workspace';
import { autonomyContract, type ActionViewName } from '../../contract/autonomy.contract.ts';

type Autonomy = Awaited<ReturnType<Workspace['autonomy']>>;
type ActionFilter = NonNullable<Parameters<Autonomy['actions']['list']>[0]>;

const by = 'Operator';
const worker = 'The console';
const ledgerPage = 200;

// Ids cross the wire as text; the library looks each of them up.
const actionOf = (id: string) => id as ActionId;

export const autonomyRoutes = defineRoutes(autonomyContract, (workspace: Workspace) => ({
  actions: ({ query }) => listActions(workspace, query.view, query.client),
  action: async ({ params }) => (await workspace.autonomy()).actions.get(actionOf(params.actionId)),
  decide: async ({ params, body, log }) => {
    const { actions } = await workspace.autonomy();
    const action = await actions.decide({ id: actionOf(params.actionId), by, ...body });
    return body.verdict === 'APPROVED' ? carriedOut(workspace, action, log) : action;
  },
  cancel: async ({ params, body }) =>
    (await workspace.autonomy()).actions.cancel({ id: actionOf(params.actionId), by, ...body }),
  requeue: async ({ params, body, log }) => {
    const { actions } = await workspace.autonomy();
    return carriedOut(workspace, await actions.requeue({ id: actionOf(params.actionId), by, ...body }), log);
  },
  settle: async ({ params, body }) =>
    (await workspace.autonomy()).actions.settle({ id: actionOf(params.actionId), by, ...body }),
  lookForWork: async ({ log }) => {
    const found = await proposeWork(workspace);
    await pass(workspace, log);
    return found;
  },
  policies: ({ query }) => listPolicies(workspace, query.client),
  setPolicy: async ({ params: { clientId }, body: { version, reason, ...policy } }) => {
    await (await workspace.cam()).clients.get(clientId);
    const { policies } = await workspace.autonomy();
    return policies.set({ policy: { clientId, ...policy }, version, by, reason });
  },
  flags: async () => ({ now: await workspace.flags.read(), history: await workspace.flags.history(20) }),
  ledger: async ({ query: { before } }) => {
    const { ledger } = workspace.door;
    const counts = Object.values(await ledger.counts());
    return {
      entries: await ledger.list({ limit: ledgerPage, ...(before === undefined ? {} : { before }) }),
      total: counts.reduce((sum, count) => sum + (count ?? 0), 0),
      externalSends: await ledger.externalSends(),
    };
  },
  ledgerBody: async ({ params }) => {
    const body = await workspace.door.ledger.body(params.entryId);
    if (body !== undefined) return { body };
    throw notFound({ code: 'ledger-entry-unknown', message: 'There is no such entry. Go back to the list.' });
  },
}));

/** What was just allowed begins at once instead of at the engine's next pass, and is shown as it is afterwards. */
async function carriedOut(workspace: Workspace, action: ActionView, log: Log): Promise<ActionView> {
  await pass(workspace, log);
  return (await (await workspace.autonomy()).actions.get(actionOf(action.id))).action;
}

/** A pass that fails takes nothing back: the engine makes up for it with its next one. */
async function pass(workspace: Workspace, log: Log): Promise<void> {
  const { engine } = await workspace.autonomy();
  await engine.tick(worker).catch((error: unknown) => {
    log.warn('The engine could not do its pass', { error: toAppError(error).message });
  });
}

/** Asked and queued share a state: a yes waits where the question was, until the engine takes it. */
const filters: Readonly<Record<ActionViewName, ActionFilter>> = {
  asks: { states: ['AWAITING_APPROVAL'], isUndecided: true },
  queue: { states: ['PENDING', 'AWAITING_APPROVAL', 'RUNNING', 'RETRY_SCHEDULED'] },
  stuck: { states: ['DEAD_LETTER', 'UNCERTAIN'] },
  over: { states: ['SUCCEEDED', 'REJECTED', 'CANCELLED'] },
};

async function listActions(workspace: Workspace, view: ActionViewName, client: string | undefined) {
  const { actions } = await workspace.autonomy();
  const whose = client === undefined ? {} : { clientId: client };
  const count = (name: ActionViewName): Promise<number> => actions.count({ ...filters[name], ...whose });
  const [asks, queue, stuck, over] = [
    await count('asks'),
    await count('queue'),
    await count('stuck'),
    await count('over'),
  ];
  const found = await actions.list({ ...filters[view], ...whose }, 1000);
  const isAsked = ({ state, decision }: (typeof found)[number]): boolean =>
    state === 'AWAITING_APPROVAL' && decision === null;
  return {
    actions: view === 'queue' ? found.filter((action) => !isAsked(action)) : found,
    counts: { asks, queue: queue - asks, stuck, over },
  };
}

async function listPolicies(workspace: Workspace, client: string | undefined) {
  const [{ clients, campaigns }, { policies, kinds }] = [await workspace.cam(), await workspace.autonomy()];
  const shown = (await clients.list()).filter(({ id }) => client === undefined || id === client);
  const running = await campaigns.list();
  return {
    kinds,
    policies: await Promise.all(
      shown.map(async ({ id, name }) => ({
        client: { id, name },
        policy: await policies.read(id as ClientId), // as above
        campaigns: running.filter(({ clientId }) => clientId === id).map((each) => ({ id: each.id, name: each.name })),
      })),
    ),
  };
}
