import { defineMigrations } from '@aicmo/core-db';
import { createListening } from './2026-11-22-create-listening.ts';
import { createPosts } from './2026-11-22-create-posts.ts';

/** Every change of social's tables, oldest first. */
export const socialMigrations = defineMigrations('social', [createListening, createPosts]);
