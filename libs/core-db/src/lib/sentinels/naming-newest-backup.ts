import type { Sentinel, SentinelRemedy } from '@aicmo/core-kernel';
import { backupFolder } from '../backup/backup-place.ts';
import { listBackups } from '../backup/list-backups.ts';
import { restoreCommand } from '../migrations/restore-command.ts';

const withoutName = /^npx aicmo db restore (?:<file>|--help)/u;

/**
 * The same check; where it says that a backup is to be restored, the command names the newest one that lies in its
 * place, so that it can be typed as it stands. Without one the command stays as the check wrote it.
 *
 * @param migrations how many this code knows
 */
export const namingNewestBackup =
  (url: string, migrations: number) =>
  (sentinel: Sentinel): Sentinel => ({
    ...sentinel,
    run: async (context) => {
      const result = await sentinel.run(context);
      if (!('remedy' in result) || result.remedy === undefined || !result.remedy.commands.some(isNameless))
        return result;
      return {
        ...result,
        remedy: withName(
          result.remedy,
          // Of a database that is newer than this code, its backups may be newer too: those could not be restored.
          await newestBackup(url, result.reason === 'db-newer' ? migrations : Infinity),
        ),
      };
    },
  });

const isNameless = (command: string): boolean => withoutName.test(command);

function withName(remedy: SentinelRemedy, newest: string | undefined): SentinelRemedy {
  if (newest === undefined) return remedy;
  return { ...remedy, commands: remedy.commands.map((each) => (isNameless(each) ? restoreCommand(newest) : each)) };
}

/** A folder that cannot be read is for the check of the backups to tell. */
const newestBackup = (url: string, mostMigrations: number): Promise<string | undefined> =>
  listBackups(backupFolder(url), url).then(
    (all) => all.find(({ migrations }) => (migrations ?? 0) <= mostMigrations)?.file,
    () => undefined,
  );
