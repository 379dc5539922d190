import type { Sentinel } from '@aicmo/core-kernel';
import type { Database } from '@aicmo/core-db';
import { socialSourcesSentinel } from './social-sources.sentinel.ts';

/** Social's checks. */
export const socialSentinels = (deps: { readonly db: Database }): readonly Sentinel[] => [socialSourcesSentinel(deps)];
