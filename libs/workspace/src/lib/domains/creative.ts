import type { WorkspaceParts } from '../workspace-parts.ts';

/** Creative directions, and copy written from them; the language model is asked only when somebody wants it. */
export const loadCreative = async ({ db, clock, llm }: WorkspaceParts) =>
  (await import('@aicmo/creative')).createCreative({ db, clock, llm });
