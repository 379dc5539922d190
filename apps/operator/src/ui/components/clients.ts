import { createApiClient } from '@aicmo/core-server/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { clientsContract, type ClientForm } from '../../contract/clients.contract.ts';

const api = createApiClient(clientsContract);

const askEveryMs = 15_000;

/** The clients of the agency, by name; asked again now and then, because an import can make one too. */
export const useClients = () =>
  useQuery({
    queryKey: ['clients', 'choices'],
    queryFn: ({ signal }) => api.list({ signal }),
    refetchInterval: askEveryMs,
  });

const leastLetters = 2;

/** Campaigns and leads whose name has this text; nothing is asked for a single letter. */
export const useFound = (text: string) =>
  useQuery({
    queryKey: ['clients', 'find', text],
    queryFn: ({ signal }) => api.find({ query: { text }, signal }),
    enabled: text.length >= leastLetters,
    placeholderData: (before) => (text.length >= leastLetters ? before : undefined),
  });

/** Makes a client; every list of clients is asked again. */
export function useCreateClient() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (client: ClientForm) => api.create({ body: client }),
    onSuccess: () => queries.invalidateQueries(),
  });
}
