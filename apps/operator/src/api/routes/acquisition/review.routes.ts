import { parseInstant } from '@aicmo/core-kernel';
import type { Handlers } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import type { reviewEndpoints } from '../../../contract/acquisition/review.contract.ts';
import { operatorName as by } from './operator-name.ts';

/** Who needs a person, why, and what the person says to it. */
export const reviewHandlers = (workspace: Workspace): Handlers<typeof reviewEndpoints> => ({
  review: async ({ query: { client, kind, cursor = null } }) => {
    const { review } = await workspace.cam();
    const filter = { ...(client === undefined ? {} : { clientId: client }), ...(kind === undefined ? {} : { kind }) };
    return review.queue(filter, { cursor });
  },
  reviewSummary: async ({ query }) => {
    const { review } = await workspace.cam();
    const [counts, groups] = [await review.counts(query.client), await review.groups(query.client)];
    return { counts, groups: [...groups] };
  },
  lookedAt: async ({ params }) => (await workspace.cam()).review.lookedAt(params.leadId, by),
  later: async ({ params, body }) =>
    (await workspace.cam()).review.later(params.leadId, parseInstant(body.until), body.timeZone, by),
  filePassed: async ({ params }) => (await workspace.cam()).review.filePassed(params.batchId, by),
});
