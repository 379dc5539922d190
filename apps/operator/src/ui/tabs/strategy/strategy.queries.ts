import { createApiClient } from '@aicmo/core-server/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { strategyContract } from '../../../contract/strategy.contract.ts';

const api = createApiClient(strategyContract);

/** The briefs of one client or of all, last saved first. */
export const useBriefs = (client: string | null) =>
  useQuery({
    queryKey: ['strategy', 'briefs', client],
    queryFn: ({ signal }) => api.briefs({ query: { client: client ?? undefined }, signal }),
  });

/** One version of a brief (the newest for null) and all its versions. */
export const useBrief = (briefId: string, version: string | null) =>
  useQuery({
    queryKey: ['strategy', 'brief', briefId, version],
    queryFn: ({ signal }) => api.brief({ params: { briefId }, query: { version: version ?? undefined }, signal }),
  });

/** One version of a strategy (the newest for null) and all its versions. */
export const useStrategy = (strategyId: string, version: string | null) =>
  useQuery({
    queryKey: ['strategy', 'document', strategyId, version],
    queryFn: ({ signal }) => api.strategy({ params: { strategyId }, query: { version: version ?? undefined }, signal }),
  });

/** What is typed into a brief, and the version that it edits: none for a new one. */
export interface BriefSave {
  readonly clientId: string;
  readonly edits?: { readonly briefId: string; readonly version: number };
  readonly content: Readonly<Record<string, unknown>>;
}

/** Stores a brief or its next version. */
export const useSaveBrief = () =>
  useStrategyAct(({ clientId, edits, content }: BriefSave) =>
    edits
      ? api.saveBrief({ params: { briefId: edits.briefId }, body: { editedVersion: edits.version, content } })
      : api.createBrief({ body: { clientId, content } }),
  );

/** Drafts the eight layers of a brief. */
export const useDraft = () => useStrategyAct((briefId: string) => api.draft({ params: { briefId } }));

/** Stores an answer to one open question as the next version of the strategy. */
export const useAnswer = (strategyId: string, editedVersion: number) =>
  useStrategyAct((answer: { readonly field: string; readonly text: string }) =>
    api.answer({ params: { strategyId }, body: { editedVersion, answers: { [answer.field]: answer.text } } }),
  );

/** Asks for a decision on a version of a strategy. */
export const useReview = (strategyId: string) =>
  useStrategyAct((version: number) => api.review({ params: { strategyId }, body: { version } }));

/** A decision about the words that were seen. */
export interface StrategyDecided {
  readonly version: number;
  readonly seenHash: string;
  readonly decision: 'APPROVED' | 'CHANGES_REQUESTED';
  readonly why: string;
}

/** Decides about a version of a strategy. */
export const useDecide = (strategyId: string) =>
  useStrategyAct((decided: StrategyDecided) => api.decide({ params: { strategyId }, body: decided }));

/** An act after which everything of this tab is asked again; directions are composed from it, so theirs too. */
function useStrategyAct<Input, Result>(act: (input: Input) => Promise<Result>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    // After a refusal too: a conflict means that somebody else was quicker.
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ['strategy'] });
      await queries.invalidateQueries({ queryKey: ['creatives'] });
    },
  });
}
