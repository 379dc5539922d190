import type { Database, DbHandle } from '@aicmo/core-db';
import { CompiledQuery, sql, type Kysely } from 'kysely';
import type { CamTables } from './cam-tables.ts';

/** A database whose statements are told, for specs that ask how they are gone through. */
export interface WatchedDatabase {
  readonly db: Database;
  /** Every statement since the beginning, or since it was emptied. */
  readonly seen: CompiledQuery[];
}

/** The same database; cam's statements are told before they are executed. */
export function watchedDatabase(db: Database): WatchedDatabase {
  const seen: CompiledQuery[] = [];
  const watched = <Tables>(builder: Kysely<Tables>): Kysely<Tables> =>
    builder.withPlugin({
      transformQuery: ({ node, queryId }) => {
        const executor = builder.getExecutor();
        seen.push(executor.compileQuery(executor.transformQuery(node, queryId), queryId));
        return node;
      },
      transformResult: async ({ result }) => result,
    });
  const handle = <Tables>(scope: string): DbHandle<Tables> => {
    const plain = db.handle<Tables>(scope);
    return { ...plain, in: (tx) => watched(plain.in(tx)) };
  };
  return { db: { ...db, handle }, seen };
}

/** How the database would go through a statement if its tables were not as small as those of a spec. */
export function planOf(db: Database, { sql: text, parameters }: CompiledQuery): Promise<string> {
  return db.transaction(async (tx) => {
    const builder = db.handle<CamTables>('cam').in(tx);
    const isSqlite = db.dialect === 'sqlite';
    if (!isSqlite) await sql`set local enable_seqscan = off`.execute(builder);
    const how = isSqlite ? 'explain query plan' : 'explain (costs off)';
    const explain = CompiledQuery.raw(`${how} ${text}`, [...parameters]);
    const { rows } = await builder.executeQuery<Record<string, unknown>>(explain);
    return rows.map((row) => String(row['detail'] ?? row['queryPlan'] ?? Object.values(row)[0])).join('\n');
  });
}
