import type { Handlers } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import type { RulesPage, rulesEndpoints } from '../../../contract/acquisition/rules.contract.ts';
import { operatorName as by } from './operator-name.ts';

/** How the leads of a client are scored. */
export const rulesHandlers = (workspace: Workspace): Handlers<typeof rulesEndpoints> => ({
  rules: ({ query }) => readRules(workspace, query.client),
  previewRules: async ({ body }) => (await workspace.cam()).scoring.preview(body.client, body.rules),
  saveRules: async ({ body: { client, ...change } }) => (await workspace.cam()).scoring.save(client, change, by),
  rescore: async ({ body: { client, campaign } }) => {
    const { scoring } = await workspace.cam();
    return scoring.rescore({ clientId: client, campaignId: campaign, why: 'a person asked for it.' }, by);
  },
  leadRunProgress: async function* ({ params, signal }) {
    yield* (await workspace.cam()).leadRuns.watch(params.runId, signal);
  },
  stopLeadRun: async ({ params }) => (await workspace.cam()).leadRuns.stop(params.runId),
  goOnLeadRun: async ({ params: { runId } }) => {
    const { leadRuns, scoring, enrichment } = await workspace.cam();
    const { kind } = await leadRuns.get(runId);
    return kind === 'SCORE' ? scoring.goOn(runId, by) : enrichment.goOn(runId, by);
  },
});

async function readRules(workspace: Workspace, client: string): Promise<RulesPage> {
  const { scoring, sequences, leadRuns } = await workspace.cam();
  const choices = (await sequences.list(client)).map(({ id, name, tier }) => ({ id, name, tier }));
  return {
    current: await scoring.rules(client),
    history: [...(await scoring.history(client))],
    sequences: choices,
    runs: [...(await leadRuns.list(client, 'SCORE', 5))],
  };
}
