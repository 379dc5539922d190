import { parseInstant } from '@aicmo/core-kernel';
import type { Handlers } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import type { inboxEndpoints } from '../../../contract/acquisition/inbox.contract.ts';
import { operatorName as by } from './operator-name.ts';

/** What people wrote back, what becomes of it, and what is answered. */
export const inboxHandlers = (workspace: Workspace): Handlers<typeof inboxEndpoints> => {
  const inbox = async () => (await workspace.cam()).inbox;
  return {
    inbox: async ({ query: { client, whose, cursor = null, ...filter } }) => {
      const of = client === undefined ? {} : { clientId: client };
      const whoever = whose === undefined ? {} : { assignedTo: whose };
      return (await inbox()).list({ ...filter, ...of, ...whoever }, { cursor });
    },
    inboxCounts: async ({ query }) => (await inbox()).counts(query.client),
    inboxThread: async ({ params }) => (await inbox()).thread(params.inboundId),
    inboxSeen: async ({ params }) => {
      await (await inbox()).seen(params.inboundId);
      return {};
    },
    inboxOutcome: async ({ params, body }) => (await inbox()).settle(params.inboundId, body.outcome, by),
    inboxLater: async ({ params, body }) =>
      (await inbox()).later(params.inboundId, parseInstant(body.until), body.timeZone, by),
    inboxAssign: async ({ params, body }) => (await inbox()).assign(params.inboundId, body.name, by),
    inboxReopen: async ({ params }) => (await inbox()).reopen(params.inboundId, by),
    inboxCorrect: async ({ params, body }) => (await inbox()).correct(params.inboundId, body.kind, by),
    inboxDraft: async ({ params, body }) => ({
      draft: await (await inbox()).saveDraft(params.inboundId, body.text, body.version, by),
    }),
    inboxTakeOver: async ({ params }) => (await inbox()).takeOverDraft(params.inboundId, by),
    inboxSend: async ({ params, body }) => (await inbox()).send(params.inboundId, body.version, by),
    inboxSentSearch: async ({ params }) => (await inbox()).searchSent(params.answerId),
    inboxResolve: async ({ params, body }) => {
      await (await inbox()).resolveAnswer(params.answerId, body.outcome, body.reason, by);
      return {};
    },
  };
};
