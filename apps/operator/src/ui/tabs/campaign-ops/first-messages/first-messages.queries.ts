import { createApiClient } from '@aicmo/core-server/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { campaignOpsContract } from '../../../../contract/campaign-ops.contract.ts';

const api = createApiClient(campaignOpsContract);

/** The first messages of a live campaign. */
export const useFirstMessages = (campaignId: string) =>
  useQuery({
    queryKey: ['campaign-ops', 'first-messages', campaignId],
    queryFn: ({ signal }) => api.firstMessages({ params: { campaignId }, signal }),
  });

/** A message as it was read. */
export interface ReadMessage {
  readonly id: string;
  readonly fingerprint: string;
}

/** Lets go what was read. */
export function useLetGo(campaignId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (read: readonly ReadMessage[]) =>
      api.letFirstMessagesGo({ params: { campaignId }, body: { read: [...read] } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['campaign-ops'] }),
  });
}

/** Holds one again that was let go. */
export function useHoldAgain() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (messageId: string) => api.holdFirstMessage({ params: { messageId } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['campaign-ops'] }),
  });
}
