import { createApiClient } from '@aicmo/core-server/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { campaignOpsLiveContract } from '../../../../contract/campaign-ops-live.contract.ts';

const api = createApiClient(campaignOpsLiveContract);

/** How far a campaign is from writing to real people. */
export const useGoLive = (campaignId: string) =>
  useQuery({
    queryKey: ['campaign-ops', 'go-live', campaignId],
    queryFn: ({ signal }) => api.goLive({ params: { campaignId }, signal }),
  });

/** Its messages as they would leave. */
export const useGoLiveMessages = (campaignId: string) =>
  useQuery({
    queryKey: ['campaign-ops', 'go-live-messages', campaignId],
    queryFn: ({ signal }) => api.goLiveMessages({ params: { campaignId }, signal }),
  });

/** What a person does about it; everything on screen is asked again. */
export function useGoLiveActs(campaignId: string) {
  const queries = useQueryClient();
  const params = { campaignId };
  const onSuccess = () => queries.invalidateQueries();
  return {
    ask: useMutation({ mutationFn: () => api.goLiveAsk({ params }), onSuccess }),
    read: useMutation({ mutationFn: (wording: string) => api.goLiveRead({ params, body: { wording } }), onSuccess }),
    go: useMutation({ mutationFn: (sentence: string) => api.goLiveNow({ params, body: { sentence } }), onSuccess }),
    simulate: useMutation({
      mutationFn: (reason: string) => api.simulateAgain({ params, body: { reason } }),
      onSuccess,
    }),
  };
}
