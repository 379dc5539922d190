import { createApiClient } from '@aicmo/core-server/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { clientsContract, type ClientDetails, type ClientForm } from '../../contract/clients.contract.ts';

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

/** One client as its form shows it; asked anew each time that the form is opened. */
export const useClientDetails = (clientId: string) =>
  useQuery({
    queryKey: ['clients', 'details', clientId],
    queryFn: ({ signal }) => api.get({ params: { clientId }, signal }),
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

/** Changes a client; everything that shows it is asked again. */
export function useChangeClient(clientId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: Partial<ClientForm> & Pick<ClientDetails, 'updatedAt'>) =>
      api.change({ params: { clientId }, body: change }),
    onSuccess: () => queries.invalidateQueries(),
  });
}
