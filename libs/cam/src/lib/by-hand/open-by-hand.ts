import type { Database, DbHandle } from '@aicmo/core-db';
import type { Clock } from '@aicmo/core-kernel';
import { createClientStore } from '../clients/client-store.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { AcquisitionEvents } from '../events/acquisition-events.ts';
import { noMailAccess } from '../mailboxes/mail-access.ts';
import { openSendingTools } from '../sending/sending-tools.ts';
import { createSequenceStore } from '../sequences/sequence-store.ts';
import { createByHandService, type ByHandService } from './by-hand-service.ts';

/** What it is built over. */
interface ByHandParts {
  readonly db: Database;
  readonly handle: DbHandle<CamTables>;
  readonly clock: Clock;
  readonly events: AcquisitionEvents;
}

/** Builds what people do by hand over its stores. It reaches no server: nothing of it ever leaves through the door. */
export const openByHand = ({ db, handle, clock, events }: ByHandParts): ByHandService =>
  createByHandService({
    tools: openSendingTools({ db, handle, clock, events, door: noMailAccess.door }),
    ...{ sequences: createSequenceStore(handle), clients: createClientStore(handle) },
  });
