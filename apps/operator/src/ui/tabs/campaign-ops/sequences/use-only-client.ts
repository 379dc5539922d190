import { useClients } from '../../../components/clients.ts';

/** The client that was chosen at the left, or the only one that there is; null: somebody has to choose. */
export function useOnlyClient(filter: string | null): string | null {
  const clients = useClients().data?.clients ?? [];
  return filter ?? (clients.length === 1 ? (clients[0]?.id ?? null) : null);
}
