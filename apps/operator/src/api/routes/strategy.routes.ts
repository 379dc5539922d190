import { invalid, toAppError } from '@aicmo/core-kernel';
import { defineRoutes, type Log } from '@aicmo/core-server';
import { decideStrategy, type Workspace } from '@aicmo/workspace';
import { strategyContract } from '../../contract/strategy.contract.ts';

const by = 'Operator';

export const strategyRoutes = defineRoutes(strategyContract, (workspace: Workspace) => ({
  briefs: async ({ query }) => {
    const { briefs } = await workspace.strategy();
    return { briefs: await briefs.list(query.client === undefined ? {} : { clientId: query.client }) };
  },
  brief: ({ params, query }) => readBrief(workspace, params.briefId, query.version),
  createBrief: async ({ body }) => {
    const { briefs } = await workspace.strategy();
    return briefs.create({ clientId: body.clientId, content: body.content, by });
  },
  saveBrief: async ({ params, body }) => {
    const { briefs } = await workspace.strategy();
    return briefs.save({ briefId: params.briefId, editedVersion: body.editedVersion, content: body.content, by });
  },
  draft: async ({ params }) => {
    const { strategies } = await workspace.strategy();
    const outcome = await strategies.draft({ briefId: params.briefId, by });
    return outcome.ok ? { ok: true, strategyId: outcome.strategy.id, isNew: outcome.isNew } : outcome;
  },
  strategy: ({ params, query, log }) => readStrategy(workspace, params.strategyId, query.version, log),
  answer: async ({ params, body }) => {
    const { strategies } = await workspace.strategy();
    return strategies.answer({ strategyId: params.strategyId, ...body, by });
  },
  review: async ({ params, body }) => {
    const { strategies } = await workspace.strategy();
    return strategies.submit(params.strategyId, body.version);
  },
  decide: ({ params, body }) => decideStrategy(workspace, { strategyId: params.strategyId, ...body, by }),
}));

async function readBrief(workspace: Workspace, briefId: string, version: string | undefined) {
  const { briefs } = await workspace.strategy();
  const brief = await briefs.get(briefId, versionOf(version));
  const [versions, summary] = [await briefs.versions(briefId), await briefs.summary(briefId)];
  return {
    brief,
    summary,
    versions: versions.map((one) => ({ version: one.version, savedBy: one.savedBy, savedAt: one.savedAt })),
  };
}

async function readStrategy(workspace: Workspace, strategyId: string, version: string | undefined, log: Log) {
  const { briefs, strategies } = await workspace.strategy();
  const strategy = await strategies.get(strategyId, versionOf(version));
  const [versions, brief] = [await strategies.versions(strategyId), await briefs.get(strategy.briefId)];
  return {
    strategy,
    versions,
    newestBriefVersion: brief.version,
    decisions: await readDecisions(workspace, strategyId, log),
  };
}

/** A strategy can be read while approvals cannot: the page then says so instead of failing. */
async function readDecisions(workspace: Workspace, strategyId: string, log: Log) {
  try {
    const { approvals } = await workspace.delivery();
    const history = await approvals.history({ kind: 'STRATEGY', id: strategyId });
    return history.map(({ decision, by: person, why, at }) => ({ decision, by: person, why, at }));
  } catch (error) {
    log.warn('The approvals of a strategy could not be read', { error: toAppError(error) });
    return null;
  }
}

function versionOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw invalid({
    code: 'version-invalid',
    message: `Found the version “${text.slice(0, 40)}”; expected a number from 1.`,
  });
}
