import { defineMigrations } from '@aicmo/core-db';
import { createBriefsAndStrategies } from './2026-11-22-create-briefs-and-strategies.ts';

/** Every change of strategy's tables, oldest first. */
export const strategyMigrations = defineMigrations('strategy', [createBriefsAndStrategies]);
