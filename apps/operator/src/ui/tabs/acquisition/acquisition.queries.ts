import { createApiClient } from '@aicmo/core-server/contract';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { acquisitionContract } from '../../../contract/acquisition.contract.ts';
import type { LeadRow } from '../../../contract/acquisition/leads.contract.ts';

/** The endpoints of this tab. */
export const acquisitionApi = createApiClient(acquisitionContract);

/** What narrows the list; the same names as in the address. */
export interface LeadsFilter {
  readonly client: string | null;
  readonly campaign: string | null;
  readonly batch: string | null;
  readonly state: string | null;
  readonly tier: string | null;
  readonly review: string | null;
  readonly search: string | null;
}

type LeadsQuery = NonNullable<Parameters<typeof acquisitionApi.leads>[0]>['query'];

/** Those parts that are set; a word that the contract does not know is refused by the server in words. */
const queryOf = (filter: LeadsFilter): LeadsQuery =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null && value !== ''));

/** Leads, a hundred at a time, best first. */
export function useLeads(filter: LeadsFilter) {
  const query = useInfiniteQuery({
    queryKey: ['acquisition', 'leads', filter],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      return acquisitionApi.leads({ query: { ...queryOf(filter), ...cursor }, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: (before) => before,
  });
  const leads: readonly LeadRow[] | undefined = query.data?.pages.flatMap((page) => page.leads);
  const total = query.data?.pages[0]?.total ?? 0;
  const { error, dataUpdatedAt, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const more = (): void => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  };
  return { data: leads && { leads, total }, error, dataUpdatedAt, refetch, more };
}

export const useLeadCounts = ({ client, campaign, batch }: LeadsFilter) =>
  useQuery({
    queryKey: ['acquisition', 'counts', client, campaign, batch],
    queryFn: ({ signal }) =>
      acquisitionApi.counts({
        query: {
          ...(client === null ? {} : { client }),
          ...(campaign === null ? {} : { campaign }),
          ...(batch === null ? {} : { batch }),
        },
        signal,
      }),
  });

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
