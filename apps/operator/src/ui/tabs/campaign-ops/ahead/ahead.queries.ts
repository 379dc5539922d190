import { createApiClient } from '@aicmo/core-server/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { campaignOpsContract } from '../../../../contract/campaign-ops.contract.ts';

const api = createApiClient(campaignOpsContract);

/** Whether a campaign is played as if it were live, or as everything stands. */
export type PlayedAs = 'live' | 'as-it-is';

/** The coming days of a campaign; asked only when somebody wants to see them, and not again by itself. */
export const useAhead = (campaignId: string, days: string | null, as: PlayedAs) =>
  useQuery({
    queryKey: ['campaign-ops', 'ahead', campaignId, days, as],
    enabled: days !== null,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    queryFn: ({ signal }) => api.ahead({ params: { campaignId }, query: { days: days ?? '30', as }, signal }),
  });
