import type { Sentinel } from '@aicmo/core-kernel';
import type { Database } from '@aicmo/core-db';
import { creativeUnsourcedSentinel } from './creative-unsourced.sentinel.ts';

/** Creative's checks. */
export const creativeSentinels = (deps: { readonly db: Database }): readonly Sentinel[] => [
  creativeUnsourcedSentinel(deps),
];
