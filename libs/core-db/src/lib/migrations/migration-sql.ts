import { CompiledQuery } from 'kysely';
import type { DatabaseDialect } from '../dialects/dialect.ts';
import { journalTable, type PlainConnection } from './journal-row.ts';

/** The questions of a bootstrap that each database is asked in its own words; each answers one column, `found`. */
interface MigrationSql {
  readonly version: string;
  readonly journalColumns: string;
  /** Rows whose foreign key points nowhere, as `table → parent`. */
  readonly brokenKeys: string;
}

const questions: Readonly<Record<DatabaseDialect['name'], MigrationSql>> = {
  sqlite: {
    version: 'select sqlite_version() as found',
    journalColumns: `select name as found from pragma_table_info('${journalTable}')`,
    brokenKeys: `select "table" || ' → ' || "parent" as found from pragma_foreign_key_check`,
  },
  postgres: {
    version: `select current_setting('server_version') as found`,
    journalColumns: `select column_name as found from information_schema.columns where table_schema = current_schema() and table_name = '${journalTable}'`,
    // It checks each row when it is written.
    brokenKeys: 'select null as found where false',
  },
};

/** Asks one of the questions. */
export async function askDatabase(
  db: PlainConnection,
  dialect: DatabaseDialect,
  question: keyof MigrationSql,
): Promise<readonly string[]> {
  const { rows } = await db.executeQuery<{ found: unknown }>(CompiledQuery.raw(questions[dialect.name][question]));
  return rows.map(({ found }) => String(found));
}

/** The tables of a database, in order. */
export async function listTablesOf(db: PlainConnection, dialect: DatabaseDialect): Promise<readonly string[]> {
  const { rows } = await db.executeQuery<{ name: string }>(CompiledQuery.raw(dialect.listTablesSql));
  return rows.map(({ name }) => name);
}
