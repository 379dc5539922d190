import type { Database, DbHandle } from '@aicmo/core-db';
import type { Clock } from '@aicmo/core-kernel';
import { createCampaignStore } from '../campaigns/campaign-store.ts';
import type { ClientService } from '../clients/client-service.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { AcquisitionEvents } from '../events/acquisition-events.ts';
import { createImportStore } from '../import/import-store.ts';
import { createLeadActService, type LeadActService } from '../lead-acts/lead-act-service.ts';
import { createLeadActStore } from '../lead-acts/lead-act-store.ts';
import { leadUndoKind } from '../lead-acts/lead-change.ts';
import { createLeadUndoer } from '../lead-acts/lead-undoer.ts';
import { createAppointmentService, type AppointmentService } from '../lead-work/appointment-service.ts';
import { createLeadTaskService, type LeadTaskService } from '../lead-work/lead-task-service.ts';
import { createLeadWorkStore } from '../lead-work/lead-work-store.ts';
import { createNoteService, type NoteService } from '../lead-work/note-service.ts';
import { createWorkUndoer, workUndoKind } from '../lead-work/work-undoer.ts';
import type { LeadService } from '../leads/lead-service.ts';
import type { LeadStore } from '../leads/lead-store.ts';
import type { RecordStore } from '../records/record-store.ts';
import {
  createReviewService,
  fileUndoKind,
  undoPassedFile,
  type GroupSource,
  type ReviewService,
} from '../review/review-service.ts';
import { createReviewStore } from '../review/review-store.ts';
import type { ConsentStore } from '../rights/consent-store.ts';
import type { EnrolmentStore } from '../routing/enrolment-store.ts';
import { createSequenceStopStore } from '../routing/sequence-stop-store.ts';
import type { ScorerSource } from '../scoring/scorer-source.ts';
import type { SuppressionService } from '../suppression/suppression-service.ts';
import { createSuppressionStore } from '../suppression/suppression-store.ts';
import type { Undoer } from '../undo/undo-service.ts';
import type { UndoStore } from '../undo/undo-store.ts';
import { createStoryService, type StoryService } from './story-service.ts';
import { createStoryStore } from './story-store.ts';

/** Everything about one lead: what is told, planned and decided. */
export interface LeadPage {
  readonly stories: StoryService;
  readonly leadActs: LeadActService;
  readonly notes: NoteService;
  readonly leadTasks: LeadTaskService;
  readonly appointments: AppointmentService;
  readonly review: ReviewService;
  /** What takes the acts of all these back. */
  readonly undoers: Readonly<Record<string, Undoer>>;
}

interface Deps {
  readonly db: Database;
  readonly handle: DbHandle<CamTables>;
  readonly clock: Clock;
  readonly records: RecordStore;
  readonly events: AcquisitionEvents;
  readonly undos: UndoStore;
  readonly consents: ConsentStore;
  readonly clients: ClientService;
  readonly leads: LeadService;
  readonly leadStore: LeadStore;
  readonly enrolments: EnrolmentStore;
  readonly suppression: SuppressionService;
  readonly scores: ScorerSource;
  readonly groupSources: readonly GroupSource[];
}

/** Builds what a lead's page and the review queue are made of. */
export function openLeadPage(deps: Deps): LeadPage {
  const { handle, leadStore, leads, enrolments } = deps;
  const work = createLeadWorkStore(handle);
  const workDeps = { ...deps, leads, store: work };
  const suppressions = createSuppressionStore(handle);
  const review = createReviewStore(handle);
  const acting = {
    ...{ ...deps, leads: leadStore, store: createLeadActStore(handle) },
    ...{ sequences: createSequenceStopStore(handle), campaigns: createCampaignStore(handle), suppressions },
  };
  return {
    stories: createStoryService({
      ...deps,
      leads: leadStore,
      store: createStoryStore(handle),
      work,
      enrolments,
      imports: createImportStore(handle),
      review,
    }),
    leadActs: createLeadActService(acting),
    notes: createNoteService(workDeps),
    leadTasks: createLeadTaskService(workDeps),
    appointments: createAppointmentService(workDeps),
    review: createReviewService({ ...acting, review, groupSources: deps.groupSources }),
    undoers: {
      [leadUndoKind]: createLeadUndoer(acting),
      [fileUndoKind]: undoPassedFile(acting.store),
      [workUndoKind]: createWorkUndoer({ store: work, records: deps.records }),
    },
  };
}
