import type { Guardrails } from '@aicmo/cam/contract';
import { createApiClient } from '@aicmo/core-server/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { campaignOpsContract } from '../../../../contract/campaign-ops.contract.ts';

const api = createApiClient(campaignOpsContract);

/** When a campaign pauses by itself. */
export const useGuardrails = (campaignId: string) =>
  useQuery({
    queryKey: ['campaign-ops', 'guardrails', campaignId],
    queryFn: ({ signal }) => api.guardrails({ params: { campaignId }, signal }),
  });

/** Sets it. */
export function useSetGuardrails(campaignId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Pick<Guardrails, 'settings' | 'version'>) => api.setGuardrails({ params: { campaignId }, body }),
    onSuccess: (found) => queries.setQueryData(['campaign-ops', 'guardrails', campaignId], found),
  });
}

/** Takes note of a pause. */
export function useSeeGuardrail(campaignId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (eventId: string) => api.seeGuardrail({ params: { campaignId, eventId } }),
    onSuccess: (found) => {
      queries.setQueryData(['campaign-ops', 'guardrails', campaignId], found);
      return queries.invalidateQueries({ queryKey: ['command-center'] });
    },
  });
}
