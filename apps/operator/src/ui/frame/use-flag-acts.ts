import { useQueryClient } from '@tanstack/react-query';
import { houseApi } from '../components/house.ts';

/** The three acts on the control flags; after each everything is asked again, because everything depends on them. */
export function useFlagActs() {
  const queries = useQueryClient();
  const thenRefresh = async (change: Promise<unknown>): Promise<void> => {
    await change;
    await queries.invalidateQueries();
  };
  return {
    hold: (reason: string) => thenRefresh(houseApi.hold({ body: { what: 'sending', reason } })),
    release: (reason: string) => thenRefresh(houseApi.release({ body: { reason } })),
    setProofMode: (on: boolean, reason: string) => thenRefresh(houseApi.proofMode({ body: { on, reason } })),
  };
}
