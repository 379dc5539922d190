import type { WorkspaceParts } from '../workspace-parts.ts';

/** Documents, checks, approvals and the gate. Nobody keeps the rights of pictures yet: a picture stops a post. */
export const loadDelivery = async ({ db, clock }: WorkspaceParts) =>
  (await import('@aicmo/delivery')).createDelivery({ db, clock });
