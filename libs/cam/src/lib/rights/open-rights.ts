import type { Database, DbHandle } from '@aicmo/core-db';
import type { Clock } from '@aicmo/core-kernel';
import type { CamTables } from '../db/cam-tables.ts';
import type { AcquisitionEvents } from '../events/acquisition-events.ts';
import type { LeadStore } from '../leads/lead-store.ts';
import type { SuppressionService } from '../suppression/suppression-service.ts';
import type { UndoStore } from '../undo/undo-store.ts';
import { createRetentionService, type RetentionService } from '../retention/retention-service.ts';
import { createRetentionStore } from '../retention/retention-store.ts';
import { createConsentStore, type ConsentStore } from './consent-store.ts';
import { createErasedKeys, type ErasedKeys } from './erased-keys.ts';
import { createErasureStore } from './erasure-store.ts';
import { personalPlaces } from './personal-places.ts';
import { createRightsService, type RightsService } from './rights-service.ts';
import { createRightsStore, type AnyTables } from './rights-store.ts';
import { createSecretStore, type SecretStore } from './secret-store.ts';

/** What the other services of cam need of people's rights. */
export interface RightsParts {
  readonly secrets: SecretStore;
  readonly erasedKeys: ErasedKeys;
  readonly consents: ConsentStore;
}

/** Opens the stores that others use too. */
export function openRightsParts(db: Database, handle: DbHandle<CamTables>, clock: Clock): RightsParts {
  const secrets = createSecretStore(db, handle, clock);
  return { secrets, erasedKeys: createErasedKeys(handle, secrets), consents: createConsentStore(handle, clock) };
}

/** What the service of rights needs of the rest of cam. */
export interface RightsNeeds extends RightsParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly handle: DbHandle<CamTables>;
  readonly leads: LeadStore;
  readonly suppression: SuppressionService;
  readonly events: AcquisitionEvents;
  readonly undos: UndoStore;
}

/** The service of rights, and that of how long things are kept. */
export interface OpenedRights {
  readonly rights: RightsService;
  readonly retention: RetentionService;
}

/** Opens both over the same stores. */
export function openRights(needs: RightsNeeds): OpenedRights {
  const store = createRightsStore(needs.db.handle<AnyTables>('cam'));
  const shared = { ...needs, store, erasures: createErasureStore(needs.handle) };
  return {
    rights: createRightsService(shared),
    retention: createRetentionService({
      ...{ ...shared, places: personalPlaces, retention: createRetentionStore(needs.handle) },
    }),
  };
}
