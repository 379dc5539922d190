import { defineMigrations } from '@aicmo/core-db';
import { createCalendarsAndTasks } from './2026-11-22-create-calendars-and-tasks.ts';

/** Every change of campaign-ops' tables, oldest first. */
export const campaignOpsMigrations = defineMigrations('campaign-ops', [createCalendarsAndTasks]);
