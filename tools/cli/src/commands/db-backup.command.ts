import { backupDatabase, listBackups, maskUrl, type ListedBackup } from '@aicmo/core-db';
import { allMigrations, backupPlace } from '@aicmo/workspace';
import path from 'node:path';
import type { Command, CommandContext, CommandResult } from '../command.ts';
import { sizeInWords } from '../size-in-words.ts';
import { table } from '../table.ts';

/** `aicmo db backup`: a verified copy, while others go on working. */
export const dbBackupCommand: Command = {
  name: 'db backup',
  summary: 'Make a verified backup in one file; AICMO may go on running',
  usage: '[<file>]',
  args: [0, 1],
  options: [
    { name: 'folder', value: '<folder>', about: 'where to put it, with the time in its name' },
    { name: 'list', about: 'list the backups there instead, the newest first' },
  ],
  about: [
    'The file is an ordinary SQLite database of AICMO, of whichever database it was made; <file>.json beside it says when, by which version, how many rows and with which hash, and a restore checks that. To look into it, look into a copy. Without <file> it goes into the folder "backups" beside the SQLite file, or for PostgreSQL of AICMO_HOME. Nothing is ever deleted: remove old ones yourself, each with its .json.',
    'PostgreSQL: rows are read in one snapshot and counted and hashed on both sides. For a physical copy (roles, other schemas, point in time) use pg_dump -Fc "$DATABASE_URL" or the server’s own base backups.',
  ],
  examples: [
    ['npx aicmo db backup', 'now'],
    ['npx aicmo db backup /mnt/usb/aicmo.db', 'to another disk'],
    ['npx aicmo db backup --list', 'which there are'],
  ],
  run: async (context) => {
    const folder = folderOf(context);
    if (context.has('list')) return listed(folder, await listBackups(folder, context.env.databaseUrl));
    const [target] = context.args;
    const report = await backupDatabase({
      url: context.env.databaseUrl,
      migrations: await allMigrations(),
      folder,
      ...(target === undefined ? {} : { target }),
      onStep: (step) => context.progress(`  ${step}`),
    });
    const rows = Object.values(report.rows).reduce((sum, each) => sum + each, 0);
    return {
      json: report,
      text: [
        `Database: ${report.databaseUrl}`,
        `Backup:   ${report.file} (${sizeInWords(report.bytes)}, ${Object.keys(report.rows).length} tables, ${rows} rows, ${report.tookMs} ms)`,
        ...(report.leftBehind.length === 0
          ? []
          : [`Not in it, because they are not AICMO’s: ${report.leftBehind.join(', ')}`]),
        'It was read again and found good. To put it back: npx aicmo db restore <this file> --replace',
      ].join('\n'),
    };
  },
};

function folderOf({ option, env }: CommandContext): string {
  const said = option('folder');
  return said === undefined ? backupPlace(env) : path.resolve(said);
}

function listed(folder: string, backups: readonly ListedBackup[]): CommandResult {
  const rows = backups.map(({ file, madeAt, bytes, rows: count, aicmoVersion }) => [
    madeAt.slice(0, 19).replace('T', ' ') + ' UTC',
    sizeInWords(bytes),
    count ?? 'no .json',
    aicmoVersion ?? '',
    file,
  ]);
  return {
    json: { folder, backups },
    text: table(['Made', 'Size', 'Rows', 'AICMO', 'File'], rows, `There are no backups in ${maskUrl(folder)}.`),
  };
}
