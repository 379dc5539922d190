import { fullName, type MigrationName } from '../define-migrations.ts';
import type { DatabaseFinding } from '../finding.ts';
import { tablePrefix } from '../scope-guard.ts';
import { progressTable } from '../copy/progress-table.ts';
import type { InterruptedMigration, MigrationComparison } from './compare-migrations.ts';
import { journalTable } from './journal-row.ts';
import { restoreCommand } from './restore-command.ts';

/**
 * How a database stands to the code: `ok`; `empty` and `behind` need a bootstrap; in `running` another process is at
 * it; the rest are refused until a person has decided. `none`: the code has no migrations to compare with.
 */
export type MigrationState =
  | 'ok'
  | 'empty'
  | 'behind'
  | 'running'
  | 'none'
  | 'newer'
  | 'lost'
  | 'changed'
  | 'reordered'
  | 'interrupted'
  | 'damaged'
  | 'foreign'
  | 'no-journal';

/** What a person has decided about a refusal. */
export interface MigrationDecisions {
  /** Make our tables beside somebody else's. Default false. */
  readonly allowForeignTables?: boolean;
  /** Take the checksums of this code for migrations that changed after they were applied. Default false. */
  readonly acceptChanged?: boolean;
  /** Run an interrupted migration again, from its first statement. Default false. */
  readonly retryInterrupted?: boolean;
  /** Take our tables in a database that has lost its journal for what the migrations made, where they are. Default false. */
  readonly adoptTables?: boolean;
}

/** A state, and in words what was found and what to type; null where all is well. */
export interface MigrationVerdict {
  readonly state: MigrationState;
  readonly finding: DatabaseFinding | null;
}

type Judge = (found: MigrationComparison, decided: MigrationDecisions) => MigrationVerdict | null;

/** Judges a comparison: the first thing that stands in the way, the gravest first. Pure. */
export function judgeMigrations(found: MigrationComparison, decided: MigrationDecisions = {}): MigrationVerdict {
  for (const judge of judges) {
    const verdict = judge(found, decided);
    if (verdict) return verdict;
  }
  return { state: 'ok', finding: null };
}

const bootstrap = 'npx aicmo db bootstrap';
const backups = ['npx aicmo db backup --list', 'npx aicmo db restore <file> --replace'];
const verdict = (
  state: MigrationState,
  code: string,
  message: string,
  text: string,
  ...commands: readonly string[]
): MigrationVerdict => ({ state, finding: { code, message, remedy: { text, commands } } });

const noCode: Judge = ({ known }) =>
  known > 0
    ? null
    : verdict(
        'none',
        'migration-none',
        'This program brings no migrations, so there is nothing to compare the database with.',
        'Install it completely.',
        'npm ci',
      );

const damaged: Judge = ({ damaged: [row] }) =>
  row
    ? verdict(
        'damaged',
        'migration-journal-damaged',
        `The journal of migrations (${journalTable}) has ${fullName(row)} with a moment that is none, so somebody else wrote to it.`,
        'Restore the latest backup.',
        ...backups,
      )
    : null;

/** The copy itself goes on with foreign tables allowed, for its own is one. */
const copying: Judge = ({ tables }, { allowForeignTables = false }) =>
  tables.includes(progressTable) && !allowForeignTables
    ? verdict(
        'interrupted',
        'copy-unfinished',
        'The database is the target of a copy that has not ended, and holds a part of the rows.',
        'Type the same copy again: it goes on where it was. Or name the database that it was made from.',
        'npx aicmo db copy --help',
      )
    : null;

const interrupted: Judge = ({ interrupted: [row] }, { retryInterrupted = false }) => {
  if (!row || (retryInterrupted && row.isRunning !== true)) return null;
  const who = row.startedBy ? ` by process ${String(row.startedBy.pid)} on ${row.startedBy.host}` : '';
  const begun = `The migration ${fullName(row)} was begun at ${row.startedAt}${who}`;
  if (row.isRunning === true) {
    return verdict(
      'running',
      'migration-running',
      `${begun}, which is still at it.`,
      'Wait until it is done.',
      'npx aicmo db status',
    );
  }
  const end = row.failure === null ? 'never ended' : `failed: ${row.failure}`;
  return verdict(
    'interrupted',
    'migration-interrupted',
    `${begun}, and ${end}${/[.]$/.test(end) ? ' ' : '. '}${progressOf(row)}.${row.isRunning === null ? ' It may still run there.' : ''}`,
    row.backup === null
      ? 'Run it again; it is made so that this does no harm.'
      : 'Run it again, or go back to the backup that was made before it.',
    `${bootstrap} --retry-interrupted`,
    ...(row.backup === null ? [] : [restoreCommand(row.backup)]),
  );
};

const progressOf = ({ statementsDone, statements }: InterruptedMigration): string =>
  statements === null
    ? `Of its statements ${String(statementsDone)} were done`
    : `Of its ${String(statements)} statements ${String(statementsDone)} were done, and the next one may be half done`;

const newer: Judge = ({ unknown, unknownVersion }) =>
  unknown.length > 0
    ? verdict(
        'newer',
        'db-newer',
        `The database has ${counted(unknown)}, which this version of AICMO does not know. Nothing is written to it.`,
        `Start the newer version that made ${unknown.length === 1 ? 'it' : 'them'}${unknownVersion === null ? '' : ` (AICMO ${unknownVersion})`}, or restore a backup from before.`,
        ...backups,
      )
    : null;

const lost: Judge = ({ missing }) =>
  missing.length > 0
    ? verdict(
        'lost',
        'migration-missing',
        `The database has ${counted(missing)}, which this code has lost: it knows what came after.`,
        'Bring the file and its line in the list of migrations back.',
        'git log --diff-filter=D --name-only',
      )
    : null;

const changed: Judge = ({ changed: all }, { acceptChanged = false }) => {
  const [first] = all;
  if (!first || acceptChanged) return null;
  return verdict(
    'changed',
    'migration-changed',
    `${capital(counted(all))} ${all.length === 1 ? `has changed since it was applied at ${first.appliedAt}` : `have changed since they were applied, the first at ${first.appliedAt}`}: checksum ${shown(first.checksum.applied)} then, ${shown(first.checksum.code)} now.`,
    'Put it back as it was, and write a new migration for the change. Only where the tables are known to be right, take it as it is now.',
    'npx aicmo db verify',
    `${bootstrap} --accept-changed`,
  );
};

const reordered: Judge = ({ reordered: [row] }) => {
  if (!row) return null;
  const behind = `${row.scope}/${row.before}`;
  return row.how === 'inserted'
    ? verdict(
        'reordered',
        'migration-inserted',
        `The migration ${fullName(row)} is new, but stands in front of ${behind}, which is applied already.`,
        'Give it a date that is later than every other of its scope, and put it at the end of the list.',
      )
    : verdict(
        'reordered',
        'migration-reordered',
        `The migration ${fullName(row)} stands in front of ${behind}, but was applied after it.`,
        'Put the list of migrations back into the order in which they were applied.',
        'npx aicmo db status --json',
      );
};

const tablesGone: Judge = ({ absentTables, applied }) =>
  absentTables.length > 0
    ? verdict(
        'damaged',
        'db-tables-missing',
        `The journal says that ${String(applied.length)} migrations are applied, but ${listed(absentTables)} ${absentTables.length === 1 ? 'is' : 'are'} not there. Was a table dropped, or the file that ends in -wal deleted?`,
        'Restore the latest backup; nothing is made over what is left.',
        ...backups,
      )
    : null;

/** Only a database without our journal is in question: the owner of one with it has decided long ago. */
const noJournal: Judge = ({ hasJournal, tables, pending }) => {
  if (hasJournal) return null;
  const prefixes = [...new Set(pending.map(({ scope }) => tablePrefix(scope)))];
  const ours = tables.filter((table) => prefixes.some((prefix) => table.startsWith(prefix)));
  return ours.length > 0
    ? verdict(
        'no-journal',
        'migration-no-journal',
        `The database has tables of ours (${listed(ours)}), but no journal of migrations, so nobody knows which ones it has.`,
        'Restore a backup that has the journal. Where there is none, let the tables be compared with what the migrations make, and taken over.',
        ...backups,
        `${bootstrap} --adopt-tables`,
      )
    : null;
};

const foreign: Judge = ({ hasJournal, foreignTables }, { allowForeignTables = false }) =>
  hasJournal || allowForeignTables || foreignTables.length === 0
    ? null
    : verdict(
        'foreign',
        'db-foreign-tables',
        `The database holds somebody else's tables: ${listed(foreignTables)}. Nothing was changed.`,
        'Name another database in DATABASE_URL, or say that ours may stand beside them.',
        `${bootstrap} --allow-foreign-tables`,
      );

const behind: Judge = ({ hasJournal, pending }) => {
  if (pending.length === 0) return null;
  return hasJournal
    ? verdict(
        'behind',
        'migration-pending',
        `${capital(counted(pending))} ${pending.length === 1 ? 'waits' : 'wait'}.`,
        'Bring the database up to date.',
        bootstrap,
      )
    : verdict('empty', 'db-no-schema', 'The database has no tables of AICMO yet.', 'Make them.', bootstrap);
};

const judges: readonly Judge[] = [
  noCode,
  damaged,
  copying,
  newer,
  lost,
  interrupted,
  changed,
  reordered,
  tablesGone,
  noJournal,
  foreign,
  behind,
];

const shown = (checksum: string): string => checksum.replace(/^\d+:/, '').slice(0, 8);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const counted = (names: readonly MigrationName[]): string =>
  names.length === 1
    ? `the migration ${listed(names.map(fullName))}`
    : `${String(names.length)} migrations (${listed(names.map(fullName))})`;

/** The first few of a list, and how many more. */
function listed(words: readonly string[]): string {
  const shownWords = words.slice(0, 3).join(', ');
  return words.length > 3 ? `${shownWords} and ${String(words.length - 3)} more` : shownWords;
}
