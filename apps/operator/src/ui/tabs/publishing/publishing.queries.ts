import type { Platform } from '@aicmo/core-kernel';
import { createApiClient } from '@aicmo/core-server/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { publishingContract } from '../../../contract/publishing.contract.ts';

const api = createApiClient(publishingContract);

/** The posts of one client or of all, by planned time. */
export const usePosts = (client: string | null) =>
  useQuery({
    queryKey: ['publishing', 'posts', client],
    queryFn: ({ signal }) => api.posts({ query: { client: client ?? undefined }, signal }),
  });

/** One post with everything that its decision rests on. */
export const usePost = (postId: string) =>
  useQuery({
    queryKey: ['publishing', 'post', postId],
    queryFn: ({ signal }) => api.post({ params: { postId }, signal }),
  });

/** What is typed into the form of a post; `edits` names the version that it changes, none for a new one. */
export interface PostSave {
  readonly clientId: string;
  readonly platform: Platform;
  readonly account: string;
  readonly text: string;
  readonly edits?: { readonly postId: string; readonly version: number };
}

/** Writes a post, or changes it. */
export const useSavePost = () =>
  usePublishingAct(({ edits, clientId, ...words }: PostSave) =>
    edits
      ? api.edit({ params: { postId: edits.postId }, body: { ...words, version: edits.version } })
      : api.create({ body: { ...words, clientId, campaignId: null } }),
  );

/** A person's decision about exactly what they saw. */
export interface PostDecision {
  readonly decision: 'APPROVED' | 'CHANGES_REQUESTED' | 'WITHDRAWN';
  readonly seenHash: string;
  readonly why?: string;
}

export const useDecide = (postId: string) =>
  usePublishingAct((body: PostDecision) => api.decide({ params: { postId }, body }));

export const useSchedule = (postId: string) =>
  usePublishingAct((plannedAt: string) => api.schedule({ params: { postId }, body: { plannedAt } }));

export const useCancel = (postId: string) =>
  usePublishingAct((why: string) => api.cancel({ params: { postId }, body: { why } }));

export const useCheck = (postId: string) => usePublishingAct(() => api.check({ params: { postId } }));

export const useCopy = (postId: string) => usePublishingAct(() => api.copy({ params: { postId } }));

/** Takes every due post through all gates to the door. */
export const useRunDue = () => usePublishingAct(() => api.run());

/** An act after which everything of this tab is asked again. */
function usePublishingAct<Input, Result>(act: (input: Input) => Promise<Result>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => queries.invalidateQueries({ queryKey: ['publishing'] }),
  });
}
