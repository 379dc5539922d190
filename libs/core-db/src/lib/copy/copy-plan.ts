import { sql, type Kysely } from 'kysely';
import { conflict } from '@aicmo/core-kernel';

/** Whatever runs a statement of core-db's own: the plain builder, a connection of it, or a transaction. */
export type PlainKysely = Kysely<Record<string, Record<string, unknown>>>;

/** One table, as far as copying it goes. */
export interface TablePlan {
  readonly table: string;
  /** By name: in this order rows are read, written and hashed. */
  readonly columns: readonly string[];
  /** The primary key's columns, in its order. */
  readonly key: readonly string[];
  /** The columns of whole numbers, which are exact up to 2^53 only. */
  readonly integers: ReadonlySet<string>;
  /** Tables that its rows point to. */
  readonly pointsTo: readonly string[];
  /** The column that the database numbers by itself. */
  readonly sequence: string | null;
}

interface ColumnRow {
  readonly table: string;
  readonly name: string;
  /** Its place in the primary key, from 1; 0 outside. */
  readonly key: number;
  readonly numbered: number;
  readonly type: string;
}

const columnsOf = {
  sqlite: sql<ColumnRow>`
    select m.name as "table", c.name as name, c.pk as key, lower(c.type) as type,
      case when c.pk = 1 and lower(m.sql) like '%autoincrement%' then 1 else 0 end as numbered
    from sqlite_master as m, pragma_table_info(m.name) as c where m.type = 'table' order by m.name, c.name`,
  postgres: sql<ColumnRow>`
    select t.relname as "table", a.attname as name, coalesce(array_position(i.indkey::int[], a.attnum::int), -1) + 1 as key, format_type(a.atttypid, null) as type,
      case when a.attidentity <> '' then 1 else 0 end as numbered
    from pg_class as t join pg_attribute as a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
    left join pg_index as i on i.indrelid = t.oid and i.indisprimary
    where t.relkind = 'r' and t.relnamespace = current_schema()::regnamespace
    order by t.relname collate "C", a.attname collate "C"`,
} as const;

const pointersOf = {
  sqlite: sql<Pointer>`
    select m.name as "from", f."table" as "to" from sqlite_master as m, pragma_foreign_key_list(m.name) as f where m.type = 'table'`,
  postgres: sql<Pointer>`
    select f.relname as "from", t.relname as "to" from pg_constraint as c
    join pg_class as f on f.oid = c.conrelid join pg_class as t on t.oid = c.confrelid
    where c.contype = 'f' and c.connamespace = current_schema()::regnamespace`,
} as const;

interface Pointer {
  readonly from: string;
  readonly to: string;
}

/** Reads what there is to copy: those of `tables` that the database has, each after the tables that it points to. */
export async function planCopy(
  dialect: 'sqlite' | 'postgres',
  db: PlainKysely,
  tables: ReadonlySet<string>,
): Promise<readonly TablePlan[]> {
  const columns = Map.groupBy((await columnsOf[dialect].execute(db)).rows, ({ table }) => table);
  const pointers = (await pointersOf[dialect].execute(db)).rows;
  const plans = [...columns].flatMap(([table, rows]) => (tables.has(table) ? [planOf(table, rows, pointers)] : []));
  return inOrder(plans);
}

function planOf(table: string, rows: readonly ColumnRow[], pointers: readonly Pointer[]): TablePlan {
  const key = rows
    .filter((row) => Number(row.key) > 0)
    .sort((a, b) => Number(a.key) - Number(b.key))
    .map(({ name }) => name);
  if (key.length === 0) {
    throw conflict({
      code: 'copy-no-key',
      message: `The table ${table} has no primary key; expected one, by which it is copied in batches. Add it by a migration.`,
    });
  }
  return {
    table,
    key,
    columns: rows.map(({ name }) => name),
    integers: new Set(rows.filter(({ type }) => /int/.test(type)).map(({ name }) => name)),
    pointsTo: pointers.filter((each) => each.from === table && each.to !== table).map(({ to }) => to),
    sequence: rows.find((row) => Number(row.numbered) === 1)?.name ?? null,
  };
}

/** By name, but each after those that it points to. */
function inOrder(plans: readonly TablePlan[]): readonly TablePlan[] {
  const ordered: TablePlan[] = [];
  let waiting = [...plans];
  while (waiting.length > 0) {
    const free = waiting.filter(({ pointsTo }) => !waiting.some(({ table }) => pointsTo.includes(table)));
    if (free.length === 0) {
      throw conflict({
        code: 'copy-circular',
        message: `The tables ${waiting.map(({ table }) => table).join(', ')} point to each other in a circle, so that none can be filled first.`,
      });
    }
    ordered.push(...free);
    waiting = waiting.filter((plan) => !free.includes(plan));
  }
  return ordered;
}
