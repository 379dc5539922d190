import { createApiClient } from '@aicmo/core-server/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { acquisitionContract } from '../../../contract/acquisition.contract.ts';

/** The endpoints of this tab. */
export const acquisitionApi = createApiClient(acquisitionContract);

/** The campaigns of one client, or of all. */
export const useCampaignChoices = (client: string | null) =>
  useQuery({
    queryKey: ['acquisition', 'campaigns', client],
    queryFn: ({ signal }) => acquisitionApi.campaigns({ query: client === null ? {} : { client }, signal }),
  });

/** The imported files of one client, or of all. */
export const useImports = (client: string | null) =>
  useQuery({
    queryKey: ['acquisition', 'imports', client],
    queryFn: ({ signal }) => acquisitionApi.imports({ query: client === null ? {} : { client }, signal }),
  });

export const useImportOutcome = (batchId: string) =>
  useQuery({
    queryKey: ['acquisition', 'outcome', batchId],
    queryFn: ({ signal }) => acquisitionApi.outcome({ params: { batchId }, signal }),
  });

/** Runs a campaign in simulation; gives its outcome and its first messages. */
export function useSimulation() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (campaignId: string) => acquisitionApi.simulate({ params: { campaignId } }),
    onSuccess: () => queries.invalidateQueries(),
  });
}
