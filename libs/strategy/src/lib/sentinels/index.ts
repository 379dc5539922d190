import type { Sentinel } from '@aicmo/core-kernel';
import type { Database } from '@aicmo/core-db';
import { strategyOrphansSentinel } from './strategy-orphans.sentinel.ts';

/** Strategy's checks. */
export const strategySentinels = (deps: { readonly db: Database }): readonly Sentinel[] => [
  strategyOrphansSentinel(deps),
];
