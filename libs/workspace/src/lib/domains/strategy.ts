import type { WorkspaceParts } from '../workspace-parts.ts';

/** Briefs and strategies. */
export const loadStrategy = async ({ db, clock }: WorkspaceParts) =>
  (await import('@aicmo/strategy')).createStrategy({ db, clock });
