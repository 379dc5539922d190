import type { Database } from '@aicmo/core-db';
import type { Sentinel } from '@aicmo/core-kernel';
import { followUpsSentinel } from './follow-ups.sentinel.ts';

/** The checks of campaign-ops. */
export const campaignOpsSentinels = (db: Database): readonly Sentinel[] => [followUpsSentinel(db)];
