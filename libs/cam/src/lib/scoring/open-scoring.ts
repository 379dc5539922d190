import type { DbHandle } from '@aicmo/core-db';
import type { CamTables } from '../db/cam-tables.ts';
import { createLeadRunStore } from '../lead-runs/lead-run-store.ts';
import { createRulesStore } from './rules-store.ts';
import { createScoreStore } from './score-store.ts';
import { createScoringService, type ScoringDeps, type ScoringService } from './scoring-service.ts';

/** What scoring is built over. */
export interface ScoringParts extends Omit<ScoringDeps, 'store' | 'leads' | 'runStore'> {
  readonly handle: DbHandle<CamTables>;
}

/** Builds scoring over its stores. */
export const openScoring = ({ handle, ...parts }: ScoringParts): ScoringService =>
  createScoringService({
    ...parts,
    store: createRulesStore(handle),
    leads: createScoreStore(handle),
    runStore: createLeadRunStore(handle),
  });
