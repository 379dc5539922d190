import type { RawBuilder, SchemaModule } from 'kysely';
import { internal } from '@aicmo/core-kernel';
import type { Columns } from './columns.ts';

/** What a migration may use. Names are the database's own here: snake_case. */
export interface MigrationContext {
  readonly schema: SchemaModule;
  readonly columns: Columns;
  /** Runs one statement, for what the schema builder cannot say. */
  run(statement: RawBuilder<unknown>): Promise<void>;
}

/** One step of a schema's history. A published migration is never edited; the next one corrects it. */
export interface Migration {
  /** `YYYY-MM-DD-verb-object`, unique within its scope; the order of the list is the order of application. */
  readonly name: string;
  up(context: MigrationContext): Promise<void>;
}

/** The migrations of one scope, in order. */
export interface MigrationSet {
  readonly scope: string;
  readonly list: readonly Migration[];
}

/** A migration's full name. */
export interface MigrationName {
  readonly scope: string;
  readonly name: string;
}

/** Which migrations a database has, needs, and has although this code does not know them. */
export interface MigrationStatus {
  readonly applied: readonly MigrationName[];
  readonly pending: readonly MigrationName[];
  /** Applied by a newer version of AICMO: this code must not touch the database. */
  readonly unknown: readonly MigrationName[];
  readonly tables: readonly string[];
}

/** One applied migration, with the milliseconds that it took. */
export interface AppliedMigration extends MigrationName {
  readonly tookMs: number;
}

/** Declares a scope's migrations. Throws `internal` (code `migration-name`) for a name twice or out of shape. */
export function defineMigrations(scope: string, list: readonly Migration[]): MigrationSet {
  const seen = new Set<string>();
  for (const { name } of list) {
    if (!/^\d{4}-\d{2}-\d{2}-[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || seen.has(name)) {
      throw internal({
        code: 'migration-name',
        message: `Found the migration "${scope}/${name}"; expected YYYY-MM-DD-verb-object, each once.`,
      });
    }
    seen.add(name);
  }
  return { scope, list };
}
