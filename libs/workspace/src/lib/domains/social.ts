import type { WorkspaceParts } from '../workspace-parts.ts';

/** Listening, and posts on their way; feeds are read through the door. */
export const loadSocial = async ({ db, clock, door }: WorkspaceParts) =>
  (await import('@aicmo/social')).createSocial({ db, clock, read: (url, signal) => door.read(url, signal) });
