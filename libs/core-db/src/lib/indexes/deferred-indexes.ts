import { sql } from 'kysely';
import type { Database, DbHandle, Tx } from '../open-database.ts';
import { deferredTable, indexSql } from './index-sql.ts';

interface Tables {
  coreDbDeferredIndex: { name: string; place: number; definition: string };
}

const handleOf = (db: Database): DbHandle<Tables> => db.handle<Tables>('core_db');

/**
 * Takes the plain indexes of tables away, and what keeps their text indexes, so that very many rows can be inserted
 * without keeping them: building them afterwards costs a fraction. Unique ones and keys stay, for they say what is true.
 * The definitions are kept in the database in the same transaction: {@link restoreIndexes} brings them back, and so does
 * `bootstrapDatabaseSchema`, also after a crash of whoever took them away. Meanwhile everything works and reading is
 * slow.
 * @param tables by the database's own names.
 * @param keep indexes that stay: over so few of the rows that keeping them costs less than going through all rows once.
 * @returns the names of the indexes; none the second time.
 */
export async function deferIndexes(
  db: Database,
  tables: readonly string[],
  keep: readonly string[] = [],
): Promise<readonly string[]> {
  return db.transaction(async (tx) => {
    const known = handleOf(db).in(tx);
    const { rows: all } = await sql<FoundIndex>`${sql.raw(indexSql[db.dialect].plainIndexes)}`.execute(known);
    const found = all.filter(({ tableName, name }) => tables.includes(tableName) && !keep.includes(name));
    if (found.every(({ removal }) => removal === null)) return [];
    await sql`create table if not exists ${sql.table(deferredTable)} (name text primary key, place integer not null, definition text not null)`.execute(
      known,
    );
    const rows = found.map(({ name, place, definition }) => ({ name, place, definition }));
    await known
      .insertInto('coreDbDeferredIndex')
      .values(rows)
      .onConflict((taken) => taken.doNothing())
      .execute();
    for (const { removal } of found) if (removal !== null) await sql`${sql.raw(removal)}`.execute(known);
    return found.map(({ name }) => name);
  });
}

interface FoundIndex {
  readonly name: string;
  readonly tableName: string;
  /** The order in which they come back. */
  readonly place: number;
  readonly definition: string;
  /** Null: what comes back was never away, it is only made anew. */
  readonly removal: string | null;
}

/** How {@link restoreIndexes} works. */
export interface RestoreIndexesOptions {
  /** Called after each index: building one on millions of rows takes seconds. */
  readonly onIndex?: (name: string) => Promise<void>;
}

/**
 * Builds the indexes that {@link deferIndexes} took away, each in a transaction of its own, so that it goes on where it
 * was interrupted; two at once share the work. Does nothing where none is missing.
 * @returns the names of those that it built.
 */
export async function restoreIndexes(db: Database, options: RestoreIndexesOptions = {}): Promise<readonly string[]> {
  const built: string[] = [];
  if (!(await hasDeferred(db))) return built;
  for (let next = await nextIndex(db); next !== undefined; next = await nextIndex(db)) {
    const name = next;
    const isBuilt = await db.transaction((tx) => build(db, tx, name));
    if (!isBuilt) continue;
    built.push(name);
    await options.onIndex?.(name);
  }
  return built;
}

async function hasDeferred(db: Database): Promise<boolean> {
  const { rows } = await sql`${sql.raw(indexSql[db.dialect].hasDeferred)}`.execute(handleOf(db).in());
  return rows.length > 0;
}

async function nextIndex(db: Database): Promise<string | undefined> {
  const rows = handleOf(db).in().selectFrom('coreDbDeferredIndex').select('name');
  return (await rows.orderBy('place').orderBy('name').limit(1).executeTakeFirst())?.name;
}

/** Whoever takes the row builds the index. */
async function build(db: Database, tx: Tx, name: string): Promise<boolean> {
  const known = handleOf(db).in(tx);
  for (const setting of indexSql[db.dialect].beforeBuilding) await sql`${sql.raw(setting)}`.execute(known);
  const taken = known.deleteFrom('coreDbDeferredIndex').where('name', '=', name).returning('definition');
  const row = await taken.executeTakeFirst();
  if (!row) return false;
  await sql`${sql.raw(row.definition)}`.execute(known);
  return true;
}
