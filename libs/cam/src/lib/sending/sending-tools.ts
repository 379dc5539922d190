import type { EgressDoor } from '@aicmo/core-effects';
import type { Database, DbHandle, Tx } from '@aicmo/core-db';
import type { Clock } from '@aicmo/core-kernel';
import type { CamTables } from '../db/cam-tables.ts';
import type { AcquisitionEvents } from '../events/acquisition-events.ts';
import { markAnswersUncertain } from '../inbox/lost-answers.ts';
import { createLeadStore, type LeadStore } from '../leads/lead-store.ts';
import { createMailboxStore, type MailboxStore } from '../mailboxes/mailbox-store.ts';
import { createOutreachStore, type OutreachStore } from '../outreach/outreach-store.ts';
import { createRecordStore, type RecordStore } from '../records/record-store.ts';
import { createSequenceStopStore, type SequenceStopStore } from '../routing/sequence-stop-store.ts';
import { createSuppressionStore, type SuppressionStore } from '../suppression/suppression-store.ts';
import { createSendingStore, type SendingStore } from './sending-store.ts';

/** Everything that is written when a message leaves, or does not. */
export interface SendingTools {
  readonly db: Database;
  readonly clock: Clock;
  readonly door: Pick<EgressDoor, 'settleAll' | 'recover' | 'resolve'>;
  readonly events: AcquisitionEvents;
  readonly sending: SendingStore;
  readonly outreach: Pick<OutreachStore, 'setDue' | 'setDues' | 'load'>;
  readonly leads: Pick<LeadStore, 'rows' | 'updateMany'>;
  readonly mailboxes: Pick<MailboxStore, 'row' | 'update'>;
  readonly records: RecordStore;
  readonly stops: SequenceStopStore;
  readonly suppressions: Pick<SuppressionStore, 'insert'>;
  /** Those of these deliveries that are answers of people may or may not have left. */
  loseAnswers(tx: Tx, subjectRefs: readonly string[]): Promise<unknown>;
}

/** Where messages leave from. */
export type SendingPlace = Pick<SendingTools, 'db' | 'clock' | 'door' | 'events'> & {
  readonly handle: DbHandle<CamTables>;
};

/** Opens the stores that sending writes. */
export function openSendingTools({ handle, ...place }: SendingPlace): SendingTools {
  return {
    ...place,
    sending: createSendingStore(handle),
    outreach: createOutreachStore(handle),
    leads: createLeadStore({ handle, db: place.db }),
    mailboxes: createMailboxStore(handle),
    records: createRecordStore({ handle, clock: place.clock }),
    stops: createSequenceStopStore(handle),
    suppressions: createSuppressionStore(handle),
    loseAnswers: (tx, subjectRefs) => markAnswersUncertain(handle, tx, subjectRefs, place.clock.now()),
  };
}
