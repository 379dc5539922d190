import type { CampaignDraft, CampaignStatus, IdealCustomer } from '@aicmo/cam/contract';
import { createApiClient } from '@aicmo/core-server/contract';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { campaignOpsContract } from '../../../contract/campaign-ops.contract.ts';

const api = createApiClient(campaignOpsContract);

/** The campaigns of one client or of all, newest first. */
export const useCampaigns = (client: string | null) =>
  useQuery({
    queryKey: ['campaign-ops', 'campaigns', client],
    queryFn: ({ signal }) => api.campaigns({ query: { client: client ?? undefined }, signal }),
  });

/** Who would change tier if a campaign looked for another ideal customer. */
export const usePreviewIdealCustomer = (campaignId: string) =>
  useMutation({
    mutationFn: (icp: IdealCustomer) => api.previewIdealCustomer({ params: { campaignId }, body: icp }),
  });

/** One campaign with its runs and its story. */
export const useCampaign = (campaignId: string) =>
  useQuery({
    queryKey: ['campaign-ops', 'campaign', campaignId],
    queryFn: ({ signal }) => api.campaign({ params: { campaignId }, signal }),
  });

/** Which messages a list shows; every part narrows. */
export interface MessageChoice {
  readonly campaign?: string | undefined;
  readonly mode?: string | undefined;
  readonly state?: string | undefined;
  readonly run?: string | undefined;
  readonly outcome?: string | undefined;
}

/** Messages, page after page. */
export const useMessages = (choice: MessageChoice) =>
  useInfiniteQuery({
    queryKey: ['campaign-ops', 'messages', choice],
    queryFn: ({ pageParam, signal }) => api.messages({ query: { ...choice, from: String(pageParam) }, signal }),
    initialPageParam: 0,
    getNextPageParam: ({ total, attempts }, pages) => {
      const loaded = pages.reduce((sum, page) => sum + page.attempts.length, 0);
      return attempts.length > 0 && loaded < total ? loaded : undefined;
    },
  });

/** One message with its text and every reason. */
export const useMessage = (messageId: string) =>
  useQuery({
    queryKey: ['campaign-ops', 'message', messageId],
    queryFn: ({ signal }) => api.message({ params: { messageId }, signal }),
  });

/** The built-in sequences and those of a client. */
export const useSequences = (client: string | null) =>
  useQuery({
    queryKey: ['campaign-ops', 'sequences', client],
    queryFn: ({ signal }) => api.sequences({ query: { client: client ?? undefined }, signal }),
  });

/** Makes a campaign, or changes one. */
export const useSaveCampaign = () =>
  useAct((input: { readonly campaignId: string | null; readonly clientId: string; readonly draft: CampaignDraft }) =>
    input.campaignId === null
      ? api.createCampaign({ body: { clientId: input.clientId, draft: input.draft } })
      : api.changeCampaign({ params: { campaignId: input.campaignId }, body: { draft: input.draft } }),
  );

/** Activates, pauses, completes or archives. */
export const useMoveCampaign = (campaignId: string) =>
  useAct(({ to, reason = '' }: { readonly to: CampaignStatus; readonly reason?: string }) =>
    api.moveCampaign({ params: { campaignId }, body: { to, reason } }),
  );

/** Runs a campaign now; with `activate`, makes it active first. */
export const useRunCampaign = (campaignId: string) =>
  useAct(async ({ activate }: { readonly activate: boolean }) => {
    const params = { campaignId };
    if (activate) await api.moveCampaign({ params, body: { to: 'ACTIVE', reason: '' } });
    return api.run({ params });
  });

/** An act after which everything that shows campaigns or their messages is asked again. */
function useAct<Input, Result>(act: (input: Input) => Promise<Result>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: act, onSettled: () => queries.invalidateQueries() });
}
