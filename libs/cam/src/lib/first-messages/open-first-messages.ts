import type { Database, DbHandle } from '@aicmo/core-db';
import type { Clock } from '@aicmo/core-kernel';
import type { CampaignService } from '../campaigns/campaign-service.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { createAttemptStore } from '../outreach/attempt-store.ts';
import { createOutreachStore } from '../outreach/outreach-store.ts';
import type { RecordStore } from '../records/record-store.ts';
import { createFirstMessagesService, type FirstMessagesService } from './first-messages-service.ts';
import { createFirstMessagesStore } from './first-messages-store.ts';

/** What they are built over. */
interface FirstMessagesParts {
  readonly db: Database;
  readonly handle: DbHandle<CamTables>;
  readonly clock: Clock;
  readonly campaigns: CampaignService;
  readonly records: RecordStore;
}

/** Builds the first messages over their stores. */
export const openFirstMessages = ({ handle, ...parts }: FirstMessagesParts): FirstMessagesService =>
  createFirstMessagesService({
    ...{ ...parts, store: createFirstMessagesStore(handle), outreach: createOutreachStore(handle) },
    attempts: createAttemptStore(handle),
  });
