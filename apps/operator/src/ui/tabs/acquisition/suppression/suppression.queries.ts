import type { SuppressionKind } from '@aicmo/cam/contract';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { acquisitionApi } from '../acquisition.queries.ts';

/** What narrows the list; the same names as in the address. */
export interface SuppressionFilterValues {
  readonly client: string | null;
  readonly search: string | null;
  readonly source: string | null;
}

const suppressionQueryOf = ({ client, search, source }: SuppressionFilterValues) => ({
  ...(client === null ? {} : { client }),
  ...(search === null || search === '' ? {} : { search }),
  ...(source === null ? {} : { source }),
});

/** The list, a hundred at a time, newest first. */
export function useSuppressions(filter: SuppressionFilterValues) {
  const query = useInfiniteQuery({
    queryKey: ['acquisition', 'suppression', filter],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      return acquisitionApi.suppressions({ query: { ...suppressionQueryOf(filter), ...cursor }, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: (before) => before,
  });
  const entries = query.data?.pages.flatMap((page) => page.entries);
  const total = query.data?.pages[0]?.total ?? 0;
  const { error, dataUpdatedAt, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const more = (): void => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  };
  return { data: entries && { entries, total }, error, dataUpdatedAt, refetch, more };
}

interface NewEntry {
  readonly client: string | null;
  readonly kind: SuppressionKind;
  readonly value: string;
  readonly reason: string;
}

interface ListFile {
  readonly file: File;
  readonly reason: string;
  readonly client: string | null;
}

/** Who called their unsubscribing a mistake, oldest first. */
export const useAskedBack = () =>
  useQuery({
    queryKey: ['acquisition', 'suppression', 'asked-back'],
    queryFn: ({ signal }) => acquisitionApi.askedBack({ signal }),
  });

/** What a person answers to them; everything that shows it is asked again. */
export function useAskedBackActs() {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries();
  return {
    lift: useMutation({
      mutationFn: ({ id, reason }: { readonly id: string; readonly reason: string }) =>
        acquisitionApi.optOutLift({ params: { id }, body: { reason } }),
      onSuccess,
    }),
    leave: useMutation({ mutationFn: (id: string) => acquisitionApi.optOutLeave({ params: { id } }), onSuccess }),
  };
}

/** What a person does with the list; everything that shows it is asked again. */
export function useSuppressionActs() {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries();
  return {
    add: useMutation({ mutationFn: (body: NewEntry) => acquisitionApi.suppressionAdd({ body }), onSuccess }),
    remove: useMutation({
      mutationFn: ({ id, reason }: { readonly id: string; readonly reason: string }) =>
        acquisitionApi.suppressionRemove({ params: { id }, body: { reason } }),
      onSuccess,
    }),
    removeSource: useMutation({
      mutationFn: (body: { readonly client: string | null; readonly source: string; readonly reason: string }) =>
        acquisitionApi.suppressionRemoveSource({ body }),
      onSuccess,
    }),
    read: useMutation({
      mutationFn: (file: File) => acquisitionApi.suppressionRead({ bytes: file }),
    }),
    bring: useMutation({
      mutationFn: ({ file, reason, client }: ListFile) =>
        acquisitionApi.suppressionImport({
          query: { file: file.name, reason, ...(client === null ? {} : { client }) },
          bytes: file,
        }),
      onSuccess,
    }),
    give: useMutation({
      mutationFn: (filter: SuppressionFilterValues) =>
        acquisitionApi.suppressionExport({ query: suppressionQueryOf(filter) }),
    }),
  };
}
