import type { Database } from '@aicmo/core-db';
import type { Clock } from '@aicmo/core-kernel';
import { createCampaignService, type CampaignService } from './campaigns/campaign-service.ts';
import { createCampaignStore } from './campaigns/campaign-store.ts';
import { createClientService, type ClientService } from './clients/client-service.ts';
import { createClientStore } from './clients/client-store.ts';
import type { CamTables } from './db/cam-tables.ts';
import { createImportService, type ImportService } from './import/import-service.ts';
import { createImportStore } from './import/import-store.ts';
import { createLeadService, type LeadService } from './leads/lead-service.ts';
import { createLeadStore } from './leads/lead-store.ts';
import { createAttemptStore } from './outreach/attempt-store.ts';
import { createMessageService, type MessageService } from './outreach/message-service.ts';
import { createRecordStore } from './records/record-store.ts';
import { createEnrolmentService, type EnrolmentService } from './routing/enrolment-service.ts';
import { createEnrolmentStore } from './routing/enrolment-store.ts';
import { createSequenceService, type SequenceService } from './sequences/sequence-service.ts';
import { createSequenceStore } from './sequences/sequence-store.ts';
import { createSuppressionService, type SuppressionService } from './suppression/suppression-service.ts';
import { createSuppressionStore } from './suppression/suppression-store.ts';

/** Clients, campaigns and leads: everything up to the first message. */
export interface Cam {
  readonly clients: ClientService;
  readonly campaigns: CampaignService;
  readonly leads: LeadService;
  readonly imports: ImportService;
  readonly suppression: SuppressionService;
  readonly enrolments: EnrolmentService;
  readonly sequences: SequenceService;
  readonly messages: MessageService;
}

/** What cam needs from outside. */
export interface CamDeps {
  /** With {@link camMigrations} applied. */
  readonly db: Database;
  readonly clock: Clock;
}

/** Builds cam. Nothing is read or written until a service is asked. */
export function createCam({ db, clock }: CamDeps): Cam {
  const handle = db.handle<CamTables>('cam');
  const records = createRecordStore({ handle, clock });
  const leadStore = createLeadStore(handle);
  const enrolmentStore = createEnrolmentStore(handle);
  const base = { db, clock, records };

  const clients = createClientService({ ...base, store: createClientStore(handle) });
  const campaigns = createCampaignService({ ...base, clients, store: createCampaignStore(handle) });
  const suppression = createSuppressionService({ ...base, store: createSuppressionStore(handle) });
  const sequences = createSequenceService({ ...base, store: createSequenceStore(handle) });
  const enrolments = createEnrolmentService({ ...base, sequences, store: enrolmentStore });
  const leads = createLeadService({ ...base, suppression, store: leadStore, enrolments: enrolmentStore });
  const imports = createImportService({
    ...{ ...base, clients, campaigns, enrolments },
    ...{ store: createImportStore(handle), leads: leadStore },
  });
  const messages = createMessageService({ clients, campaigns, leads, store: createAttemptStore(handle) });
  return { clients, campaigns, leads, imports, suppression, enrolments, sequences, messages };
}
