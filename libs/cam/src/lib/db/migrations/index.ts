import { defineMigrations } from '@aicmo/core-db';
import { versionSequences } from './2026-11-24-version-sequences.ts';
import { indexOutreachTasks } from './2026-11-24-index-outreach-tasks.ts';
import { extendOutreach } from './2026-11-24-extend-outreach.ts';
import { createOptOuts } from './2026-11-24-create-opt-outs.ts';
import { watchGoingLive } from './2026-11-24-watch-going-live.ts';
import { createInbound } from './2026-11-24-create-inbound.ts';
import { createInbox } from './2026-11-24-create-inbox.ts';
import { createUndo } from './2026-11-23-create-undo.ts';
import { extendImports } from './2026-11-23-extend-imports.ts';
import { guardWriters } from './2026-11-24-guard-writers.ts';
import { indexLeads } from './2026-11-23-index-leads.ts';
import { saveViews } from './2026-11-23-save-views.ts';
import { slimLeadCounts } from './2026-11-23-slim-lead-counts.ts';
import { createClientsAndCampaigns } from './2026-11-22-create-clients-and-campaigns.ts';
import { createScoringAndChecks } from './2026-11-23-create-scoring-and-checks.ts';
import { createLeads } from './2026-11-22-create-leads.ts';
import { createLeadWork } from './2026-11-23-create-lead-work.ts';
import { createCaptureForms } from './2026-11-23-create-capture-forms.ts';
import { createImportShapes } from './2026-11-23-create-import-shapes.ts';
import { createRights } from './2026-11-23-create-rights.ts';
import { createMailboxes } from './2026-11-23-create-mailboxes.ts';
import { createMatches } from './2026-11-23-create-matches.ts';
import { createOutreach } from './2026-11-22-create-outreach.ts';
import { createRunItems } from './2026-11-22-create-run-items.ts';
import { seedSequences } from './2026-11-22-seed-sequences.ts';
import { addLeadColumns } from './2026-11-23-add-lead-columns.ts';
import { createRecords } from './2026-11-22-create-records.ts';

/** Every change of cam's tables, oldest first. */
export const camMigrations = defineMigrations('cam', [
  createClientsAndCampaigns,
  createLeads,
  createOutreach,
  createRecords,
  createRunItems,
  seedSequences,
  addLeadColumns,
  createCaptureForms,
  createImportShapes,
  createLeadWork,
  createMailboxes,
  createMatches,
  createRights,
  createScoringAndChecks,
  createUndo,
  extendImports,
  indexLeads,
  saveViews,
  slimLeadCounts,
  createInbound,
  createInbox,
  createOptOuts,
  extendOutreach,
  guardWriters,
  indexOutreachTasks,
  versionSequences,
  watchGoingLive,
]);
