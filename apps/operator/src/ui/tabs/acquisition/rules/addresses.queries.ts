import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { acquisitionApi } from '../acquisition.queries.ts';

/** How the addresses of a client stand. */
export const useAddresses = (client: string) =>
  useQuery({
    queryKey: ['acquisition', 'rules', 'addresses', client],
    queryFn: ({ signal }) => acquisitionApi.addresses({ query: { client }, signal }),
  });

/** What a person may do about addresses and empty fields. */
export function useAddressActs(client: string) {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['acquisition', 'rules'] });
  const everything = () => queries.invalidateQueries();
  return {
    check: useMutation({
      mutationFn: (withService: boolean) => acquisitionApi.checkAddresses({ body: { client, withService } }),
      onSuccess,
    }),
    fill: useMutation({
      mutationFn: (withService: boolean) => acquisitionApi.fillLeads({ body: { client, withService } }),
      onSuccess,
    }),
    undoFill: useMutation({
      mutationFn: (runId: string) => acquisitionApi.undoFill({ params: { runId } }),
      onSuccess: everything,
    }),
  };
}
