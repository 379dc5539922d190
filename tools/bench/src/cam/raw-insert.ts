import BetterSqlite from 'better-sqlite3';
import type { Measured } from './measured.ts';

const rowsRead = 5000;
const rowsPerTransaction = 5000;

/**
 * The floor: better-sqlite3 inserting the very rows that an import has stored, in transactions of 5,000, into tables of
 * the same columns without any index or key. Only the inserting counts, not the reading. `where` says which leads; of
 * other tables their rows.
 */
export function rawInsert(source: string, target: string, tables: readonly string[], where = '1'): Measured {
  const from = new BetterSqlite(source, { readonly: true });
  const raw = new BetterSqlite(target);
  let [ms, cpuMs] = [0, 0];
  try {
    for (const setting of ['journal_mode = WAL', 'synchronous = NORMAL']) raw.pragma(setting);
    for (const table of tables) {
      const columns = from
        .prepare<[], { name: string; type: string }>(`select name, type from pragma_table_info('${table}')`)
        .all();
      raw.exec(`create table ${table} (${columns.map(({ name, type }) => `"${name}" ${type}`).join(', ')})`);
      const insert = raw.prepare(`insert into ${table} values (${columns.map(() => '?').join(', ')})`);
      const flush = (chunk: readonly unknown[][]): void => {
        const [started, cpu] = [performance.now(), process.threadCpuUsage()];
        for (let at = 0; at < chunk.length; at += rowsPerTransaction) {
          const part = chunk.slice(at, at + rowsPerTransaction);
          raw.transaction(() => part.forEach((row) => insert.run(row)))();
        }
        ms += performance.now() - started;
        const { user, system } = process.threadCpuUsage(cpu);
        cpuMs += (user + system) / 1000;
      };
      let chunk: unknown[][] = [];
      const own = table === 'cam_lead' ? where : `lead_id in (select id from cam_lead where ${where})`;
      for (const row of from.prepare<[], unknown[]>(`select * from ${table} where ${own}`).raw().iterate()) {
        if (chunk.push(row) < rowsRead) continue;
        flush(chunk);
        chunk = [];
      }
      flush(chunk);
    }
    return { ms, cpuMs, busiestMs: cpuMs, mostMb: 0 };
  } finally {
    raw.close();
    from.close();
  }
}
