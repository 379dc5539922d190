import type { WorkspaceParts } from '../workspace-parts.ts';

/** Clients, campaigns, leads and what is written to them. */
export const loadCam = async ({ db, clock }: WorkspaceParts) => (await import('@aicmo/cam')).createCam({ db, clock });
