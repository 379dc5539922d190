import type { BulkAct, BulkPass, BulkTarget, NewSavedView } from '@aicmo/cam/contract';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { instantInZone } from '../../../components/zoned-time.ts';
import { downloadBlob } from '../../../components/download-text.ts';
import type { LeadListQuery, LeadRow } from '../../../../contract/acquisition/leads.contract.ts';
import { acquisitionApi } from '../acquisition.queries.ts';
import { useUndoable } from '../undo/undo.queries.ts';
import { narrowingNames, type ListAddress } from './list-address.ts';

/** What is asked of the server: a word that it does not know is refused there, in words. */
export function listQueryOf(address: ListAddress): LeadListQuery {
  const said = ['client' as const, ...narrowingNames].flatMap((name) => {
    const value = address[name];
    return value === null || value === ''
      ? []
      : [[name, name === 'from' || name === 'before' ? dayOf(name, value) : value]];
  });
  return { ...(Object.fromEntries(said) as LeadListQuery), sort: address.order.by, direction: address.order.direction }; // read by the server's schema
}

/** A day of the calendar where the browser is: from its beginning, or before the end of it. */
function dayOf(name: 'from' | 'before', day: string): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (name === 'from') return instantInZone(`${day}T00:00`, zone);
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  const next = new Date(Date.UTC(year, month - 1, date + 1)).toISOString().slice(0, 10);
  return instantInZone(`${next}T00:00`, zone);
}

/** Leads in the order of the address, a hundred at a time. */
export function useLeads(address: ListAddress) {
  const asked = listQueryOf(address);
  const query = useInfiniteQuery({
    queryKey: ['acquisition', 'leads', asked],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      return acquisitionApi.leads({ query: { ...asked, ...cursor }, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: (before) => before,
  });
  const leads: readonly LeadRow[] | undefined = query.data?.pages.flatMap((page) => page.leads);
  const { total = 0, isTotalExact = true } = query.data?.pages[0] ?? {};
  const { error, dataUpdatedAt, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const more = (): void => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  };
  const data = leads && { leads, total, isTotalExact, hasMore: hasNextPage };
  return { data, error, dataUpdatedAt, refetch, more };
}

interface Counted {
  readonly client: string | null;
  readonly campaign: string | null;
  readonly tier?: string | null;
  readonly review?: string | null;
}

/** How many leads there are of each state and tier. */
export const useLeadCounts = (counted: Counted) => {
  const query = Object.fromEntries(Object.entries(counted).filter(([, value]) => value));
  return useQuery({
    queryKey: ['acquisition', 'counts', query],
    queryFn: ({ signal }) => acquisitionApi.counts({ query, signal }),
  });
};

/** One act on many leads; what undoes it goes to the bar at the foot. */
export function useBulkAct() {
  const queries = useQueryClient();
  const undoable = useUndoable();
  return useMutation({
    mutationFn: (body: { readonly target: BulkTarget; readonly act: BulkAct }) => acquisitionApi.bulkAct({ body }),
    // The question closes at once; the lists are asked again behind it.
    onSuccess: ({ undo }) => {
      void (undo ? undoable(undo) : queries.invalidateQueries({ queryKey: ['acquisition'] }));
    },
  });
}

/** A pass over many leads in the background; what it changes is asked for again when it has ended. */
export const useBulkPass = () =>
  useMutation({
    mutationFn: (body: { readonly target: BulkTarget; readonly pass: BulkPass }) => acquisitionApi.bulkPass({ body }),
  });

/** The list as a file. */
export const useExport = () =>
  useMutation({
    mutationFn: async (address: ListAddress) => {
      const { fileName, blob } = await acquisitionApi.leadsFile({ query: listQueryOf(address) });
      downloadBlob(fileName, blob);
    },
  });

const viewsKey = ['acquisition', 'views'] as const;

/** The saved lists of a client and of all clients. */
export const useSavedViews = (client: string | null) =>
  useQuery({
    queryKey: [...viewsKey, client],
    queryFn: ({ signal }) => acquisitionApi.views({ query: client === null ? {} : { client }, signal }),
  });

/** Saving a list under a name, and forgetting it. */
export function useViewActs() {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: viewsKey });
  return {
    save: useMutation({ mutationFn: (body: NewSavedView) => acquisitionApi.saveView({ body }), onSuccess }),
    remove: useMutation({
      mutationFn: (viewId: string) => acquisitionApi.removeView({ params: { viewId } }),
      onSuccess,
    }),
  };
}
