import { isAppError, toAppError } from '@aicmo/core-kernel';
import { migrationStatus, validateDatabaseUrl, type DatabaseUrlReport } from '@aicmo/core-db';
import { allMigrations } from '@aicmo/workspace';
import { exitCodes, type Command, type CommandContext } from '../command.ts';

/** One thing that was looked at. */
interface Check {
  readonly title: string;
  /** Null: it could not be looked at, because of the one before it. */
  readonly isGood: boolean | null;
  readonly found: string;
  /** It works, and somebody should know this. */
  readonly isWarning?: boolean;
  readonly code?: string;
  readonly commands?: readonly string[];
  /** What it means for the exit status; a failure by default. */
  readonly exitCode?: number;
}

/** `aicmo db validate`: whether everything that a start or a bootstrap rests on is right; changes nothing. */
export const dbValidateCommand: Command = {
  name: 'db validate',
  summary: 'Check the URL, the connection, and the journal of migrations against this code; changes nothing',
  about: [
    'Looks, in this order, at DATABASE_URL, its driver, the connection, and each applied migration: its order and the checksum of its SQL. What cannot be looked at because of the one before is "unknown".',
    'For the tables themselves, column by column, there is: npx aicmo db verify',
  ],
  statuses: [
    [exitCodes.done, 'everything is right; warnings do not count'],
    [exitCodes.failed, 'the URL or the journal of migrations is wrong'],
    [exitCodes.actionNeeded, 'there is no database yet, or migrations wait'],
    [exitCodes.couldNotRun, 'the database does not answer'],
  ],
  examples: [['npx aicmo db validate --json', 'the same for a program']],
  run: async (context) => {
    const url = readUrl(context);
    const checks = 'report' in url ? await checksOf(url.report, context.env.databaseUrl) : [url.check];
    const shown = 'report' in url ? url.report.databaseUrl : null;
    return {
      json: { databaseUrl: shown, valid: checks.every(({ isGood }) => isGood), checks },
      text: [...(shown === null ? [] : [`Database: ${shown}`]), ...checks.flatMap(linesOf)].join('\n'),
      exitCode: checks.find(({ isGood }) => isGood === false)?.exitCode ?? statusWithout(checks),
    };
  },
};

const statusWithout = (checks: readonly Check[]): number =>
  checks.some(({ isGood }) => isGood === false) ? exitCodes.failed : exitCodes.done;

/** The URL that every program of the house would use, or why there is none. */
function readUrl(context: CommandContext): { readonly report: DatabaseUrlReport } | { readonly check: Check } {
  try {
    return { report: validateDatabaseUrl(context.env.databaseUrl) };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { check: { title: 'URL', isGood: false, found: error.message, code: error.code } };
  }
}

async function checksOf(report: DatabaseUrlReport, url: string): Promise<readonly Check[]> {
  const [issue] = report.issues;
  if (issue) {
    const { code, message, remedy } = issue;
    return [{ title: 'URL', isGood: false, found: `${message} ${remedy.text}`, code, commands: remedy.commands }];
  }
  const warnings = report.warnings.map(({ code, message }) => ({
    ...{ title: 'URL', isGood: true, isWarning: true, found: message, code },
  }));
  const driver = { title: 'Driver', isGood: true, found: report.driver ?? '' };
  const named = {
    title: 'URL',
    isGood: true,
    found: `names a ${report.dbType === 'postgres' ? 'PostgreSQL' : 'SQLite'} database`,
  };
  return [named, ...warnings, driver, ...(await databaseChecks(url))];
}

async function databaseChecks(url: string): Promise<readonly Check[]> {
  try {
    const { finding, state, applied, unchecked, databaseVersion, tables } = await migrationStatus(
      url,
      await allMigrations(),
    );
    const isWaiting = state === 'empty' || state === 'behind' || state === 'running';
    const answers = `it answers: version ${databaseVersion}, ${tables.length} tables`;
    const counted = `${applied.length} migrations are applied as they stand in this code`;
    const journal: Check = finding
      ? {
          ...{ title: 'Migrations', isGood: false, found: `${finding.message} ${finding.remedy.text}` },
          ...{ code: finding.code, commands: finding.remedy.commands },
          exitCode: isWaiting ? exitCodes.actionNeeded : exitCodes.failed,
        }
      : {
          title: 'Migrations',
          isGood: true,
          found:
            unchecked.length === 0
              ? counted
              : `${counted}; ${unchecked.length} of them get their checksum at the next bootstrap`,
        };
    return [{ title: 'Connection', isGood: true, found: answers }, journal];
  } catch (error) {
    const { code, message } = toAppError(error);
    const exitCode = code === 'db-no-file' ? exitCodes.actionNeeded : exitCodes.couldNotRun;
    return [
      { title: 'Connection', isGood: false, found: message, code, exitCode },
      { title: 'Migrations', isGood: null, found: 'not compared, because the database did not answer' },
    ];
  }
}

const marks = new Map([
  [true, 'ok     '],
  [false, 'failed '],
]);
const linesOf = ({ title, isGood, isWarning, found, commands = [] }: Check): readonly string[] => [
  `${isWarning === true ? 'warning' : ((isGood === null ? undefined : marks.get(isGood)) ?? 'unknown')}  ${title.padEnd(10)}  ${found}`,
  ...commands.map((command) => `           ${command}`),
];
