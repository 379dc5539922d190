import { bootstrapDatabaseSchema } from '@aicmo/core-db';
import { fakeClock, type FakeClock } from '@aicmo/core-kernel/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { allMigrations } from '../lib/migration-sources.ts';
import { openWorkspace, type Workspace, type WorkspaceEnv } from '../lib/workspace.ts';

/**
 * A whole workspace over a database of its own (a SQLite file unless `databaseUrl` names another), with its schema and
 * a clock that stands still. `dispose` closes it and removes its files.
 */
export async function aWorkspace(
  over: Partial<WorkspaceEnv> = {},
): Promise<{ readonly workspace: Workspace; readonly clock: FakeClock; readonly dispose: () => Promise<void> }> {
  const clock = fakeClock();
  const home = await mkdtemp(path.join(tmpdir(), 'aicmo-workspace-'));
  const databaseUrl = over.databaseUrl ?? `sqlite:${path.join(home, 'aicmo.db')}`;
  await bootstrapDatabaseSchema({ url: databaseUrl, migrations: await allMigrations() });
  const workspace = await openWorkspace({ home, clock, allowPrivateAddresses: true, ...over, databaseUrl });
  return {
    workspace,
    clock,
    dispose: async () => {
      await workspace.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
