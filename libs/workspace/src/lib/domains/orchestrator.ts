import type { WorkspaceParts } from '../workspace-parts.ts';

/** Runs of campaigns. */
export const loadOrchestrator = async ({ db, clock, flags, door, publicUrl }: WorkspaceParts) =>
  (await import('@aicmo/cam/orchestrator')).createOrchestrator({ db, clock, flags, door, publicUrl });
