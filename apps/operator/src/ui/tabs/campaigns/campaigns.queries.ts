import { createApiClient } from '@aicmo/core-server/contract';
import { useQuery } from '@tanstack/react-query';
import { campaignsContract } from '../../../contract/campaigns.contract.ts';

const api = createApiClient(campaignsContract);

/** The campaigns of one client, or of all. */
export const useCampaigns = (client: string | null) =>
  useQuery({
    queryKey: ['campaigns', 'list', client],
    queryFn: ({ signal }) => api.campaigns({ query: client === null ? {} : { client }, signal }),
  });

export const useCampaign = (campaignId: string) =>
  useQuery({
    queryKey: ['campaigns', 'record', campaignId],
    queryFn: ({ signal }) => api.campaign({ params: { campaignId }, signal }),
  });

/** Which messages of a campaign; the same names as in the address. */
export interface MessagesFilter {
  readonly mode: string | null;
  readonly state: string | null;
  readonly run: string | null;
  readonly outcome: string | null;
}

type MessagesQuery = NonNullable<Parameters<typeof api.messages>[0]['query']>;

/** Messages that a figure counted; a word that the contract does not know is refused by the server in words. */
export const useMessages = (campaignId: string, filter: MessagesFilter) =>
  useQuery({
    queryKey: ['campaigns', 'messages', campaignId, filter],
    queryFn: ({ signal }) => {
      const query: MessagesQuery = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null));
      return api.messages({ params: { campaignId }, query, signal });
    },
    placeholderData: (before) => before,
  });
