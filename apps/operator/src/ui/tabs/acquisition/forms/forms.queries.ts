import type { CaptureFormDraft, CaptureStatus } from '@aicmo/cam/contract';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { acquisitionApi } from '../acquisition.queries.ts';

/** The forms of one client or of all, and where people outside reach them. */
export const useForms = (client: string | null) =>
  useQuery({
    queryKey: ['acquisition', 'forms', client],
    queryFn: ({ signal }) => acquisitionApi.forms({ query: client === null ? {} : { client }, signal }),
  });

const askEveryMs = 15_000;

/** What people sent, newest first, fifty at a time; asked again now and then, because people outside send at any time. */
export function useSubmissions(client: string | null, status: CaptureStatus | null) {
  const query = useInfiniteQuery({
    queryKey: ['acquisition', 'submissions', client, status],
    queryFn: ({ pageParam, signal }) =>
      acquisitionApi.submissions({
        query: {
          ...(client === null ? {} : { client }),
          ...(status === null ? {} : { status }),
          ...(pageParam === null ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: (before) => before,
    refetchInterval: askEveryMs,
  });
  const submissions = query.data?.pages.flatMap((page) => page.submissions);
  const total = query.data?.pages[0]?.total ?? 0;
  const { error, dataUpdatedAt, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const more = (): void => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  };
  return { data: submissions && { submissions, total }, error, dataUpdatedAt, refetch, more };
}

/** What a person does with forms and what came by them. */
export function useFormActs() {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['acquisition'] });
  return {
    create: useMutation({
      mutationFn: (body: { readonly client: string; readonly draft: CaptureFormDraft }) =>
        acquisitionApi.formCreate({ body }),
      onSuccess,
    }),
    edit: useMutation({
      mutationFn: ({
        id,
        ...body
      }: {
        readonly id: string;
        readonly version: number;
        readonly draft: CaptureFormDraft;
      }) => acquisitionApi.formEdit({ params: { id }, body }),
      onSuccess,
    }),
    open: useMutation({
      mutationFn: ({ id, ...body }: { readonly id: string; readonly version: number; readonly isOpen: boolean }) =>
        acquisitionApi.formOpen({ params: { id }, body }),
      onSuccess,
    }),
    take: useMutation({
      mutationFn: ({ id, reason }: { readonly id: string; readonly reason: string }) =>
        acquisitionApi.submissionTake({ params: { id }, body: { reason } }),
      onSuccess,
    }),
    discard: useMutation({
      mutationFn: (id: string) => acquisitionApi.submissionDiscard({ params: { id } }),
      onSuccess,
    }),
  };
}
