import { createApiClient } from '@aicmo/core-server/contract';
import { useQuery } from '@tanstack/react-query';
import { diagnosticsContract } from '../../../contract/diagnostics.contract.ts';
import { houseApi } from '../../components/house.ts';

const api = createApiClient(diagnosticsContract);

/** Each part of the house; looked at when the page opens and on "Check again". */
export const useServices = () =>
  useQuery({ queryKey: ['diagnostics', 'services'], queryFn: ({ signal }) => api.services({ signal }) });

/** The language model's budget and questions. */
export const useLanguageModel = () =>
  useQuery({ queryKey: ['diagnostics', 'language-model'], queryFn: ({ signal }) => api.languageModel({ signal }) });

/** What runs, from where, with what. */
export const useProcess = () =>
  useQuery({ queryKey: ['diagnostics', 'process'], queryFn: ({ signal }) => houseApi.process({ signal }) });

const logEveryMs = 5_000;

/** The newest log lines of the server's process. */
export const useLog = () =>
  useQuery({
    queryKey: ['diagnostics', 'log'],
    queryFn: ({ signal }) => houseApi.log({ signal }),
    refetchInterval: logEveryMs,
  });
