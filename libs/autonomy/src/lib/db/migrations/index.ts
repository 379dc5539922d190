import { defineMigrations } from '@aicmo/core-db';
import { createActionsAndPolicies } from './2026-11-22-create-actions-and-policies.ts';

/** Every change of autonomy's tables, oldest first. */
export const autonomyMigrations = defineMigrations('autonomy', [createActionsAndPolicies]);
