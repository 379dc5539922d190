import { sql } from 'kysely';
import type { SchemaReader } from '../schema/schema-description.ts';

/** How many rows each of these tables has. */
export async function tableCounts(
  db: SchemaReader,
  tables: readonly string[],
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(db);
    counts[table] = Number(rows[0]?.count ?? 0);
  }
  return counts;
}
