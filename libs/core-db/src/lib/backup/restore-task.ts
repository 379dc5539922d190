import { conflict, internal, unavailable } from '@aicmo/core-kernel';
import { inShell } from '../schema/sql-command.ts';
import type { InspectedBackup } from './inspect-backup.ts';
import { refuse } from './refuse.ts';
import type { KeptBefore, RestoreOptions } from './restore-database.ts';

/** A restore whose backup was found good. */
export interface RestoreTask extends Omit<RestoreOptions, 'backup'> {
  readonly backup: InspectedBackup;
  readonly onStep: (step: string) => void;
}

/** What a restore into one of the databases comes to. */
export interface Restored {
  readonly before: KeptBefore | null;
  readonly rows: Readonly<Record<string, number>>;
}

/** Throws `restore-not-empty` unless the person has said that what is there may be replaced. */
export function refuseUnlessReplace(task: RestoreTask, what: string): void {
  if (task.replace) return;
  throw refuse(conflict, {
    code: 'restore-not-empty',
    found: `There is something already: ${what}.`,
    remedy: {
      text: 'To put the backup in its place, after a backup of what is there:',
      commands: [`npx aicmo db restore ${inShell(task.backup.file)} --replace`],
    },
  });
}

/** Throws `restore-failed` when what was restored is not what the backup has. */
export function refuseUnlessSame(
  expected: Readonly<Record<string, number>>,
  found: Readonly<Record<string, number>>,
): void {
  const wrong = Object.keys({ ...expected, ...found }).filter((table) => expected[table] !== found[table]);
  if (wrong.length === 0) return;
  throw internal({
    code: 'restore-failed',
    message: `The copy has other rows than the backup, in: ${wrong.join(', ')}. The database was left as it was.`,
  });
}

/** What the disk or the server said, when a restore could not be finished. */
export const restoreFailed = (found: string, cause: unknown) =>
  refuse(unavailable, {
    code: 'restore-failed',
    found: `The backup could not be put in place: ${found}. The database is as it was.`,
    remedy: { text: 'When that is mended, type the same again.', commands: [] },
    cause,
  });
