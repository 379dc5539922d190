import { afterEach, describe } from '@jest/globals';
import { internal } from '@aicmo/core-kernel';
import { bootstrapDatabaseSchema, type BootstrapReport } from '../lib/bootstrap.ts';
import { fullName, type MigrationName, type MigrationSet } from '../lib/define-migrations.ts';
import { openDatabase, type Database, type OpenOptions } from '../lib/open-database.ts';
import { freshDatabaseUrl } from './fresh-database-url.ts';
import { migratedDatabaseUrl } from './migrated-database-url.ts';

/** One of the two databases, for a spec. */
export interface TestDialect {
  readonly name: 'sqlite' | 'postgres';
  /** The URL of a database of its own, empty, removed after the test. */
  url(): Promise<string>;
  /**
   * A database with these migrations applied, closed after the test: a new one, removed then, or with `url` another
   * connection to one that is there.
   */
  open(migrations: readonly MigrationSet[], options?: OpenOptions & { readonly url?: string }): Promise<Database>;
  /**
   * A new database as it was before one migration, for a row as the version of that time wrote it; `up` then applies
   * that migration and all that follow it. Throws `internal` (`test-no-migration`) for one that is not in the sets.
   */
  openBefore(
    migrations: readonly MigrationSet[],
    before: MigrationName,
  ): Promise<{ readonly db: Database; up(): Promise<BootstrapReport> }>;
}

/**
 * Runs the same tests on a real SQLite file and on a real PostgreSQL server; the server is started by Jest's global
 * set-up (tools/jest/with-postgres.cjs), or named by TEST_POSTGRES_URL.
 */
export function describeEachDialect(title: string, tests: (dialect: TestDialect) => void): void {
  for (const name of ['sqlite', 'postgres'] as const) {
    describe(`${title}, on ${name}`, () => {
      const undo: (() => Promise<void>)[] = [];
      afterEach(async () => {
        for (const step of undo.splice(0).reverse()) await step();
      });
      const url = () => freshDatabaseUrl(name, (step) => undo.push(step));
      const migrated = (migrations: readonly MigrationSet[]) =>
        migrations.length === 0 ? url() : migratedDatabaseUrl(name, migrations, (step) => undo.push(step));
      const openAt = async (place: string, options: OpenOptions = {}): Promise<Database> => {
        const db = await openDatabase(place, options);
        undo.push(() => db.close());
        return db;
      };
      tests({
        name,
        url,
        open: async (migrations, { url: given, ...options } = {}) => {
          if (given !== undefined && migrations.length > 0) await bootstrapDatabaseSchema({ url: given, migrations });
          return openAt(given ?? (await migrated(migrations)), options);
        },
        openBefore: async (migrations, before) => {
          const place = await migrated(untilBefore(migrations, before));
          return { db: await openAt(place), up: () => bootstrapDatabaseSchema({ url: place, migrations }) };
        },
      });
    });
  }
}

/** The sets without one migration and those that follow it in its scope; what is left empty is left out. */
function untilBefore(sets: readonly MigrationSet[], before: MigrationName): readonly MigrationSet[] {
  const own = sets.find(({ scope }) => scope === before.scope)?.list ?? [];
  const end = own.findIndex(({ name }) => name === before.name);
  if (end < 0) {
    throw internal({ code: 'test-no-migration', message: `There is no migration ${fullName(before)} in these sets.` });
  }
  const cut = sets.map((set) => (set.scope === before.scope ? { ...set, list: set.list.slice(0, end) } : set));
  return cut.filter(({ list }) => list.length > 0);
}
