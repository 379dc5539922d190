import type { Database } from '@aicmo/core-db';
import type { Sentinel } from '@aicmo/core-kernel';
import { countsSentinel } from './counts.sentinel.ts';
import { importsSentinel } from './imports.sentinel.ts';
import { orphansSentinel } from './orphans.sentinel.ts';
import { sequencesSentinel } from './sequences.sentinel.ts';

/** The checks of cam. */
export const camSentinels = (db: Database): readonly Sentinel[] => [
  orphansSentinel(db),
  sequencesSentinel(db),
  importsSentinel(db),
  countsSentinel(db),
];
