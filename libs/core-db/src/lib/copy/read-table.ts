import { sql } from 'kysely';
import { conflict } from '@aicmo/core-kernel';
import type { PlainKysely, TablePlan } from './copy-plan.ts';

/** The cells of one row, in the order of the plan's columns. */
export type Cells = readonly (string | number | null)[];

/** Reads a table in the order of its key, `rowsAtOnce` rows in one piece, beginning behind a key. */
export async function* readTable(
  db: PlainKysely,
  plan: TablePlan,
  { rowsAtOnce, after }: { readonly rowsAtOnce: number; readonly after: Cells | null },
): AsyncGenerator<readonly Cells[]> {
  const { table, columns, key } = plan;
  const names = sql.join(columns.map((name) => sql.ref(name)));
  const keys = sql.join(key.map((name) => sql.ref(name)));
  for (let last = after; ;) {
    const behind = last === null ? sql`` : sql`where (${keys}) > (${sql.join(last)})`;
    const { rows } = await sql<Readonly<Record<string, unknown>>>`
      select ${names} from ${sql.table(table)} ${behind} order by ${keys} limit ${sql.lit(rowsAtOnce)}`.execute(db);
    const cells = rows.map((row) => columns.map((name) => cellOf(row[name], plan, name)));
    const end = cells.at(-1);
    if (end === undefined) return;
    yield cells;
    if (cells.length < rowsAtOnce) return;
    last = keyOf(plan, end);
  }
}

/** The key of a row. */
export const keyOf = ({ columns, key }: TablePlan, cells: Cells): Cells =>
  key.map((name) => cells[columns.indexOf(name)] ?? null);

/** How many rows a table has. */
export async function countRows(db: PlainKysely, table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

function cellOf(value: unknown, { table, integers }: TablePlan, column: string): string | number | null {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'number' && (Number.isSafeInteger(value) || !integers.has(column))) return value;
  throw conflict({
    code: 'copy-number',
    message: `Found ${String(value)} in ${table}.${column}; expected text, null, or a number that is exact (whole ones up to 2^53).`,
  });
}
