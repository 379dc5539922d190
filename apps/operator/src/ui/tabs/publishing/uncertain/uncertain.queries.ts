import { createApiClient } from '@aicmo/core-server/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { uncertainEndpoints } from '../../../../contract/publishing-uncertain.contract.ts';

const api = createApiClient(uncertainEndpoints);

/** What may or may not have left, of one client or of all. */
export const useUncertain = (client: string | null) =>
  useQuery({
    queryKey: ['publishing', 'uncertain', client],
    queryFn: ({ signal }) => api.uncertain({ query: { client: client ?? undefined }, signal }),
  });

/** Looks for a message in the folder of sent mail. */
export const useSearchSent = (messageId: string) =>
  useMutation({ mutationFn: () => api.search({ params: { messageId } }) });

/** A person's word on whether a message left. */
export const useResolveUncertain = (messageId: string) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { readonly outcome: 'SENT' | 'FAILED'; readonly reason: string }) =>
      api.resolve({ params: { messageId }, body }),
    onSettled: () => queries.invalidateQueries(),
  });
};
