import { createApiClient } from '@aicmo/core-server/contract';
import type { Sentiment } from '@aicmo/social/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { diagnosticsContract } from '../../../contract/diagnostics.contract.ts';
import { monitoringContract } from '../../../contract/monitoring.contract.ts';

const api = createApiClient(monitoringContract);
const diagnostics = createApiClient(diagnosticsContract);

export const useSources = (client: string | null) =>
  useQuery({
    queryKey: ['monitoring', 'sources', client],
    queryFn: ({ signal }) => api.sources({ query: { client: client ?? undefined }, signal }),
  });

/** Which mentions a list holds; null wants all. */
export interface MentionFilter {
  readonly client: string | null;
  readonly source: string | null;
  readonly sentiment: Sentiment['label'] | null;
  readonly search: string | null;
}

export const useMentions = ({ client, source, sentiment, search }: MentionFilter) =>
  useQuery({
    queryKey: ['monitoring', 'mentions', client, source, sentiment, search],
    queryFn: ({ signal }) =>
      api.mentions({
        query: {
          client: client ?? undefined,
          source: source ?? undefined,
          sentiment: sentiment ?? undefined,
          search: search ?? undefined,
        },
        signal,
      }),
  });

export const useMention = (mentionId: string) =>
  useQuery({
    queryKey: ['monitoring', 'mention', mentionId],
    queryFn: ({ signal }) => api.mention({ params: { mentionId }, signal }),
  });

export const useReports = (client: string | null) =>
  useQuery({
    queryKey: ['monitoring', 'reports', client],
    queryFn: ({ signal }) => api.reports({ query: { client: client ?? undefined }, signal }),
  });

export const useReport = (reportId: string) =>
  useQuery({
    queryKey: ['monitoring', 'report', reportId],
    queryFn: ({ signal }) => api.report({ params: { reportId }, signal }),
  });

/** What wanted to leave the house, and what became of it. */
export const useEffects = () =>
  useQuery({ queryKey: ['monitoring', 'effects'], queryFn: ({ signal }) => api.effects({ signal }) });

/** The parts of the house, as Diagnostics tells them. */
export const useServices = () =>
  useQuery({ queryKey: ['monitoring', 'services'], queryFn: ({ signal }) => diagnostics.services({ signal }) });

export const useAddSource = () =>
  useMonitoringAct((body: { readonly clientId: string; readonly name: string; readonly url: string }) =>
    api.addSource({ body }),
  );

export const useReadSource = () => useMonitoringAct((sourceId: string) => api.readSource({ params: { sourceId } }));

/** Hands the document of a feed in: a file or what was pasted. */
export const useHandIn = () =>
  useMonitoringAct(({ sourceId, document }: { readonly sourceId: string; readonly document: Blob }) =>
    api.handIn({ params: { sourceId }, bytes: document }),
  );

export const useStopListening = () =>
  useMonitoringAct((sourceId: string) => api.stopListening({ params: { sourceId } }));

export const useCorrect = (mentionId: string) =>
  useMonitoringAct((label: Sentiment['label']) => api.correct({ params: { mentionId }, body: { label } }));

/** A window of time and what to look for in it. */
export interface ReportWish {
  readonly clientId: string;
  readonly from: string;
  readonly to: string;
  readonly query: string;
}

export const useMakeReport = () => useMonitoringAct((body: ReportWish) => api.makeReport({ body }));

/** An act after which everything of this tab is asked again. */
function useMonitoringAct<Input, Result>(act: (input: Input) => Promise<Result>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => queries.invalidateQueries({ queryKey: ['monitoring'] }),
  });
}
