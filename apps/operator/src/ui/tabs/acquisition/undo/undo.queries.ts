import type { UndoOffer } from '@aicmo/cam/contract';
import { toAppError } from '@aicmo/core-kernel';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { acquisitionApi } from '../acquisition.queries.ts';

/** What the bar says: an act that can be taken back, that it was taken back, or why it cannot be. */
export type UndoNotice =
  | { readonly is: 'offered'; readonly offer: UndoOffer }
  | { readonly is: 'undone'; readonly what: string }
  | { readonly is: 'refused'; readonly why: string };

const key = ['acquisition', 'undo'] as const;

/** Kept where the answers of the server are, so that every view and drawer of the tab has the same bar. */
function useNotice() {
  const queries = useQueryClient();
  const { data = null } = useQuery<UndoNotice | null>({
    queryKey: key,
    queryFn: () => queries.getQueryData<UndoNotice>(key) ?? null,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  const set = useCallback((notice: UndoNotice | null) => queries.setQueryData(key, notice), [queries]);
  return [data, set] as const;
}

/** Gives what an act offered to the bar; everything that is on screen is asked again. */
export function useUndoable(): (offer: UndoOffer) => Promise<void> {
  const queries = useQueryClient();
  return useCallback(
    async (offer: UndoOffer) => {
      const notice: UndoNotice = { is: 'offered', offer };
      queries.setQueryData(key, notice);
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] !== key[1] });
    },
    [queries],
  );
}

/** Says in the bar why an act was refused; what it was refused for is asked again, for the page may be old. */
export function useRefused(): (error: unknown) => Promise<void> {
  const queries = useQueryClient();
  return useCallback(
    async (error: unknown) => {
      const notice: UndoNotice = { is: 'refused', why: toAppError(error).message };
      queries.setQueryData(key, notice);
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] !== key[1] });
    },
    [queries],
  );
}

/** The last notice, how to take its act back, and how to put it away. */
export function useUndoNotice() {
  const queries = useQueryClient();
  const [notice, setNotice] = useNotice();
  const undo = useMutation({
    mutationFn: (undoId: string) => acquisitionApi.undo({ params: { undoId } }),
    onSuccess: async ({ what }) => {
      setNotice({ is: 'undone', what });
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] !== key[1] });
    },
    onError: (error) => setNotice({ is: 'refused', why: toAppError(error).message }),
  });
  return { notice, undo, close: () => setNotice(null) };
}
