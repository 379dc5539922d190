import { copyDatabase, type CopyProgress, type CopyReport } from '@aicmo/core-db';
import { invalid } from '@aicmo/core-kernel';
import { allMigrations } from '@aicmo/workspace';
import { exitCodes, type Command, type CommandContext } from '../command.ts';

/** `aicmo db copy`: moving house. */
export const dbCopyCommand: Command = {
  name: 'db copy',
  summary: 'Move into another database, SQLite or PostgreSQL; the old one stays as it is',
  options: [
    { name: 'to', value: '<url>', about: 'the database to fill; it must have no tables yet' },
    { name: 'from', value: '<url>', about: 'the database to read; the workspace’s own by default' },
    { name: 'batch', value: '<rows>', about: 'rows read, written and committed at once; 2000' },
  ],
  about: [
    'Stop AICMO first: what is written after the copy began is not in it. The tables are made by this version’s migrations, every row is copied, and at the end each table is counted and hashed on both sides. Whatever ends it (Ctrl-C, a broken line, a power cut), the same command goes on where it was.',
    'A password in a command is seen by everybody on the machine (ps) and kept by the shell: leave it out of the URL and put it into ~/.pgpass or PGPASSWORD.',
  ],
  statuses: [
    [exitCodes.done, 'copied, and the same on both sides'],
    [exitCodes.failed, 'refused, stopped, or not the same; the message says which'],
  ],
  examples: [
    ['npx aicmo db copy --to postgres://aicmo@db.example.com/aicmo', 'from one machine to a server'],
    ['npx aicmo db copy --to sqlite:/srv/aicmo.db', 'and back, while DATABASE_URL names the server'],
  ],
  run: async (context) => {
    const report = await copyDatabase({
      from: context.option('from') ?? context.env.databaseUrl,
      to: targetOf(context),
      migrations: await allMigrations(),
      ...rowsOf(context),
      onProgress: everyTenth((line) => context.progress(line)),
      signal: context.signal,
    });
    return { json: report, text: reportInWords(report) };
  },
};

function targetOf({ option }: CommandContext): string {
  const to = option('to');
  if (to !== undefined) return to;
  throw invalid({
    code: 'cli-usage',
    message:
      'Found no --to; expected the URL of the database to fill, such as --to postgres://aicmo@db.example.com/aicmo. Type: npx aicmo db copy --help',
  });
}

function rowsOf({ option }: CommandContext): { readonly rowsAtOnce?: number } {
  const text = option('batch');
  if (text === undefined) return {};
  if (/^[1-9]\d{0,4}$/.test(text)) return { rowsAtOnce: Number(text) };
  throw invalid({
    code: 'cli-usage',
    message: `Found --batch ${text}; expected whole rows from 1 to 99999. Type: npx aicmo db copy --help`,
  });
}

/** A line for each table, and one for each tenth of a long one. */
function everyTenth(say: (line: string) => void): (progress: CopyProgress) => void {
  let said = '';
  return ({ step, table, rows, of }) => {
    const tenth = `${step} ${table} ${Math.floor((10 * rows) / Math.max(of, 1))}`;
    if (tenth === said) return;
    said = tenth;
    say(`  ${step === 'copy' ? 'copied' : 'compared'} ${table}: ${rows} of ${of}`);
  };
}

function reportInWords({ from, to, tables, rows, isResumed, leftBehind, tookMs }: CopyReport): string {
  return [
    `From: ${from}`,
    `To:   ${to}`,
    `${isResumed ? 'Went on and copied' : 'Copied'} ${rows} rows in ${tables.length} tables (${(tookMs / 1000).toFixed(1)} s); counted and hashed on both sides, and the same.`,
    ...(leftBehind.length === 0 ? [] : [`Left behind, because they are not AICMO’s: ${leftBehind.join(', ')}`]),
    '',
    'What to do now:',
    `  1. Set DATABASE_URL to the new database (${to}), with its password, wherever AICMO is started.`,
    '  2. npx aicmo db verify',
    '  3. Start AICMO. Keep the old database until you are sure; it was not changed.',
  ].join('\n');
}
