import { bootstrapDatabaseSchema, type BootstrapReport, type BootstrapStep } from '@aicmo/core-db';
import { invalid } from '@aicmo/core-kernel';
import { allMigrations } from '@aicmo/workspace';
import { exitCodes, type Command } from '../command.ts';

/** `aicmo db bootstrap`: the explicit step that makes or updates the tables. */
export const dbBootstrapCommand: Command = {
  name: 'db bootstrap',
  summary: 'Create the database, or bring it to this version',
  options: [
    { name: 'dry-run', about: 'print the SQL that would run, and change nothing (exit status 2 when there is some)' },
    { name: 'allow-foreign-tables', about: 'make our tables in a database that holds somebody else’s' },
    { name: 'accept-changed', about: 'take migrations that changed after they were applied as they are now' },
    { name: 'retry-interrupted', about: 'run a migration that was begun and never ended again' },
    {
      name: 'adopt-tables',
      about: 'take over tables of ours whose journal was lost, where they are what the migrations make',
    },
    { name: 'wait', value: '<seconds>', about: 'how long to wait for another bootstrap; 60' },
  ],
  about: [
    'The one step that makes or changes tables; no start of AICMO does it. It may be typed again at any time, and by several at once: one does the work, the others wait for it and find everything done.',
    'A SQLite file that has rows is copied beside itself first, and the last line says how to go back to the copy. Of a PostgreSQL database make a backup yourself: npx aicmo db backup, or pg_dump. All changes are made together or not at all, as far as the database allows it.',
    'It refuses, and says what to do, when the database is newer than this AICMO, when a migration that it has was edited, lost or moved, when an earlier one was interrupted, and when the tables there are not ours.',
  ],
  statuses: [
    [exitCodes.done, 'done, or up to date already'],
    [exitCodes.failed, 'refused, or failed; the last lines say what is true now'],
    [exitCodes.actionNeeded, 'with --dry-run: there is something to apply'],
    [exitCodes.couldNotRun, 'no connection, no right to write, or another bootstrap took too long'],
  ],
  examples: [
    ['npx aicmo db bootstrap --dry-run', 'what would be done'],
    ['npx aicmo db bootstrap', 'do it'],
    ['npx aicmo db bootstrap --retry-interrupted', 'end what a killed process has begun'],
  ],
  run: async ({ env, progress, option, has, signal }) => {
    const isDry = has('dry-run');
    const report = await bootstrapDatabaseSchema({
      url: env.databaseUrl,
      migrations: await allMigrations(),
      dryRun: isDry,
      allowForeignTables: has('allow-foreign-tables'),
      acceptChanged: has('accept-changed'),
      retryInterrupted: has('retry-interrupted'),
      adoptTables: has('adopt-tables'),
      lockWaitMs: parseWait(option('wait')),
      signal,
      onStep: (step) => progress(stepInWords(step)),
    });
    return {
      json: report,
      text: isDry ? sqlOf(report) : reportInWords(report),
      exitCode: report.planned.length > 0 ? exitCodes.actionNeeded : exitCodes.done,
    };
  },
};

function parseWait(text = '60'): number {
  if (/^\d{1,6}$/.test(text)) return Number(text) * 1000;
  throw invalid({
    code: 'cli-usage',
    message: `Found --wait ${text}; expected whole seconds. Type: npx aicmo db bootstrap --help`,
  });
}

function stepInWords(step: BootstrapStep): string {
  switch (step.step) {
    case 'waiting':
      return `  waiting up to ${step.atMostMs / 1000} s for ${step.holder?.text ?? 'another program'}, which is changing this database`;
    case 'backup':
      return `  backup: ${step.file} (${step.bytes} bytes, ${step.tookMs} ms)`;
    case 'started':
      return `  ${step.index} of ${step.of}: ${step.scope}/${step.name}`;
    case 'applied':
      return `    done in ${step.tookMs} ms`;
    case 'verified':
      return `  read again: ${step.migrations} migrations, ${step.tables} tables`;
  }
}

function reportInWords(report: BootstrapReport): string {
  const { applied, adopted, tablesBefore, tablesAfter, databaseUrl, databaseVersion, dbType, backup, tookMs } = report;
  const product = dbType === 'sqlite' ? 'SQLite' : 'PostgreSQL';
  return [
    `Database: ${databaseUrl} (${product}${databaseVersion === null ? '' : ` ${databaseVersion}`})`,
    applied.length === 0
      ? `The database was up to date; ${adopted.length === 0 ? 'nothing' : 'no table'} was changed.`
      : `Applied ${applied.length} ${applied.length === 1 ? 'migration' : 'migrations'} in ${tookMs} ms.`,
    ...(applied.length === 0 ? [] : [`Tables before: ${tablesBefore.length}, after: ${tablesAfter.length}.`]),
    ...(adopted.length === 0
      ? []
      : [
          `Wrote down the ${adopted.length === 1 ? 'checksum of one migration' : `checksums of ${adopted.length} migrations`}; a later change will be noticed.`,
        ]),
    ...(backup ? [`To go back to what it was: ${backup.restoreCommand}`] : []),
  ].join('\n');
}

/** SQL that could be typed as it stands; everything else in it is a comment. */
function sqlOf({ databaseUrl, planned }: BootstrapReport): string {
  const intro = `-- ${databaseUrl}: ${planned.length === 0 ? 'up to date, nothing would be applied' : `${planned.length} ${planned.length === 1 ? 'migration' : 'migrations'} would be applied`}; nothing was changed.`;
  const parts = planned.map(({ scope, name, sql, dataStep, isTransactional }) => [
    '',
    `-- ${scope}/${name}${isTransactional ? '' : ' (alone, outside of the transaction)'}`,
    ...sql,
    ...(dataStep === null ? [] : [`-- then its data step, version ${dataStep}, whose statements depend on the rows`]),
  ]);
  return [intro, ...parts.flat()].join('\n');
}
