import type { InboundKind, InboxItem, InboxOutcome, InboxView } from '@aicmo/cam/contract';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { acquisitionApi } from '../acquisition.queries.ts';
import { useOfferedAtOnce } from '../lead/lead.queries.ts';

/** A conversation as the server tells it. */
export type Thread = Awaited<ReturnType<typeof acquisitionApi.inboxThread>>;

/** What of the inbox is shown. */
export interface ShownInbox {
  readonly client: string | null;
  readonly view: InboxView;
  readonly kind: InboundKind | null;
  /** A person's name; empty: nobody's; null: everybody's. */
  readonly whose: string | null;
  readonly search: string;
}

/** People write at any time: the list is asked again by itself. */
const askEveryMs = 30_000;

/** Conversations of one part of the inbox, fifty at a time. */
export function useInboxList({ client, view, kind, whose, search }: ShownInbox) {
  const query = useInfiniteQuery({
    queryKey: ['acquisition', 'inbox', client, view, kind, whose, search],
    queryFn: ({ pageParam, signal }) =>
      acquisitionApi.inbox({
        query: {
          view,
          ...(client === null ? {} : { client }),
          ...(kind === null ? {} : { kind }),
          ...(whose === null ? {} : { whose }),
          ...(search === '' ? {} : { search }),
          ...(pageParam === null ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: (before) => before,
    refetchInterval: askEveryMs,
  });
  const { data, error, dataUpdatedAt, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const items: readonly InboxItem[] | undefined = data?.pages.flatMap((page) => page.items);
  return {
    list: { data: items, error, dataUpdatedAt, refetch },
    ...{ isMore: hasNextPage, isFetchingMore: isFetchingNextPage, more: () => void fetchNextPage() },
  };
}

export const useInboxCounts = (client: string | null) =>
  useQuery({
    queryKey: ['acquisition', 'inbox-counts', client],
    queryFn: ({ signal }) => acquisitionApi.inboxCounts({ query: client === null ? {} : { client }, signal }),
    refetchInterval: askEveryMs,
  });

const threadKey = (inboundId: string) => ['acquisition', 'inbox-thread', inboundId] as const;

export const useThread = (inboundId: string) =>
  useQuery({
    queryKey: threadKey(inboundId),
    queryFn: ({ signal }) => acquisitionApi.inboxThread({ params: { inboundId }, signal }),
    refetchInterval: askEveryMs,
  });

/** What a person says to a conversation; each can be taken back. */
export function useInboxActs() {
  return {
    outcome: useOfferedAtOnce(({ id, outcome }: { readonly id: string; readonly outcome: InboxOutcome }) =>
      acquisitionApi.inboxOutcome({ params: { inboundId: id }, body: { outcome } }),
    ),
    later: useOfferedAtOnce(
      ({ id, ...body }: { readonly id: string; readonly until: string; readonly timeZone: string }) =>
        acquisitionApi.inboxLater({ params: { inboundId: id }, body }),
    ),
    assign: useOfferedAtOnce(({ id, name }: { readonly id: string; readonly name: string }) =>
      acquisitionApi.inboxAssign({ params: { inboundId: id }, body: { name } }),
    ),
    reopen: useOfferedAtOnce((id: string) => acquisitionApi.inboxReopen({ params: { inboundId: id } })),
    correct: useOfferedAtOnce(({ id, kind }: { readonly id: string; readonly kind: InboundKind }) =>
      acquisitionApi.inboxCorrect({ params: { inboundId: id }, body: { kind } }),
    ),
  };
}

/** Asks everything that shows conversations again. */
export function useAskInboxAgain(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(
    () => queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('inbox') }),
    [queries],
  );
}

/** The answer to a message: kept while it is written, taken over, and sent. */
export function useAnswer(inboundId: string) {
  const again = useAskInboxAgain();
  const queries = useQueryClient();
  const params = { inboundId };
  return {
    save: useMutation({
      mutationFn: (body: { readonly text: string; readonly version: number | null }) =>
        acquisitionApi.inboxDraft({ params, body }),
      // What the server has is what the field shows from now on.
      onSuccess: ({ draft }) =>
        queries.setQueryData<Thread>(threadKey(inboundId), (thread) => thread && { ...thread, draft }),
      onError: again,
    }),
    takeOver: useMutation({ mutationFn: () => acquisitionApi.inboxTakeOver({ params }), onSuccess: again }),
    send: useMutation({
      mutationFn: (version: number) => acquisitionApi.inboxSend({ params, body: { version } }),
      onSettled: again,
    }),
    search: useMutation({
      mutationFn: (answerId: string) => acquisitionApi.inboxSentSearch({ params: { answerId } }),
    }),
    resolve: useMutation({
      mutationFn: ({
        id,
        ...body
      }: {
        readonly id: string;
        readonly outcome: 'SENT' | 'FAILED';
        readonly reason: string;
      }) => acquisitionApi.inboxResolve({ params: { answerId: id }, body }),
      onSuccess: again,
    }),
  };
}

/** Tells that somebody has opened a message; the list is asked again when it was new. */
export function useSeen() {
  const again = useAskInboxAgain();
  return useMutation({
    mutationFn: (inboundId: string) => acquisitionApi.inboxSeen({ params: { inboundId } }),
    onSuccess: again,
  });
}
