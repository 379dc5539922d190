import type { Channel, SequenceEdit } from '@aicmo/cam/contract';
import { createApiClient } from '@aicmo/core-server/contract';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { campaignOpsSequencesContract } from '../../../../contract/campaign-ops-sequences.contract.ts';

const api = createApiClient(campaignOpsSequencesContract);

/** The built-in sequences and those of a client, those that were put away too when they are wanted. */
export const useAllSequences = (client: string | null, withArchived: boolean) =>
  useQuery({
    queryKey: ['campaign-ops', 'sequences', client, withArchived],
    queryFn: ({ signal }) =>
      api.sequences({ query: { client: client ?? undefined, archived: withArchived ? 'yes' : undefined }, signal }),
  });

/** One sequence with its messages. */
export const useSequence = (sequenceId: string) =>
  useQuery({
    queryKey: ['campaign-ops', 'sequence', sequenceId],
    queryFn: ({ signal }) => api.sequence({ params: { sequenceId }, signal }),
  });

/** Its versions with who goes through them, and the trials of the newest one. */
export const useSequenceVersions = (sequenceId: string) =>
  useQuery({
    queryKey: ['campaign-ops', 'sequence-versions', sequenceId],
    queryFn: ({ signal }) => api.sequenceVersions({ params: { sequenceId }, signal }),
  });

/** The messages of an older version, once they are asked for. */
export const useReadVersion = (sequenceId: string) =>
  useMutation({
    mutationFn: (version: number) => api.sequenceVersion({ params: { sequenceId, version: String(version) } }),
  });

/** The best-scored leads of a campaign, or those that a search finds; nothing is asked without a campaign. */
export const usePreviewLeads = (campaignId: string | null, search: string) =>
  useQuery({
    queryKey: ['campaign-ops', 'preview-leads', campaignId, search],
    enabled: campaignId !== null,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      api.previewLeads({ params: { campaignId: campaignId ?? '' }, query: { search: search || undefined }, signal }),
  });

/** A wording's texts, and for whom they are shown. */
export interface PreviewInput {
  readonly campaignId: string;
  readonly leadId: string | null;
  readonly channel: Channel;
  readonly subject: string;
  readonly body: string;
  readonly html: string | null;
  readonly firstSubject: string;
}

const nothing: PreviewInput = {
  ...{ campaignId: '', leadId: null, channel: 'email', subject: '', body: '', html: null, firstSubject: '' },
};

/** The message as it would read; the last one stays while the next is asked. */
export const usePreview = (input: PreviewInput | null) =>
  useQuery({
    queryKey: ['campaign-ops', 'preview', input],
    enabled: input !== null,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const { campaignId, leadId, ...step } = input ?? nothing;
      return api.previewMessage({ params: { campaignId }, body: { ...step, leadId: leadId ?? undefined }, signal });
    },
  });

/** Makes a client's own sequence. */
export const useCreateSequence = () =>
  useAct((body: { readonly clientId: string; readonly name: string; readonly goal: string }) =>
    api.createSequence({ body }),
  );

/** Makes a copy of a sequence that belongs to a client. */
export const useCopySequence = () =>
  useAct(({ sequenceId, clientId }: { readonly sequenceId: string; readonly clientId: string }) =>
    api.copySequence({ params: { sequenceId }, body: { clientId } }),
  );

/** Saves a changed sequence as its next version. */
export const useEditSequence = (sequenceId: string) =>
  useAct((edit: SequenceEdit) => api.editSequence({ params: { sequenceId }, body: { edit } }));

/** Puts a sequence away, or takes it out again. */
export const useArchiveSequence = (sequenceId: string) =>
  useAct((isArchived: boolean) => api.archiveSequence({ params: { sequenceId }, body: { isArchived } }));

/** An act after which everything that shows sequences or messages is asked again. */
function useAct<Input, Result>(act: (input: Input) => Promise<Result>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: act, onSettled: () => queries.invalidateQueries() });
}
