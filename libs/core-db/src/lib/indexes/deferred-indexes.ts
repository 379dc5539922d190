import { sql } from 'kysely';
import type { Database, DbHandle, Tx } from '../open-database.ts';
import { deferredTable, indexSql } from './index-sql.ts';

interface Tables {
  coreDbDeferredIndex: { name: string; tableName: string; definition: string };
}

const handleOf = (db: Database): DbHandle<Tables> => db.handle<Tables>('core_db');

/**
 * Takes the plain indexes of tables away, so that very many rows can be inserted without keeping them: building them
 * afterwards costs a fraction. Unique ones and keys stay, for they say what is true. The definitions are kept in the
 * database in the same transaction: {@link restoreIndexes} brings them back, and so does `bootstrapDatabaseSchema`, also
 * after a crash of whoever took them away. Meanwhile everything works and reading is slow.
 * @param tables by the database's own names.
 * @returns the names of the indexes; none the second time.
 */
export async function deferIndexes(db: Database, tables: readonly string[]): Promise<readonly string[]> {
  return db.transaction(async (tx) => {
    const known = handleOf(db).in(tx);
    const { rows } = await sql<FoundIndex>`${sql.raw(indexSql[db.dialect].plainIndexes)}`.execute(known);
    const found = rows.filter(({ tableName }) => tables.includes(tableName));
    if (found.length === 0) return [];
    await sql`create table if not exists ${sql.table(deferredTable)} (name text primary key, table_name text not null, definition text not null)`.execute(
      known,
    );
    await known.insertInto('coreDbDeferredIndex').values(found).execute();
    for (const { name } of found) await sql`drop index ${sql.ref(name)}`.execute(known);
    return found.map(({ name }) => name);
  });
}

interface FoundIndex {
  readonly name: string;
  readonly tableName: string;
  readonly definition: string;
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
  await dropWhenEmpty(db);
  return built;
}

async function hasDeferred(db: Database, tx?: Tx): Promise<boolean> {
  const { rows } = await sql`${sql.raw(indexSql[db.dialect].hasDeferred)}`.execute(handleOf(db).in(tx));
  return rows.length > 0;
}

async function nextIndex(db: Database): Promise<string | undefined> {
  if (!(await hasDeferred(db))) return undefined;
  const rows = handleOf(db).in().selectFrom('coreDbDeferredIndex').select('name');
  return (await rows.orderBy('name').limit(1).executeTakeFirst())?.name;
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

async function dropWhenEmpty(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await hasDeferred(db, tx))) return;
    const known = handleOf(db).in(tx);
    const left = await known.selectFrom('coreDbDeferredIndex').select('name').limit(1).executeTakeFirst();
    if (!left) await sql`drop table ${sql.table(deferredTable)}`.execute(known);
  });
}
