import { verifySchema, type SchemaReport } from '@aicmo/core-db';
import { allMigrations } from '@aicmo/workspace';
import { exitCodes, type Command } from '../command.ts';
import { findingsInWords } from '../findings-in-words.ts';

/** `aicmo db verify`: whether the live schema is what the migrations make, and the database is whole. */
export const dbVerifyCommand: Command = {
  name: 'db verify',
  summary: 'Compare the schema with what the migrations make, and look for damage; changes nothing',
  about: [
    'Makes the schema a second time, in memory (SQLite) or in temporary tables that are never kept (PostgreSQL), and lists each difference with what to type. Reads every page of a SQLite file: about 1 s for each GB.',
  ],
  statuses: [
    [exitCodes.done, 'the schema is what it is to be'],
    [exitCodes.failed, 'damaged, or changed by another version'],
    [exitCodes.actionNeeded, 'differences, or migrations that wait'],
  ],
  examples: [
    ['npx aicmo db verify', 'before and after an upgrade'],
    ['npx aicmo db verify --json', 'for a monitor; `differences` is a list'],
  ],
  run: async ({ env, progress }) => {
    progress('Reading the schema, and making it a second time to compare');
    const report = await verifySchema({ url: env.databaseUrl, migrations: await allMigrations() });
    return { json: report, text: reportInWords(report), exitCode: exitOf(report) };
  },
};

function exitOf({ state }: SchemaReport): number {
  if (state === 'ok') return exitCodes.done;
  return state === 'damaged' || state === 'refused' ? exitCodes.failed : exitCodes.actionNeeded;
}

function reportInWords(report: SchemaReport): string {
  const { differences, integrity, migrations } = report;
  const waits = migrations.finding && report.state !== 'empty' ? [migrations.finding] : [];
  return [
    `Database: ${report.databaseUrl}`,
    verdict(report),
    ...findingsInWords([...integrity, ...differences, ...waits]),
  ].join('\n');
}

function verdict({ state, tables, applied, differences, isCompared }: SchemaReport): string {
  const whole = `${tables} tables, made by ${applied.length} migrations.`;
  switch (state) {
    case 'ok':
      return `The schema is what the migrations make, and the database is whole: ${whole}`;
    case 'behind':
      return `The schema is what its migrations made, and the database is whole: ${whole} Newer migrations wait.`;
    case 'empty':
      return 'There are no tables of AICMO.';
    case 'drift':
      return `${differences.length === 1 ? 'One difference' : `${differences.length} differences`} between the schema and what its migrations make.`;
    case 'refused':
      return `The schema was ${isCompared ? 'compared, but' : 'not compared:'} the journal does not fit this version of AICMO.`;
    case 'damaged':
      return 'The database is damaged.';
  }
}
