import type { Database, DbHandle } from '@aicmo/core-db';
import type { Clock } from '@aicmo/core-kernel';
import { createCampaignStore, type CampaignStore } from '../campaigns/campaign-store.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { ImportShapeTables } from '../db/import-shape-tables.ts';
import { noAcquisitionEvents, type AcquisitionEvents } from '../events/acquisition-events.ts';
import { createMatchStore, type MatchStore } from '../identity/match-store.ts';
import { createLeadStore, type LeadStore } from '../leads/lead-store.ts';
import { createRecordStore, type RecordStore } from '../records/record-store.ts';
import { createEnrolmentStore, type EnrolmentStore } from '../routing/enrolment-store.ts';
import type { SequenceSource } from '../routing/sequence-source.ts';
import { openRightsParts } from '../rights/open-rights.ts';
import type { ErasedKeys } from '../rights/erased-keys.ts';
import { createRulesStore } from '../scoring/rules-store.ts';
import { createScorerSource, type ScorerSource } from '../scoring/scorer-source.ts';
import { createSequenceService } from '../sequences/sequence-service.ts';
import { createSequenceStore } from '../sequences/sequence-store.ts';
import { createImportStore, type ImportStore } from './import-store.ts';
import { createImportShapes, type ImportShapes } from './shapes/import-shapes.ts';
import { createLoadStore, type LoadStore } from './load-store.ts';

/** What the work of an import is done with, in this thread or in another one. */
export interface ImportHouse {
  readonly db: Database;
  readonly clock: Clock;
  readonly handle: DbHandle<CamTables>;
  readonly events: AcquisitionEvents;
  readonly batches: ImportStore;
  readonly load: LoadStore;
  readonly leads: LeadStore;
  readonly campaigns: CampaignStore;
  readonly enrolments: EnrolmentStore;
  readonly sequences: SequenceSource;
  readonly scores: ScorerSource;
  readonly records: RecordStore;
  readonly erasedKeys: ErasedKeys;
  readonly shapes: ImportShapes;
  readonly matches: MatchStore;
}

/** Builds it over a database; nothing is asked yet. */
export function openImportHouse(db: Database, clock: Clock, events = noAcquisitionEvents): ImportHouse {
  const handle = db.handle<CamTables>('cam');
  const records = createRecordStore({ handle, clock });
  const campaigns = createCampaignStore(handle);
  return {
    ...{ db, clock, handle, events, records, campaigns },
    erasedKeys: openRightsParts(db, handle, clock).erasedKeys,
    matches: createMatchStore(handle, clock),
    shapes: createImportShapes(db.handle<ImportShapeTables>('cam'), clock),
    batches: createImportStore(handle),
    load: createLoadStore(handle),
    leads: createLeadStore({ handle, db }),
    enrolments: createEnrolmentStore(handle),
    sequences: createSequenceService({ db, clock, records, store: createSequenceStore(handle) }),
    scores: createScorerSource({ rules: createRulesStore(handle), campaigns }),
  };
}
