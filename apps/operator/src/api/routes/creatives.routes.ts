import { defineRoutes } from '@aicmo/core-server';
import { directionsFromStrategy, type Workspace } from '@aicmo/workspace';
import { creativesContract } from '../../contract/creatives.contract.ts';

const by = 'Operator';

export const creativesRoutes = defineRoutes(creativesContract, (workspace: Workspace) => ({
  directions: ({ query }) => readDirections(workspace, query.client === undefined ? {} : { clientId: query.client }),
  compose: async ({ body }) => {
    const outcome = await directionsFromStrategy(workspace, { strategyId: body.strategyId, by });
    return outcome.ok ? { ok: true, setId: outcome.set.id, isNew: outcome.isNew } : outcome;
  },
  choose: async ({ params, body }) => {
    const { directions } = await workspace.creative();
    return directions.choose({ directionId: params.directionId, by, why: body.why });
  },
  copies: async ({ params }) => ({
    copies: [...(await (await workspace.creative()).copies.list(params.directionId))],
  }),
  write: async ({ params, body, signal }) => {
    const { copies } = await workspace.creative();
    return copies.write({ directionId: params.directionId, ...body, by, signal });
  },
}));

async function readDirections(workspace: Workspace, filter: { readonly clientId?: string }) {
  const { strategies } = await workspace.strategy();
  const { directions } = await workspace.creative();
  const [known, sets] = [await strategies.list(filter), await directions.list(filter)];
  const companies = new Map(known.map(({ id, company }) => [id, company]));
  return {
    sets: sets.map((set) => ({ set, company: companies.get(set.source.id) ?? 'A company without its strategy' })),
    strategies: known.map(({ id, clientId, company, version, state }) => ({ id, clientId, company, version, state })),
  };
}
