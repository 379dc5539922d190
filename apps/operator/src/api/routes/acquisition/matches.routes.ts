import type { MatchFilter, MergeChoices } from '@aicmo/cam/contract';
import type { Handlers } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import type { matchEndpoints } from '../../../contract/acquisition/matches.contract.ts';
import { operatorName as by } from './operator-name.ts';

/** Leads that may be one person, and merging them. */
export const matchHandlers = (workspace: Workspace): Handlers<typeof matchEndpoints> => ({
  matches: async ({ query: { client, kind, status, cursor } }) => {
    const filter: MatchFilter = {
      ...(client !== undefined && { clientId: client }),
      ...(kind !== undefined && { kind }),
      ...(status !== undefined && { status }),
    };
    return (await workspace.cam()).matches.list(filter, { cursor: cursor ?? null });
  },
  matchSummary: async ({ query }) => {
    const { matches, matchRuns } = await workspace.cam();
    const [run = null] = await matchRuns.list(1);
    return { open: await matches.count(query.client), run };
  },
  matchPair: async ({ query: { one, other } }) => (await workspace.cam()).matches.pair([one, other]),
  notSame: async ({ params }) => (await workspace.cam()).matches.notSame(params.matchId, by),
  samePerson: async ({ body: { leadId, otherLeadId } }) =>
    (await workspace.cam()).matches.samePerson([leadId, otherLeadId], by),
  searchMatches: async ({ body: { client, scope } }) =>
    (await workspace.cam()).matchRuns.start({ clientId: client, scope }, by),
  matchRunProgress: async function* ({ params, signal }) {
    yield* (await workspace.cam()).matchRuns.watch(params.runId, signal);
  },
  stopMatchRun: async ({ params }) => (await workspace.cam()).matchRuns.cancel(params.runId),
  previewMerge: async ({ body }) => (await workspace.cam()).merges.preview(twoOf(body)),
  mergeLeads: async ({ body }) => (await workspace.cam()).merges.merge(twoOf(body), by),
  merges: async ({ query: { client, lead } }) => {
    const { merges } = await workspace.cam();
    const filter = { ...(client !== undefined && { clientId: client }), ...(lead !== undefined && { leadId: lead }) };
    return { merges: [...(await merges.list(filter))] };
  },
  undoMerge: async ({ params }) => (await workspace.cam()).merges.undo(params.mergeId, by),
});

interface Two {
  readonly keepId: string;
  readonly absorbId: string;
  readonly choices?: MergeChoices | undefined;
}

const twoOf = ({ choices, ...two }: Two) => (choices === undefined ? two : { ...two, choices });
