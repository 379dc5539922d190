import type { WorkspaceParts } from '../workspace-parts.ts';

/** Creative directions. */
export const loadCreative = async ({ db, clock }: WorkspaceParts) =>
  (await import('@aicmo/creative')).createCreative({ db, clock });
