import { toAppError } from '@aicmo/core-kernel';
import type { MigrationSet } from '@aicmo/core-db';
import { ownVariables, repositoryFolder } from './env.ts';

const mostBackups = 100;

/** What the shell does with the database as a whole, each in a process of its own. */
export const databaseTasks: Readonly<Record<string, (input: unknown) => Promise<unknown>>> = {
  /** Compares the schema with what the migrations make, and looks for damage; only reads. */
  verify: () =>
    withDatabase(async ({ url, migrations }) => {
      const { verifySchema } = await import('@aicmo/core-db');
      return verifySchema({ url, migrations });
    }),
  backups: () =>
    withDatabase(async ({ url, folder }) => {
      const { listBackups, maskUrl } = await import('@aicmo/core-db');
      const all = await listBackups(folder, url);
      // Nobody chooses among thousands here; `aicmo db backup --list` names them all.
      const backups = all.slice(0, mostBackups);
      return { databaseUrl: maskUrl(url), folder, total: all.length, backups };
    }),
  backup: () =>
    withDatabase(async (place) => {
      const { backupDatabase } = await import('@aicmo/core-db');
      return backupDatabase(place);
    }),
  /** Puts a backup in the place of what is there, of which a backup is made first. */
  restore: (backup) =>
    withDatabase(async (place) => {
      const { restoreDatabase } = await import('@aicmo/core-db');
      return restoreDatabase({ ...place, backup: String(backup), replace: true });
    }),
};

interface DatabasePlace {
  readonly url: string;
  readonly folder: string;
  readonly migrations: readonly MigrationSet[];
}

/** A refusal is an answer: it says what was found and what to type. */
async function withDatabase(work: (place: DatabasePlace) => Promise<unknown>): Promise<unknown> {
  try {
    const { allMigrations, backupPlace, parseWorkspaceEnv } = await import('@aicmo/workspace');
    const env = parseWorkspaceEnv(ownVariables(), repositoryFolder);
    return await work({ url: env.databaseUrl, folder: backupPlace(env), migrations: await allMigrations() });
  } catch (error) {
    const { code, message } = toAppError(error);
    return { failed: { code, message } };
  }
}
