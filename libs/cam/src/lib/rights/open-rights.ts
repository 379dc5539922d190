import type { Database, DbHandle } from '@aicmo/core-db';
import type { Clock } from '@aicmo/core-kernel';
import type { CamTables } from '../db/cam-tables.ts';
import type { AcquisitionEvents } from '../events/acquisition-events.ts';
import type { LeadStore } from '../leads/lead-store.ts';
import type { SuppressionService } from '../suppression/suppression-service.ts';
import type { UndoStore } from '../undo/undo-store.ts';
import { createConsentStore, type ConsentStore } from './consent-store.ts';
import { createErasedKeys, type ErasedKeys } from './erased-keys.ts';
import { createErasureStore } from './erasure-store.ts';
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

/** Opens the service of rights. */
export function openRights(needs: RightsNeeds): RightsService {
  const store = createRightsStore(needs.db.handle<AnyTables>('cam'));
  return createRightsService({ ...needs, store, erasures: createErasureStore(needs.handle) });
}
