import type { Clock } from '@aicmo/core-kernel';
import type { Database } from '@aicmo/core-db';
import type { CompositionDeps } from './compose/generate-creative-directions.ts';
import { createDirections, type Directions } from './directions/direction-service.ts';
import { createDirectionStore } from './directions/direction-store.ts';

/** What creative needs from outside. */
export interface CreativeDeps extends CompositionDeps {
  readonly db: Database;
  readonly clock: Clock;
}

/** Creative directions of clients. */
export interface CreativeLibrary {
  readonly directions: Directions;
}

/** The creative library over one database. Nothing is read or written until a method is called. */
export function createCreative(deps: CreativeDeps): CreativeLibrary {
  return { directions: createDirections({ ...deps, directions: createDirectionStore(deps.db) }) };
}
