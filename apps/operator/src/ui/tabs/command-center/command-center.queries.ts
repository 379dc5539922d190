import { createApiClient } from '@aicmo/core-server/contract';
import { useQuery } from '@tanstack/react-query';
import { commandCenterContract } from '../../../contract/command-center.contract.ts';

const api = createApiClient(commandCenterContract);
const askEveryMs = 15_000;

/** What needs a person, most urgent first; asked again every quarter of a minute. */
export const useNeedsYou = () =>
  useQuery({
    queryKey: ['command-center', 'needs-you'],
    queryFn: ({ signal }) => api.needsYou({ signal }),
    refetchInterval: askEveryMs,
  });
