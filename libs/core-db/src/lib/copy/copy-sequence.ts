import { sql } from 'kysely';
import type { PlainKysely } from './copy-plan.ts';

interface Place {
  readonly dialect: 'sqlite' | 'postgres';
  readonly db: PlainKysely;
}

/** The highest number that a table's sequence has given, also to rows that are gone; 0 before the first. */
export async function readSequence({ dialect, db }: Place, table: string, column: string): Promise<number> {
  if (dialect === 'sqlite') {
    const { rows } = await sql<{ seq: number }>`select seq from sqlite_sequence where name = ${table}`.execute(db);
    return rows[0]?.seq ?? 0;
  }
  const { rows } = await sql<{ last: number | null }>`
    select pg_sequence_last_value(pg_get_serial_sequence(quote_ident(${table}), ${column})::regclass) as last`.execute(
    db,
  );
  return Number(rows[0]?.last ?? 0);
}

/** Makes a table's sequence go on behind a number. */
export async function writeSequence(
  { dialect, db }: Place,
  table: string,
  column: string,
  last: number,
): Promise<void> {
  if (dialect === 'postgres') {
    await sql`select setval(pg_get_serial_sequence(quote_ident(${table}), ${column}), ${sql.lit(Math.max(last, 1))}, ${sql.lit(last > 0)})`.execute(
      db,
    );
    return;
  }
  await sql`delete from sqlite_sequence where name = ${table}`.execute(db);
  await sql`insert into sqlite_sequence (name, seq) values (${table}, ${last})`.execute(db);
}
