import { invalid } from '@aicmo/core-kernel';
import type { Handlers } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import type { campaignOpsSequencesContract } from '../../contract/campaign-ops-sequences.contract.ts';

const by = 'Operator';

/** Sequences and what a lead would read, spread into the routes of the tab Campaign Ops. */
export const campaignOpsSequencesHandlers = (workspace: Workspace): Handlers<typeof campaignOpsSequencesContract> => {
  const sequences = async () => (await workspace.cam()).sequences;
  return {
    sequences: async ({ query }) => ({
      sequences: [...(await (await sequences()).list(query.client ?? null, query.archived === 'yes'))],
    }),
    sequence: async ({ params }) => (await sequences()).get(params.sequenceId),
    createSequence: async ({ body: { clientId, ...draft } }) => (await sequences()).create(clientId, draft, by),
    copySequence: async ({ params, body }) => (await sequences()).copy(params.sequenceId, body.clientId, by),
    editSequence: async ({ params, body }) => (await sequences()).edit(params.sequenceId, body.edit, by),
    archiveSequence: async ({ params, body }) =>
      body.isArchived
        ? (await sequences()).archive(params.sequenceId, by)
        : (await sequences()).restore(params.sequenceId, by),
    sequenceVersions: async ({ params }) => ({
      versions: [...(await (await sequences()).history(params.sequenceId))],
      trials: [...(await (await sequences()).trials(params.sequenceId))],
    }),
    sequenceVersion: async ({ params }) => ({
      steps: [...(await (await sequences()).stepsOf(params.sequenceId, versionFrom(params.version)))],
    }),
    previewLeads: async ({ params, query }) => {
      const search = query.search?.trim() ? { search: query.search } : {};
      const filter = { campaignId: params.campaignId, ...search };
      const { leads } = await (await workspace.cam()).leads.list(filter, { limit: 25 });
      return { leads: leads.map(({ id, name, company }) => ({ id, name, company })) };
    },
    previewMessage: async ({ params, body: { leadId, channel, html = null, ...texts } }) =>
      (await workspace.cam()).messages.preview({
        ...{ campaignId: params.campaignId, html, ...texts },
        ...(leadId === undefined ? {} : { leadId }),
        ...(channel === undefined ? {} : { channel }),
      }),
  };
};

function versionFrom(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw invalid({ code: 'sequence-version-number', message: `Found “${text.slice(0, 40)}”; expected a whole number.` });
}
