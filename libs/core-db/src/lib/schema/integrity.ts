import { sql } from 'kysely';
import { isAppError } from '@aicmo/core-kernel';
import type { DatabaseFinding } from '../finding.ts';
import type { SchemaReader } from './schema-description.ts';

/** How many lines of damage are told; the rest is counted. */
const mostLines = 20;

/**
 * Whether what a database holds is whole: on SQLite every page and index (`quick_check`) and every reference between
 * rows (`foreign_key_check`); on PostgreSQL, which keeps its pages itself, indexes and rules that were left invalid.
 */
export const integrityFindings = (
  dialect: 'sqlite' | 'postgres',
  db: SchemaReader,
): Promise<readonly DatabaseFinding[]> => (dialect === 'sqlite' ? sqliteFindings(db) : postgresFindings(db));

/** What a damaged file is told with, wherever it is found out. */
export const damaged = (lines: readonly string[]): DatabaseFinding => ({
  code: 'db-corrupt',
  message: `The database file is damaged: ${lines.join('; ')}`,
  remedy: {
    text: 'Stop AICMO, keep the file, and restore the latest good backup; the damaged file is put beside it, not deleted.',
    commands: ['npx aicmo db backup --list', 'npx aicmo db restore <file> --replace'],
  },
});

/** What an empty database is told with: it may be new, and it may be all that is left. */
export const noTables = (dialect: 'sqlite' | 'postgres'): DatabaseFinding => ({
  code: 'db-no-tables',
  message:
    dialect === 'sqlite'
      ? 'The file is a database without a single table: it is new, or it was copied or left behind without its -wal file, in which the tables stood.'
      : 'The database has no table in the schema that comes first in its search path: it is new, or the URL names another one than before.',
  remedy: {
    text: 'If it is new, make the tables. If there were any, look for the -wal file or restore a backup before anything writes:',
    commands: ['npx aicmo db bootstrap', 'npx aicmo db backup --list', 'npx aicmo db restore <file>'],
  },
});

async function sqliteFindings(db: SchemaReader): Promise<readonly DatabaseFinding[]> {
  try {
    const pages = await sql<{ quick_check: string }>`pragma quick_check(${sql.lit(mostLines)})`.execute(db);
    const lines = pages.rows.map((row) => row.quick_check).filter((line) => line !== 'ok');
    if (lines.length > 0) return [damaged(lines)];
    return await danglingReferences(db);
  } catch (error) {
    if (isAppError(error) && error.code === 'db-corrupt') return [damaged([causeOf(error)])];
    throw error;
  }
}

const causeOf = (error: Error): string => (error.cause instanceof Error ? error.cause.message : error.message);

async function danglingReferences(db: SchemaReader): Promise<readonly DatabaseFinding[]> {
  const { rows } = await sql<{ table: string; parent: string; count: number }>`
    select "table", parent, count(*) as count from pragma_foreign_key_check group by "table", parent
    order by "table", parent`.execute(db);
  return rows.map(({ table, parent, count }) => ({
    code: 'db-dangling-reference',
    message: `${count === 1 ? '1 row' : `${count} rows`} of ${table} ${count === 1 ? 'points' : 'point'} to rows of ${parent} that do not exist.`,
    remedy: {
      text: 'Somebody deleted rows past the rules. Restore a backup from before:',
      commands: ['npx aicmo db backup --list', 'npx aicmo db restore <file> --replace'],
    },
  }));
}

async function postgresFindings(db: SchemaReader): Promise<readonly DatabaseFinding[]> {
  const { rows } = await sql<{ kind: 'index' | 'rule'; name: string; table: string }>`
    select 'index' as kind, own.relname as name, class.relname as table
      from pg_index join pg_class own on own.oid = indexrelid join pg_class class on class.oid = indrelid
      where class.relnamespace = current_schema()::regnamespace and not (indisvalid and indisready)
    union all
    select 'rule', conname, relname from pg_constraint join pg_class on pg_class.oid = conrelid
      where relnamespace = current_schema()::regnamespace and not convalidated
    order by kind, name`.execute(db);
  return rows.map(({ kind, name, table }) => ({
    code: kind === 'index' ? 'db-index-invalid' : 'db-rule-unchecked',
    message:
      kind === 'index'
        ? `The index ${name} of ${table} is not valid: its making was interrupted, and it is not used.`
        : `The rule ${name} of ${table} was never checked against the rows that were there before it.`,
    remedy: {
      text: kind === 'index' ? 'Make it anew:' : 'Check it; that fails while rows break it, and says which:',
      commands: [
        kind === 'index'
          ? `psql "$DATABASE_URL" -c 'reindex index "${name}"'`
          : `psql "$DATABASE_URL" -c 'alter table "${table}" validate constraint "${name}"'`,
      ],
    },
  }));
}
