import type { ReviewItem, ReviewKind } from '@aicmo/cam/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { acquisitionApi } from '../acquisition.queries.ts';
import { useOfferedAtOnce } from '../lead/lead.queries.ts';

/** Who needs a person, oldest first, fifty at a time. */
export function useReviewQueue(client: string | null, kind: ReviewKind | null) {
  const query = useInfiniteQuery({
    queryKey: ['acquisition', 'review', client, kind],
    queryFn: ({ pageParam, signal }) =>
      acquisitionApi.review({
        query: {
          ...(client === null ? {} : { client }),
          ...(kind === null ? {} : { kind }),
          ...(pageParam === null ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: (before) => before,
  });
  const { data, error, dataUpdatedAt, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const items: readonly ReviewItem[] | undefined = data?.pages.flatMap((page) => page.items);
  return {
    queue: { data: items, error, dataUpdatedAt, refetch },
    ...{ isMore: hasNextPage, isFetchingMore: isFetchingNextPage, more: () => void fetchNextPage() },
  };
}

/** How many there are of each kind, and what waits in other views. */
export const useReviewSummary = (client: string | null) =>
  useQuery({
    queryKey: ['acquisition', 'review-summary', client],
    queryFn: ({ signal }) => acquisitionApi.reviewSummary({ query: client === null ? {} : { client }, signal }),
  });

/** What a person says to a lead of the queue, or to all values of a file. */
export function useReviewActs() {
  return {
    lookedAt: useOfferedAtOnce((leadId: string) => acquisitionApi.lookedAt({ params: { leadId } })),
    later: useOfferedAtOnce(
      ({ leadId, ...body }: { readonly leadId: string; readonly until: string; readonly timeZone: string }) =>
        acquisitionApi.later({ params: { leadId }, body }),
    ),
    filePassed: useOfferedAtOnce((batchId: string) => acquisitionApi.filePassed({ params: { batchId } })),
  };
}
