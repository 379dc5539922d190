import type { WorkspaceParts } from '../workspace-parts.ts';
import { loadDelivery } from './delivery.ts';

/** Briefs and strategies; what people decided about them is delivery's, asked only when somebody wants to know. */
export const loadStrategy = async (parts: WorkspaceParts) => {
  const { createStrategy } = await import('@aicmo/strategy');
  const { db, clock } = parts;
  return createStrategy({
    db,
    clock,
    approvals: { decisionOn: async (subject) => (await loadDelivery(parts)).approvals.decisionOn(subject) },
  });
};
