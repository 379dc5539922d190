import type { Database } from '@aicmo/core-db';
import type { Sentinel } from '@aicmo/core-kernel';
import { waitingForAPersonSentinel } from './waiting-for-a-person.sentinel.ts';

/** The checks of autonomy. */
export const autonomySentinels = (db: Database): readonly Sentinel[] => [waitingForAPersonSentinel(db)];
