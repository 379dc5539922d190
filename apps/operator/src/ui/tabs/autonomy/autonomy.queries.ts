import type { Narrowing, PolicyView } from '@aicmo/autonomy/contract';
import { createApiClient } from '@aicmo/core-server/contract';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { autonomyContract, type ActionViewName } from '../../../contract/autonomy.contract.ts';

const api = createApiClient(autonomyContract);
const askEveryMs = 10_000;

/** One list of actions, and how many each list has. */
export const useActions = (view: ActionViewName, client: string | null) =>
  useQuery({
    queryKey: ['autonomy', 'actions', view, client],
    queryFn: ({ signal }) => api.actions({ query: { view, client: client ?? undefined }, signal }),
    refetchInterval: askEveryMs,
  });

/** One action with its story. */
export const useAction = (actionId: string) =>
  useQuery({
    queryKey: ['autonomy', 'action', actionId],
    queryFn: ({ signal }) => api.action({ params: { actionId }, signal }),
    refetchInterval: askEveryMs,
  });

/** What the engine may do, client by client. */
export const usePolicies = (client: string | null) =>
  useQuery({
    queryKey: ['autonomy', 'policies', client],
    queryFn: ({ signal }) => api.policies({ query: { client: client ?? undefined }, signal }),
  });

/** The control flags and their changes. */
export const useFlags = () =>
  useQuery({ queryKey: ['autonomy', 'flags'], queryFn: ({ signal }) => api.flags({ signal }) });

/** What was attempted towards the outside, newest first, page by page. */
export const useLedger = () =>
  useInfiniteQuery({
    queryKey: ['autonomy', 'ledger'],
    queryFn: ({ pageParam, signal }) => api.ledger({ query: { before: pageParam }, signal }),
    initialPageParam: undefined as string | undefined, // the first page has no entry before it
    getNextPageParam: ({ entries, total }, pages) =>
      pages.reduce((sum, page) => sum + page.entries.length, 0) < total ? entries.at(-1)?.id : undefined,
  });

/** The kept bytes of one entry. */
export const useLedgerBody = (entryId: string) =>
  useQuery({
    queryKey: ['autonomy', 'ledger-body', entryId],
    queryFn: ({ signal }) => api.ledgerBody({ params: { entryId }, signal }),
  });

/** What a person does with an action. */
export type ActionAct =
  | { readonly does: 'APPROVED' | 'REJECTED' | 'cancel' | 'requeue'; readonly reason: string }
  | { readonly does: 'settle'; readonly wasDone: boolean; readonly reason: string };

/** Does it; what is allowed by it begins at once. Everything is asked again afterwards. */
export const useActOn = (actionId: string) =>
  useAutonomyAct((act: ActionAct) => {
    const params = { actionId };
    const { reason } = act;
    if (act.does === 'settle') return api.settle({ params, body: { wasDone: act.wasDone, reason } });
    if (act.does === 'cancel') return api.cancel({ params, body: { reason } });
    if (act.does === 'requeue') return api.requeue({ params, body: { reason } });
    return api.decide({ params, body: { verdict: act.does, reason } });
  });

/** Looks for due work; what needs no question is carried out. */
export const useLookForWork = () => useAutonomyAct(() => api.lookForWork());

/** A change of what the engine may do for a client. */
export interface PolicyEdit {
  readonly mode: PolicyView['mode'];
  readonly narrower: readonly Narrowing[];
  readonly reason: string;
}

/** Sets a policy, on the version that was edited. */
export const useSetPolicy = (clientId: string, version: number) =>
  useAutonomyAct(({ narrower, ...edit }: PolicyEdit) =>
    api.setPolicy({ params: { clientId }, body: { ...edit, narrower: [...narrower], version } }),
  );

function useAutonomyAct<Input, Result>(act: (input: Input) => Promise<Result>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: act, onSettled: () => queries.invalidateQueries() });
}
