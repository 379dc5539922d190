import type { Database, DbHandle, Tx } from '@aicmo/core-db';
import type { Clock } from '@aicmo/core-kernel';
import type { CampaignService } from '../campaigns/campaign-service.ts';
import type { ClientService } from '../clients/client-service.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { AcquisitionEvents } from '../events/acquisition-events.ts';
import type { LeadRuns } from '../lead-runs/lead-runs.ts';
import { createLeadRunStore } from '../lead-runs/lead-run-store.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { SequenceService } from '../sequences/sequence-service.ts';
import { createRulesStore } from './rules-store.ts';
import { createScoreStore, type ScoredLead } from './score-store.ts';
import type { ScorerSource } from './scorer-source.ts';
import { createScoringService, type ScoringService } from './scoring-service.ts';

/** What scoring is built over. */
export interface ScoringParts {
  readonly db: Database;
  readonly handle: DbHandle<CamTables>;
  readonly clock: Clock;
  readonly records: RecordStore;
  readonly events: AcquisitionEvents;
  readonly clients: ClientService;
  readonly campaigns: CampaignService;
  readonly sequences: SequenceService;
  readonly scores: ScorerSource;
  readonly runs: LeadRuns;
  /** Keeps the counts of leads, in the same transaction. */
  readonly applyCounts: (tx: Tx, before: readonly ScoredLead[], after: readonly ScoredLead[]) => Promise<void>;
}

/** Builds scoring over its stores. */
export const openScoring = ({ handle, ...parts }: ScoringParts): ScoringService =>
  createScoringService({
    ...parts,
    store: createRulesStore(handle),
    leads: createScoreStore(handle),
    runStore: createLeadRunStore(handle),
  });
