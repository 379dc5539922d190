import { afterEach, describe } from '@jest/globals';
import { bootstrapDatabaseSchema } from '../lib/bootstrap.ts';
import type { MigrationSet } from '../lib/define-migrations.ts';
import { openDatabase, type Database } from '../lib/open-database.ts';
import { freshDatabaseUrl } from './fresh-database-url.ts';

/** One of the two databases, for a spec. */
export interface TestDialect {
  readonly name: 'sqlite' | 'postgres';
  /** The URL of a database of its own, empty, removed after the test. */
  url(): Promise<string>;
  /** A new database with these migrations applied, closed and removed after the test. */
  open(migrations: readonly MigrationSet[]): Promise<Database>;
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
      tests({
        name,
        url,
        open: async (migrations) => {
          const place = await url();
          await bootstrapDatabaseSchema({ url: place, migrations });
          const db = await openDatabase(place);
          undo.push(() => db.close());
          return db;
        },
      });
    });
  }
}
