import { defineMigrations } from '@aicmo/core-db';
import { createDirections } from './2026-11-22-create-directions.ts';
import { storeCopies } from './2026-11-22-store-copies.ts';

/** Every change of creative's tables, oldest first. */
export const creativeMigrations = defineMigrations('creative', [createDirections, storeCopies]);
