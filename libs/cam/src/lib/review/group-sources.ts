import type { ReviewGroup } from '../../contract/review.ts';
import type { FormService } from '../capture/form-service.ts';
import type { MatchService } from '../identity/match-service.ts';
import type { GroupSource } from './review-service.ts';

interface Deps {
  readonly matches: Pick<MatchService, 'count'>;
  readonly forms: Pick<FormService, 'list'>;
}

/** What waits for a person in the views of near matches and of forms. */
export const groupSources = ({ matches, forms }: Deps): readonly GroupSource[] => [
  async (clientId) => group('matches', await matches.count(clientId)),
  async (clientId) => {
    const counts = (await forms.list(clientId ?? null)).map((form) => form.counts);
    const sum = (of: 'held' | 'waiting') => counts.reduce((total, each) => total + each[of], 0);
    return [...group('held', sum('held')), ...group('confirmations', sum('waiting'))];
  },
];

const group = (kind: ReviewGroup['kind'], count: number): readonly ReviewGroup[] =>
  count === 0 ? [] : [{ kind, count, batchId: null, name: '', since: null }];
