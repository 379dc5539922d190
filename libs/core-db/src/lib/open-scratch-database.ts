import type { MigrationSet } from './define-migrations.ts';
import type { Database } from './open-database.ts';

/**
 * A database of its own in memory (SQLite), with the tables that these migrations make, to try something out on a copy:
 * nothing of it is on a disk, nobody else sees it, and `close()` ends it. Data steps are left out, for there are no rows
 * that they could look at; what migrations insert by themselves is there.
 */
export async function openScratchDatabase(migrations: readonly MigrationSet[]): Promise<Database> {
  const [{ openWithParts }, { compileMigrations }, { runCompiled }] = await Promise.all([
    import('./open-with-parts.ts'),
    import('./migrations/compile-migrations.ts'),
    import('./schema/run-compiled.ts'),
  ]);
  const place = openWithParts(':memory:');
  try {
    const compiled = await compileMigrations(migrations, place.dialectFacts);
    const tx = await place.raw.startTransaction().execute();
    await runCompiled(tx, compiled);
    await tx.commit().execute();
    return place;
  } catch (error) {
    await place.close();
    throw error;
  }
}
