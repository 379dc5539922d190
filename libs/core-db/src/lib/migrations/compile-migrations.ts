import { createHash } from 'node:crypto';
import { Kysely, sql, type CompiledQuery, type DatabaseConnection, type Driver } from 'kysely';
import { internal } from '@aicmo/core-kernel';
import {
  fullName,
  type DataStep,
  type Migration,
  type MigrationName,
  type MigrationSet,
} from '../define-migrations.ts';
import type { DatabaseDialect } from '../dialects/dialect.ts';
import { textIndexSql } from '../portable/text-index.ts';
import { messageOf } from './message-of.ts';

/** One statement of a migration, as the database will get it. */
export interface CompiledStatement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** What a migration is on one of the databases. */
export interface CompiledMigration extends MigrationName {
  readonly statements: readonly CompiledStatement[];
  readonly data: DataStep | null;
  readonly isTransactional: boolean;
  /** SHA-256 over the statements with their parameters, the version of the data step, and how it runs; in hexadecimal. */
  readonly checksum: string;
}

/**
 * The migrations of all scopes in the order in which they run, compiled without a database. Throws `internal`
 * (`migration-broken`) for one that throws when it is asked for its statements, (`migration-pragma`) for one that switches foreign
 * keys inside of a transaction, where SQLite ignores it, and (`migration-scope`) for a scope that comes twice.
 */
export async function compileMigrations(
  sets: readonly MigrationSet[],
  dialect: DatabaseDialect,
): Promise<readonly CompiledMigration[]> {
  const twice = sets.find(({ scope }, index) => sets.findIndex((set) => set.scope === scope) !== index);
  if (twice) {
    throw internal({
      code: 'migration-scope',
      message: `The scope ${twice.scope} has two lists of migrations; expected one.`,
    });
  }
  const compiled: CompiledMigration[] = [];
  for (const { scope, list } of sets)
    for (const migration of list) compiled.push(await compileOne(scope, migration, dialect));
  return compiled;
}

async function compileOne(scope: string, migration: Migration, dialect: DatabaseDialect): Promise<CompiledMigration> {
  const { name, data = null, transactional: isTransactional = true } = migration;
  const statements = await statementsOf({ scope, name }, migration, dialect);
  if (isTransactional && statements.some((each) => /^\s*pragma\s+foreign_keys\b/i.test(each.sql))) {
    throw internal({
      code: 'migration-pragma',
      message: `The migration ${scope}/${name} switches foreign keys inside of a transaction, where SQLite ignores it. Leave it out: they are off while migrations run, and checked before the end.`,
    });
  }
  return { scope, name, statements, data, isTransactional, checksum: checksumOf(statements, data, isTransactional) };
}

/** The version in front lets a later way of counting be told from this one. */
function checksumOf(statements: readonly CompiledStatement[], data: DataStep | null, isTransactional: boolean): string {
  const parts = statements.map((each) => [each.sql.trim().replaceAll(/\s+/g, ' '), each.parameters]);
  const text = JSON.stringify([parts, data?.version ?? 0, isTransactional], (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
  return `1:${createHash('sha256').update(text).digest('hex')}`;
}

async function statementsOf(
  name: MigrationName,
  migration: Migration,
  dialect: DatabaseDialect,
): Promise<readonly CompiledStatement[]> {
  const statements: CompiledStatement[] = [];
  const recorder = new Kysely<Record<string, Record<string, unknown>>>({
    dialect: { ...dialect.kysely, createDriver: () => recordingDriver((query) => statements.push(query)) },
  });
  try {
    await migration.up({
      schema: recorder.schema,
      columns: dialect.columns,
      run: async (statement) => void (await statement.execute(recorder)),
      concurrently: dialect.name === 'postgres' ? sql`concurrently` : sql``,
      textIndex: async (index) => {
        for (const text of textIndexSql(dialect.name, index)) await sql.raw(text).execute(recorder);
      },
    });
  } catch (error) {
    throw internal({
      code: 'migration-broken',
      message: `The migration ${fullName(name)} cannot say its statements: ${messageOf(error)}. Nothing was changed in any database.`,
      cause: error,
      details: { migration: fullName(name) },
    });
  }
  return statements;
}

function recordingDriver(record: (statement: CompiledStatement) => void): Driver {
  const connection: DatabaseConnection = {
    executeQuery: async ({ sql: text, parameters }: CompiledQuery) => {
      record({ sql: text, parameters });
      return { rows: [] };
    },
    streamQuery: () => {
      throw internal({ code: 'migration-stream', message: 'A migration cannot stream; read in its data step.' });
    },
  };
  const nothing = async (): Promise<void> => undefined;
  return {
    init: nothing,
    acquireConnection: async () => connection,
    beginTransaction: nothing,
    commitTransaction: nothing,
    rollbackTransaction: nothing,
    releaseConnection: nothing,
    destroy: nothing,
  };
}
