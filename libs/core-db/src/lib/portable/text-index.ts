import type { QueryExecutorProvider, RawBuilder, Sql, SqlBool } from 'kysely';
import type { Database } from '../open-database.ts';
import { containing } from './text-search.ts';

/** A text column in which parts of words are found at once. Names are the database's own: snake_case. */
export interface TextIndex {
  /** `cam_lead_text`: begins with the scope, as its table does. */
  readonly name: string;
  readonly table: string;
  /** Not null, and folded before it is stored: the index tells upper from lower case. */
  readonly column: string;
}

/** How rows with parts of words are found. */
export interface TextFinder {
  /**
   * Rows whose text holds all of the parts, by the index; in a statement over the table alone, without an alias. With
   * `most`, SQLite looks at so many rows of the index only: some of those that would be found.
   */
  found(parts: readonly string[], most?: number): RawBuilder<SqlBool>;
  /** Those of `found` that fit a condition which another index answers: both are brought together before a row is read. */
  among(parts: readonly string[], condition: RawBuilder<SqlBool>): RawBuilder<SqlBool>;
  /**
   * The marks ({@link rowMark}) of all that may hold the parts, for rows that another index finds in its order: gathered
   * once in a statement. Whoever is in it has to be compared with the text still. Null where the index cannot.
   */
  marks(parts: readonly string[]): RawBuilder<unknown> | null;
  /** The same without the index, for a statement that goes through the rows in another index's order. */
  holds(parts: readonly string[]): RawBuilder<SqlBool>;
  /**
   * About how many rows `found` would have. Up to `limit` never too few; what has more is measured by how far into the
   * table so many are spread (SQLite), or given as `limit`.
   */
  count(db: QueryExecutorProvider, parts: readonly string[], limit: number): Promise<number>;
  readonly many: ManyTexts;
}

/**
 * For a transaction that writes many rows: FTS5 writes what it has to the file at each row of a trigger, and takes ten
 * times as long as for all rows in one statement (measured). Nothing to do on PostgreSQL. In order: `begin`, `forget` of
 * rows whose text is going to change, the rows themselves, `learn` of those and of new ones, `end`.
 */
export interface ManyTexts {
  readonly begin: readonly RawBuilder<unknown>[];
  forget(ids: readonly string[]): readonly RawBuilder<unknown>[];
  learn(ids: readonly string[]): readonly RawBuilder<unknown>[];
  readonly end: readonly RawBuilder<unknown>[];
}

/** Signs of a part that the index needs; a shorter one is looked for in the text of each row. */
const shortestPart = 3;

/**
 * The statements that make an index for parts of words. It is kept by the database itself at each write of a row.
 *
 * SQLite: FTS5's trigrams beside the table (https://www.sqlite.org/fts5.html#the_trigram_tokenizer), kept by triggers,
 * without positions, for what is found is compared with the text again. It knows rows by their rowid, which nothing
 * changes in a table with an index of its own (VACUUM renumbers only those without one).
 * PostgreSQL: a GIN index of pg_trgm, made where the extension is there or may be made; without it the rows are read.
 */
export function textIndexSql(dialect: Database['dialect'], index: TextIndex): readonly string[] {
  const { name, table, column } = index;
  if (dialect === 'postgres') return [postgresIndex(index)];
  return [
    `create virtual table ${name} using fts5(${column}, content='${table}', content_rowid='rowid', tokenize='trigram case_sensitive 1', detail='none', columnsize=0)`,
    ...sqliteTriggers(index),
    `insert into ${name} (${name}) values ('rebuild')`,
  ];
}

function sqliteTriggers({ name, table, column }: TextIndex): readonly string[] {
  const add = `insert into ${name} (rowid, ${column}) values (new.rowid, new.${column});`;
  const remove = `insert into ${name} (${name}, rowid, ${column}) values ('delete', old.rowid, old.${column});`;
  return [
    `create trigger ${name}_added after insert on ${table} begin ${add} end`,
    `create trigger ${name}_removed after delete on ${table} begin ${remove} end`,
    `create trigger ${name}_changed after update of ${column} on ${table} when old.${column} <> new.${column} begin ${remove} ${add} end`,
  ];
}

/** The extension may lie in any schema of the database, so that its operators are named with it. */
const postgresIndex = ({ name, table, column }: TextIndex): string => `do $$
declare home text;
begin
  begin
    create extension if not exists pg_trgm;
  exception when others then null;
  end;
  select nspname into home from pg_extension join pg_namespace on pg_namespace.oid = extnamespace where extname = 'pg_trgm';
  if home is not null then
    execute format('create index ${name} on ${table} using gin (${column} %I.gin_trgm_ops)', home);
  end if;
end $$`;

/** Opens what looks into a text index. The query builder is loaded here and not at import. */
export async function openTextFinder(db: Pick<Database, 'dialect'>, index: TextIndex): Promise<TextFinder> {
  const { sql } = await import('kysely');
  const { name, table, column } = index;
  const holds = (parts: readonly string[]): RawBuilder<SqlBool> =>
    parts.length === 0
      ? sql<SqlBool>`1 = 1`
      : sql<SqlBool>`(${sql.join(
          parts.map((part) => sql`${sql.ref(`${table}.${column}`)} like ${containing(part)} escape '\\'`),
          sql` and `,
        )})`;
  const isSqlite = db.dialect === 'sqlite';
  const hits = (parts: readonly string[], most?: number) =>
    sql`select rowid from ${sql.table(name)} where ${sql.table(name)} match ${trigramsOf(parts)}${most === undefined ? sql`` : sql` limit ${most}`}`;
  const isIndexed = (parts: readonly string[]): boolean => parts.some((part) => [...part].length >= shortestPart);
  return {
    holds,
    found: (parts, most) =>
      isSqlite && isIndexed(parts)
        ? sql<SqlBool>`(${sql.table(table)}.rowid in (${hits(parts, most)}) and ${holds(parts)})`
        : holds(parts),
    among: (parts, condition) =>
      isSqlite && isIndexed(parts)
        ? sql<SqlBool>`(${sql.table(table)}.rowid in (
            ${hits(parts)} intersect select rowid from ${sql.table(table)} where ${condition}) and ${holds(parts)})`
        : sql<SqlBool>`(${condition} and ${holds(parts)})`,
    marks: (parts) => (isSqlite && isIndexed(parts) ? hits(parts) : null),
    count: async (builder, parts, limit) => {
      if (!isIndexed(parts)) return limit;
      if (isSqlite) return countSpread(sql, builder, { table, hits: hits(parts, limit), limit });
      const { rows } = await sql<{ count: number }>`
        select count(*) as count
        from (select 1 from ${sql.table(table)} where ${holds(parts)} limit ${limit}) as hits`.execute(builder);
      return Number(rows[0]?.count ?? 0);
    },
    many: isSqlite ? manyInSqlite(sql, index) : { begin: [], forget: () => [], learn: () => [], end: [] },
  };
}

interface Spread {
  readonly table: string;
  /** In the order of the rows. */
  readonly hits: RawBuilder<unknown>;
  readonly limit: number;
}

async function countSpread(sql: Sql, builder: QueryExecutorProvider, { table, hits, limit }: Spread): Promise<number> {
  const { rows } = await sql<{ count: number; last: number | null; first: number; end: number }>`
    select count(*) as count, max(rowid) as last,
      (select min(rowid) from ${sql.table(table)}) as first, (select max(rowid) from ${sql.table(table)}) as end
    from (${hits}) as hits`.execute(builder);
  const [{ count, last, first, end } = { count: 0, last: null, first: 0, end: 0 }] = rows;
  if (count < limit || last === null) return count;
  return Math.max(count, Math.round((count * (end - first + 1)) / Math.max(1, last - first + 1)));
}

/** The ids by the table's own column `id`. */
function manyInSqlite(sql: Sql, index: TextIndex): ManyTexts {
  const { name, table, column } = index;
  const [text, rows, words] = [sql.table(name), sql.table(table), sql.ref(column)];
  const among = (ids: readonly string[]) => sql`${rows} where id in (${sql.join(ids)})`;
  const statements = (texts: readonly string[]) => texts.map((each) => sql.raw(each));
  return {
    begin: statements(['added', 'removed', 'changed'].map((end) => `drop trigger if exists ${name}_${end}`)),
    forget: (ids) => [
      sql`insert into ${text} (${text}, rowid, ${words}) select 'delete', rowid, ${words} from ${among(ids)}`,
    ],
    learn: (ids) => [
      sql`insert into ${text} (rowid, ${words}) select rowid, ${words} from ${among(ids)} order by rowid`,
    ],
    end: statements(sqliteTriggers(index)),
  };
}

/** Every three signs in a row of each part, each as a text of its own: all of them must be there. */
function trigramsOf(parts: readonly string[]): string {
  const grams = new Set<string>();
  for (const part of parts) {
    const signs = [...part];
    for (let at = 0; at + shortestPart <= signs.length; at += 1) grams.add(signs.slice(at, at + shortestPart).join(''));
  }
  return [...grams].map((gram) => `"${gram.replaceAll('"', '""')}"`).join(' ');
}
