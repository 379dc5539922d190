import BetterSqlite from 'better-sqlite3';

const rowsRead = 50_000;
const rowsPerTransaction = 5000;

/**
 * The floor: better-sqlite3 inserting the very rows that an import has stored, in transactions of 5,000, into a table of
 * the same columns without any index or key. Only the inserting counts, not the reading. Milliseconds.
 */
export function rawInsert(source: string, target: string, where = '1'): number {
  const from = new BetterSqlite(source, { readonly: true });
  const raw = new BetterSqlite(target);
  try {
    for (const setting of ['journal_mode = WAL', 'synchronous = NORMAL']) raw.pragma(setting);
    const columns = from
      .prepare<[], { name: string; type: string }>(`select name, type from pragma_table_info('cam_lead')`)
      .all();
    raw.exec(`create table raw_lead (${columns.map(({ name, type }) => `${name} ${type}`).join(', ')})`);
    const insert = raw.prepare(`insert into raw_lead values (${columns.map(() => '?').join(', ')})`);
    let took = 0;
    let chunk: unknown[][] = [];
    const flush = (): void => {
      const started = performance.now();
      for (let at = 0; at < chunk.length; at += rowsPerTransaction) {
        const part = chunk.slice(at, at + rowsPerTransaction);
        raw.transaction(() => part.forEach((row) => insert.run(row)))();
      }
      took += performance.now() - started;
      chunk = [];
    };
    for (const row of from.prepare<[], unknown[]>(`select * from cam_lead where ${where}`).raw().iterate()) {
      if (chunk.push(row) === rowsRead) flush();
    }
    flush();
    return took;
  } finally {
    raw.close();
    from.close();
  }
}
