import type { Database, DbHandle } from '@aicmo/core-db';
import type { Clock } from '@aicmo/core-kernel';
import type { CamTables } from '../db/cam-tables.ts';
import type { AcquisitionEvents } from '../events/acquisition-events.ts';
import { createLeadStore } from '../leads/lead-store.ts';
import { createRecordStore } from '../records/record-store.ts';
import { openRightsParts } from '../rights/open-rights.ts';
import { createSequenceStopStore } from '../routing/sequence-stop-store.ts';
import { createOptOut, type OptOut } from './opt-out.ts';
import { createOptOutStore } from './opt-out-store.ts';
import { createSuppressionStore } from './suppression-store.ts';

/** Where the act is done. */
export interface OptOutPlace {
  readonly db: Database;
  readonly handle: DbHandle<CamTables>;
  readonly clock: Clock;
  readonly events: AcquisitionEvents;
}

/** Builds the act of opting out with all stores that it writes. */
export function openOptOut({ db, handle, clock, events }: OptOutPlace): OptOut {
  const { consents, erasedKeys } = openRightsParts(db, handle, clock);
  return createOptOut({
    ...{ handle, clock, events, consents, erasedKeys },
    store: createOptOutStore(handle),
    records: createRecordStore({ handle, clock }),
    leads: createLeadStore({ handle, db }),
    suppressions: createSuppressionStore(handle),
    stops: createSequenceStopStore(handle),
  });
}
