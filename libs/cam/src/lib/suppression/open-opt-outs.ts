import type { Database, DbHandle } from '@aicmo/core-db';
import type { Clock } from '@aicmo/core-kernel';
import type { ClientService } from '../clients/client-service.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { AcquisitionEvents } from '../events/acquisition-events.ts';
import { createLeadStore } from '../leads/lead-store.ts';
import { createRecordStore } from '../records/record-store.ts';
import { openRightsParts } from '../rights/open-rights.ts';
import { createSequenceStopStore } from '../routing/sequence-stop-store.ts';
import { createOptOut, type OptOut } from './opt-out.ts';
import { createOptOutService, type OptOutService } from './opt-out-service.ts';
import { createOptOutStore } from './opt-out-store.ts';
import { createSuppressionStore } from './suppression-store.ts';
import { openUnsubscribe, type UnsubscribeLinks } from './unsubscribe-links.ts';

/** Where the act is done. */
export interface OptOutPlace {
  readonly db: Database;
  readonly handle: DbHandle<CamTables>;
  readonly clock: Clock;
  readonly events: AcquisitionEvents;
}

/** Builds the act of opting out with all stores that it writes. */
export const openOptOut = (place: OptOutPlace): OptOut => createOptOut(storesOf(place));

/** Builds the service of those who opted out; its key is read when it is first needed. */
export function openOptOuts(
  place: OptOutPlace & { readonly clients: ClientService; readonly publicUrl: string | null },
): OptOutService {
  const stores = storesOf(place);
  const { clients, publicUrl } = place;
  let opened: Promise<UnsubscribeLinks> | undefined;
  const links = () => (opened ??= openUnsubscribe({ secrets: stores.secrets, publicUrl }).catch(forget));
  const forget = (error: unknown): never => {
    opened = undefined; // asked again, it may be there
    throw error;
  };
  return createOptOutService({ ...stores, db: place.db, clients, links, optOut: createOptOut(stores) });
}

const storesOf = ({ db, handle, clock, events }: OptOutPlace) => ({
  ...{ handle, clock, events, ...openRightsParts(db, handle, clock) },
  store: createOptOutStore(handle),
  records: createRecordStore({ handle, clock }),
  leads: createLeadStore({ handle, db }),
  suppressions: createSuppressionStore(handle),
  stops: createSequenceStopStore(handle),
});
