import { autonomyActions } from '../autonomy-actions/index.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';

/** The engine, with everything that it can do. */
export const loadAutonomy = async (parts: WorkspaceParts) => {
  const { createAutonomy } = await import('@aicmo/autonomy');
  const { db, clock, flags, workersFolder } = parts;
  return createAutonomy({
    db,
    clock,
    flags,
    workersFolder,
    actions: await Promise.all(autonomyActions.map((define) => define(parts))),
  });
};
