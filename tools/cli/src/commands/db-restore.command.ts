import { checkBackup, restoreDatabase, type BackupCheck, type RestoreReport } from '@aicmo/core-db';
import { allMigrations, backupPlace } from '@aicmo/workspace';
import { exitCodes, type Command, type CommandResult } from '../command.ts';
import { sizeInWords } from '../size-in-words.ts';

/** `aicmo db restore`: a backup in the place of the database. */
export const dbRestoreCommand: Command = {
  name: 'db restore',
  summary: 'Put a backup in the place of the database, whole or not at all',
  usage: '<file>',
  args: [1, 1],
  options: [
    { name: 'check', about: 'only say whether this backup can be restored; changes nothing' },
    { name: 'replace', about: 'also over a database that is there, of which a backup is made first' },
  ],
  about: [
    'Stop AICMO first; while another program has the database open it is refused, and the program is named. The backup is checked before anything is touched (hash, pages, references, version), and the result is read again afterwards. What stood there before is kept, and the last lines say how to have it back.',
    'A backup of SQLite can be restored into PostgreSQL and the other way round: set DATABASE_URL to where it is to go. For dumps of pg_dump use pg_restore.',
  ],
  statuses: [
    [exitCodes.done, 'restored'],
    [exitCodes.failed, 'refused; nothing was changed'],
    [exitCodes.actionNeeded, 'restored, and newer migrations wait'],
  ],
  examples: [
    ['npx aicmo db backup --list', 'which backups there are'],
    ['npx aicmo db restore /mnt/usb/aicmo.db --check', 'would this one do? For a backup that nobody has tried yet'],
    ['npx aicmo db restore .data/backups/aicmo-2026-11-22T10-51-00Z.db --replace', 'go back to one of them'],
  ],
  run: async ({ env, args, has, progress }) => {
    if (has('check')) return checked(await checkBackup({ backup: args[0] ?? '', migrations: await allMigrations() }));
    const report = await restoreDatabase({
      url: env.databaseUrl,
      backup: args[0] ?? '',
      migrations: await allMigrations(),
      replace: has('replace'),
      folder: backupPlace(env),
      onStep: (step) => progress(`  ${step}`),
    });
    return {
      json: report,
      text: reportInWords(report),
      exitCode: report.pending.length > 0 ? exitCodes.actionNeeded : exitCodes.done,
    };
  },
};

function checked(check: BackupCheck): CommandResult {
  const { file, bytes, madeAt, aicmoVersion, rows, pending, notes } = check;
  const count = Object.values(rows).reduce((sum, each) => sum + each, 0);
  const origin = madeAt === null ? '' : `, made at ${madeAt} by AICMO ${aicmoVersion ?? ''}`;
  return {
    json: check,
    text: [
      `Backup: ${file} (${sizeInWords(bytes)}, ${Object.keys(rows).length} tables, ${count} rows${origin})`,
      'It is whole and can be restored.',
      ...notes,
      ...(pending.length === 0 ? [] : [`Afterwards ${waiting(pending.length)}: npx aicmo db bootstrap`]),
    ].join('\n'),
  };
}

const waiting = (count: number): string =>
  count === 1 ? 'one newer migration waits' : `${count} newer migrations wait`;

function reportInWords({ databaseUrl, backup, madeAt, rows, pending, before, notes, tookMs }: RestoreReport): string {
  const count = Object.values(rows).reduce((sum, each) => sum + each, 0);
  return [
    `Database: ${databaseUrl}`,
    `Restored: ${backup}${madeAt === null ? '' : `, made at ${madeAt}`} (${Object.keys(rows).length} tables, ${count} rows, ${tookMs} ms)`,
    ...notes,
    ...(pending.length === 0
      ? []
      : [
          `${pending.length === 1 ? 'One newer migration waits' : `${pending.length} newer migrations wait`}. Type: npx aicmo db bootstrap`,
        ]),
    ...(before === null
      ? []
      : [
          `What stood there before is in ${before.file}. ${before.undo.text}`,
          ...before.undo.commands.map((each) => `  ${each}`),
        ]),
  ].join('\n');
}
