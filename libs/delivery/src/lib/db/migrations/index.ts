import { defineMigrations } from '@aicmo/core-db';
import { createArtifacts } from './2026-11-22-create-artifacts.ts';
import { createDecisions } from './2026-11-22-create-decisions.ts';

/** Every change of delivery's tables, oldest first. */
export const deliveryMigrations = defineMigrations('delivery', [createArtifacts, createDecisions]);
