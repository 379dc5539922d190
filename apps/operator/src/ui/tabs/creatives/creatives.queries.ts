import type { Platform } from '@aicmo/core-kernel';
import { createApiClient } from '@aicmo/core-server/contract';
import type { CopyWay } from '@aicmo/creative/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { creativesContract } from '../../../contract/creatives.contract.ts';

const api = createApiClient(creativesContract);

/** The directions of one client or of all, last composed first, and the strategies that there are. */
export const useDirections = (client: string | null) =>
  useQuery({
    queryKey: ['creatives', 'directions', client],
    queryFn: ({ signal }) => api.directions({ query: { client: client ?? undefined }, signal }),
  });

/** Composes three directions from the newest version of a strategy. */
export const useCompose = () => useCreativeAct((strategyId: string) => api.compose({ body: { strategyId } }));

/** Chooses one of three directions. */
export const useChoose = () =>
  useCreativeAct((choice: { readonly directionId: string; readonly why: string }) =>
    api.choose({ params: { directionId: choice.directionId }, body: { why: choice.why } }),
  );

/** The copy that was written from a direction, last written first. */
export const useCopies = (directionId: string) =>
  useQuery({
    queryKey: ['creatives', 'copies', directionId],
    queryFn: ({ signal }) => api.copies({ params: { directionId }, signal }),
  });

/** Writes copy for a post, by the rules or by the language model. */
export const useWriteCopy = () =>
  useCreativeAct(({ directionId, ...body }: { directionId: string; platform: Platform; way: CopyWay }) =>
    api.write({ params: { directionId }, body }),
  );

function useCreativeAct<Input, Result>(act: (input: Input) => Promise<Result>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['creatives'] }),
  });
}
