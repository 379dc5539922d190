import type { RetentionKind } from '@aicmo/cam/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { acquisitionApi } from '../acquisition.queries.ts';

/** Everything held on whoever has this address; asked again only when somebody wants it. */
export const usePersonHeld = (address: string | null) =>
  useQuery({
    queryKey: ['acquisition', 'person', address],
    queryFn: ({ signal }) => acquisitionApi.personHeld({ query: { address: address ?? '' }, signal }),
    enabled: address !== null,
    retry: false,
  });

/** Gives out or erases what is held; after erasing everything on screen is asked again. */
export function usePersonActs() {
  const queries = useQueryClient();
  return {
    give: useMutation({ mutationFn: (address: string) => acquisitionApi.personExport({ query: { address } }) }),
    erase: useMutation({
      mutationFn: (body: { readonly address: string; readonly reason: string }) => acquisitionApi.personErase({ body }),
      onSuccess: () => queries.invalidateQueries(),
    }),
  };
}

export const useErasures = () =>
  useQuery({ queryKey: ['acquisition', 'erasures'], queryFn: ({ signal }) => acquisitionApi.erasures({ signal }) });

export const useRetention = () =>
  useQuery({ queryKey: ['acquisition', 'retention'], queryFn: ({ signal }) => acquisitionApi.retention({ signal }) });

/** What would go by a rule now; asked when somebody looks. */
export const useRetentionPreview = (kind: RetentionKind, isWanted: boolean) =>
  useQuery({
    queryKey: ['acquisition', 'retention', kind, 'preview'],
    queryFn: ({ signal }) => acquisitionApi.retentionPreview({ params: { kind }, query: {}, signal }),
    enabled: isWanted,
  });

export function useRetentionActs(kind: RetentionKind) {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries();
  return {
    set: useMutation({
      mutationFn: (body: { readonly isOn: boolean; readonly days: number }) =>
        acquisitionApi.retentionSet({ params: { kind }, body }),
      onSuccess,
    }),
    run: useMutation({ mutationFn: () => acquisitionApi.retentionRun({ params: { kind } }), onSuccess }),
  };
}
