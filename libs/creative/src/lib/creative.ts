import type { Clock } from '@aicmo/core-kernel';
import type { Database } from '@aicmo/core-db';
import type { Llm } from '@aicmo/core-llm';
import type { CompositionDeps } from './compose/generate-creative-directions.ts';
import { createCopies, type Copies } from './copies/copy-service.ts';
import { createCopyStore } from './copies/copy-store.ts';
import { createDirections, type Directions } from './directions/direction-service.ts';
import { createDirectionStore } from './directions/direction-store.ts';

/** What creative needs from outside. */
export interface CreativeDeps extends CompositionDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** The language model; copy is composed by rules without it, and when it cannot answer. */
  readonly llm?: Llm;
}

/** Creative directions of clients, and copy written from them. */
export interface CreativeLibrary {
  readonly directions: Directions;
  readonly copies: Copies;
}

/** The creative library over one database. Nothing is read or written until a method is called. */
export function createCreative(deps: CreativeDeps): CreativeLibrary {
  const directions = createDirectionStore(deps.db);
  return {
    directions: createDirections({ ...deps, directions }),
    copies: createCopies({ ...deps, directions, copies: createCopyStore(deps.db) }),
  };
}
