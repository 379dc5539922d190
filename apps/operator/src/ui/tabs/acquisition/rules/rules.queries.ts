import type { LeadRun, ScoringRules } from '@aicmo/cam/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { acquisitionApi } from '../acquisition.queries.ts';
import { useRunProgress } from '../use-run-progress.ts';

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
  return useRunProgress(first, {
    progress: (runId, signal) => acquisitionApi.leadRunProgress({ params: { runId }, signal }),
    ended: () => queries.invalidateQueries(),
    lost: () => queries.invalidateQueries({ queryKey: ['acquisition', 'rules'] }),
  });
}
