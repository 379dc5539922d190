import type { DbHandle, Tx } from '@aicmo/core-db';
import type { CamTables, LeadRow } from '../db/cam-tables.ts';
import { held } from '../leads/held-rows.ts';
import { refreshRanks } from '../routing/refresh-ranks.ts';
import type { ScoredColumns } from './scorer.ts';

/** What scoring reads of a lead: what it is scored by, its score, and what its counts go by. */
export type ScoredLead = ScoredColumns &
  Pick<
    LeadRow,
    | ('id' | 'clientId' | 'campaignId' | 'batchId' | 'fullName' | 'email' | 'company')
    | ('score' | 'fit' | 'opportunity' | 'tier' | 'grade' | 'factors' | 'scoreVersion')
    | ('state' | 'needsReview' | 'consent' | 'emailCheck' | 'mergedInto')
  >;

/** The columns of a score. */
export type ScoreChange = { readonly id: string } & Pick<
  LeadRow,
  'score' | 'fit' | 'opportunity' | 'tier' | 'grade' | 'factors' | 'scoreVersion' | 'scoredAt'
>;

/** Every query of scoring on leads. */
export interface ScoreStore {
  /** In no order; at most 5000. Those that were merged meanwhile are left out. */
  leads(ids: readonly string[], tx?: Tx): Promise<readonly ScoredLead[]>;
  /** Tier and grade changed, so everything that lists are read by. */
  move(tx: Tx, changes: readonly ScoreChange[]): Promise<void>;
  /** The same tier and grade: most of the lists' indexes are left alone, and they are what a change costs. */
  adjust(tx: Tx, changes: readonly ScoreChange[]): Promise<void>;
  /** The score is the same and holds under another version of the rules. */
  confirm(tx: Tx, changes: readonly ScoreChange[]): Promise<void>;
}

const columns = [
  ...(['id', 'clientId', 'campaignId', 'batchId', 'fullName', 'email', 'company'] as const),
  ...(['title', 'industry', 'location', 'country', 'employeeCount', 'revenueCents', 'signals'] as const),
  ...(['budgetKnown', 'timelineKnown', 'score', 'fit', 'opportunity', 'tier', 'grade', 'factors'] as const),
  ...(['scoreVersion', 'state', 'needsReview', 'consent', 'emailCheck', 'mergedInto'] as const),
] as const;

const idsOf = (changes: readonly ScoreChange[]): readonly string[] => changes.map(({ id }) => id);

/** Opens the store of scores. */
export function createScoreStore(handle: DbHandle<CamTables>): ScoreStore {
  return {
    leads: async (ids, tx) => {
      if (ids.length === 0) return [];
      const query = handle.in(tx).selectFrom('camLead').select(columns).where('id', 'in', ids);
      return held(query.where('mergedInto', 'is', null), tx).execute();
    },
    move: async (tx, changes) => {
      await handle.updateMany(tx, 'camLead', changes);
      await refreshRanks(handle, tx, idsOf(changes));
    },
    adjust: async (tx, changes) => {
      const columns = changes.map(({ tier: _tier, grade: _grade, ...rest }) => rest);
      await handle.updateMany(tx, 'camLead', columns);
      await refreshRanks(handle, tx, idsOf(changes));
    },
    confirm: async (tx, changes) => {
      const columns = changes.map(({ id, scoreVersion, scoredAt }) => ({ id, scoreVersion, scoredAt }));
      await handle.updateMany(tx, 'camLead', columns);
    },
  };
}
