import type { RawBuilder, SchemaModule } from 'kysely';
import { internal, type Instant } from '@aicmo/core-kernel';
import type { Columns } from './columns.ts';
import type { TextIndex } from './portable/text-index.ts';

export type { MigrationStatus } from './migrations/read-migration-status.ts';

/** What a migration may use. Names are the database's own here: snake_case. */
export interface MigrationContext {
  readonly schema: SchemaModule;
  readonly columns: Columns;
  /** Runs one statement, for what the schema builder cannot say. Nothing comes back: what reads is a data step. */
  run(statement: RawBuilder<unknown>): Promise<void>;
  /**
   * The word after `create index` in a migration that is not transactional: `concurrently` on PostgreSQL, which then
   * does not stop writers, and nothing on SQLite. ``run(sql`create index ${concurrently} if not exists …`)``
   */
  readonly concurrently: RawBuilder<unknown>;
  /** Makes an index that finds parts of words; `openTextFinder` looks into it. */
  textIndex(index: TextIndex): Promise<void>;
}

/** What a data step may use: the rows as they are after `up`, in the same transaction. */
export interface DataStepContext {
  read<Row>(statement: RawBuilder<Row>): Promise<readonly Row[]>;
  run(statement: RawBuilder<unknown>): Promise<void>;
  /** The moment of the bootstrap, the same for all of its steps. */
  readonly now: Instant;
}

/** A step that looks at rows and writes what follows from them. */
export interface DataStep {
  /**
   * A whole number from 1. Code cannot be compared with what ran, so this number stands in the checksum for it: raise
   * it when what the step means has changed, and databases in which the old one ran will refuse.
   */
  readonly version: number;
  run(context: DataStepContext): Promise<void>;
}

/** One step of a schema's history. A published migration is never edited; the next one corrects it. */
export interface Migration {
  /** `YYYY-MM-DD-verb-object`, unique within its scope; the order of the list is the order of application. */
  readonly name: string;
  /**
   * Says the statements. It is run without a database, to learn its SQL for the checksum and for `--dry-run`, so it may depend on
   * nothing but its argument; what it said is then executed, statement by statement.
   */
  up(context: MigrationContext): Promise<void>;
  /** Runs after the statements of `up`. None by default. */
  readonly data?: DataStep;
  /**
   * `false` for what no transaction allows (`create index concurrently`, `vacuum`): it runs alone, and being stopped in
   * the middle leaves it half done. Therefore it must be harmless to run again from its first statement: `if not
   * exists`, one thing for each migration. Default true.
   */
  readonly transactional?: boolean;
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

/** One applied migration, with the milliseconds that it took. */
export interface AppliedMigration extends MigrationName {
  readonly tookMs: number;
}

/**
 * Declares a scope's migrations. Throws `internal` (code `migration-name`) for a name twice or out of shape, and
 * (code `migration-data-version`) for a data step without a version.
 */
export function defineMigrations(scope: string, list: readonly Migration[]): MigrationSet {
  const seen = new Set<string>();
  for (const { name, data } of list) {
    if (!/^\d{4}-\d{2}-\d{2}-[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || seen.has(name)) {
      throw internal({
        code: 'migration-name',
        message: `Found the migration "${scope}/${name}"; expected YYYY-MM-DD-verb-object, each once.`,
      });
    }
    if (data && !(Number.isSafeInteger(data.version) && data.version >= 1)) {
      throw internal({
        code: 'migration-data-version',
        message: `The data step of "${scope}/${name}" has the version ${String(data.version)}; expected a whole number from 1.`,
      });
    }
    seen.add(name);
  }
  return { scope, list };
}

/** `scope/name`, as people are shown it. */
export const fullName = ({ scope, name }: MigrationName): string => `${scope}/${name}`;

/** Whether two names are the same migration's. */
export const isSame = (one: MigrationName, other: MigrationName): boolean =>
  one.scope === other.scope && one.name === other.name;
