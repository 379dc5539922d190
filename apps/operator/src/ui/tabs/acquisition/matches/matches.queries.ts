import type { LeadMerge, MatchRun, MatchScope, MatchStatus, MergeChoices } from '@aicmo/cam/contract';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { acquisitionApi } from '../acquisition.queries.ts';
import { useUndoable } from '../undo/undo.queries.ts';
import { useRunProgress } from '../use-run-progress.ts';

const all = ['acquisition', 'matches'] as const;
const clientQuery = (client: string | null) => (client === null ? {} : { client });

/** Pairs of one status, the surest first, page after page. */
export function useMatches(client: string | null, status: MatchStatus) {
  const query = useInfiniteQuery({
    queryKey: [...all, 'list', client, status],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      acquisitionApi.matches({
        query: { ...clientQuery(client), status, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: ({ next }) => next,
  });
  const pages = query.data?.pages ?? [];
  return { query, pairs: pages.flatMap(({ pairs }) => pairs), total: pages[0]?.total ?? 0 };
}

/** How many pairs wait, and the latest search. */
export const useMatchSummary = (client: string | null) =>
  useQuery({
    queryKey: [...all, 'summary', client],
    queryFn: ({ signal }) => acquisitionApi.matchSummary({ query: clientQuery(client), signal }),
  });

/** What merging two leads would do, whoever stays. Once they are merged there is nothing to ask: `isOpen` is false then. */
export const useMergePreview = (keepId: string, absorbId: string, isOpen: boolean) =>
  useQuery({
    enabled: isOpen,
    queryKey: [...all, 'preview', keepId, absorbId],
    queryFn: ({ signal }) => acquisitionApi.previewMerge({ body: { keepId, absorbId }, signal }),
  });

/** Any two leads side by side. */
export const useTwoLeads = (one: string, other: string) =>
  useQuery({
    queryKey: [...all, 'pair', one, other],
    queryFn: ({ signal }) => acquisitionApi.matchPair({ query: { one, other }, signal }),
  });

/** Merges of a client, newest first. */
export const useMerges = (client: string | null) =>
  useQuery({
    queryKey: [...all, 'merges', client],
    queryFn: async ({ signal }) => (await acquisitionApi.merges({ query: clientQuery(client), signal })).merges,
  });

/** What a person says to a pair; each answer can be taken back by the bar at the foot. */
export function useMatchAnswers() {
  const undoable = useUndoable();
  const queries = useQueryClient();
  const notSame = useMutation({
    mutationFn: (matchId: string) => acquisitionApi.notSame({ params: { matchId } }),
    onSuccess: undoable,
  });
  const samePerson = useMutation({
    mutationFn: (two: { readonly leadId: string; readonly otherLeadId: string }) =>
      acquisitionApi.samePerson({ body: two }),
    onSuccess: undoable,
  });
  const merge = useMutation({
    mutationFn: (two: { readonly keepId: string; readonly absorbId: string; readonly choices: MergeChoices }) =>
      acquisitionApi.mergeLeads({ body: two }),
    onSuccess: ({ undo }) => undoable(undo),
  });
  const undoMerge = useMutation({
    mutationFn: ({ id }: Pick<LeadMerge, 'id'>) => acquisitionApi.undoMerge({ params: { mergeId: id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['acquisition'] }),
  });
  return { notSame, samePerson, merge, undoMerge };
}

/** Beginning and stopping a search. */
export function useSearchActs(client: string | null) {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: all });
  return {
    start: useMutation({
      mutationFn: (scope: MatchScope) => acquisitionApi.searchMatches({ body: { client, scope } }),
      onSuccess,
    }),
    stop: useMutation({
      mutationFn: (runId: string) => acquisitionApi.stopMatchRun({ params: { runId } }),
      onSuccess,
    }),
  };
}

/** A search as it goes on; when it has ended, the pairs are asked again. */
export function useSearchRun(first: MatchRun): MatchRun {
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: all });
  return useRunProgress(first, {
    progress: (runId, signal) => acquisitionApi.matchRunProgress({ params: { runId }, signal }),
    ...{ ended: again, lost: again },
  });
}
