import type { WorkspaceParts } from '../workspace-parts.ts';

/** Clients, campaigns, leads and what is written to them; an import that is under way ends with the workspace. */
export const loadCam = async ({ db, databaseUrl, clock, outbox }: WorkspaceParts) => {
  const cam = (await import('@aicmo/cam')).createCam({
    db,
    clock,
    events: outbox,
    ...(databaseUrl ? { databaseUrl } : {}),
  });
  return { ...cam, stop: async () => void (await Promise.all([cam.imports.stop(), cam.leadRuns.stopAll()])) };
};
