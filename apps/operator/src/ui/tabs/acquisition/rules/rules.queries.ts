import type { LeadRun, ScoringRules } from '@aicmo/cam/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { acquisitionApi } from '../acquisition.queries.ts';

/** The rules of a client, their history and the latest passes. */
export const useRules = (client: string) =>
  useQuery({
    queryKey: ['acquisition', 'rules', client],
    queryFn: ({ signal }) => acquisitionApi.rules({ query: { client }, signal }),
  });

/** Who would move by these rules. */
export const usePreviewRules = (client: string) =>
  useMutation({ mutationFn: (rules: ScoringRules) => acquisitionApi.previewRules({ body: { client, rules } }) });

/** Saves the next version; what shows scores is asked again when its pass has ended. `onSaved` comes first: the form goes. */
export function useSaveRules(client: string, onSaved: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: { readonly rules: ScoringRules; readonly basedOn: number; readonly why: string }) =>
      acquisitionApi.saveRules({ body: { client, ...change } }),
    onSuccess: () => {
      onSaved();
      return queries.invalidateQueries({ queryKey: ['acquisition', 'rules'] });
    },
  });
}

/** What a person may do about a pass. */
export function useLeadRunActs(client: string) {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['acquisition', 'rules'] });
  return {
    again: useMutation({
      mutationFn: () => acquisitionApi.rescore({ body: { client, campaign: null } }),
      onSuccess,
    }),
    stop: useMutation({ mutationFn: (runId: string) => acquisitionApi.stopLeadRun({ params: { runId } }), onSuccess }),
    goOn: useMutation({ mutationFn: (runId: string) => acquisitionApi.goOnLeadRun({ params: { runId } }), onSuccess }),
  };
}

/** A pass as it goes on; when it has ended, everything that shows leads is asked again. */
export function useLeadRun(first: LeadRun): LeadRun {
  const queries = useQueryClient();
  const [run, setRun] = useState(first);
  const isRunning = first.status === 'RUNNING';
  useEffect(() => {
    if (!isRunning) return undefined;
    const gone = new AbortController();
    const follow = async (): Promise<void> => {
      const progress = acquisitionApi.leadRunProgress({ params: { runId: first.id }, signal: gone.signal });
      for await (const event of progress) setRun(event);
      await queries.invalidateQueries();
    };
    // Where the stream breaks off, the page's own reading says how the pass stands.
    follow().catch(() => queries.invalidateQueries({ queryKey: ['acquisition', 'rules'] }));
    return () => gone.abort();
  }, [first.id, isRunning, queries]);
  return run.id === first.id && isRunning ? run : first;
}
