import { unavailable } from '@aicmo/core-kernel';
import type { MigrationName } from '../define-migrations.ts';
import { listTables, readMigrationStatus } from '../migrate.ts';
import { openWithParts } from '../open-with-parts.ts';
import { integrityFindings } from '../schema/integrity.ts';
import { tableCounts } from './table-counts.ts';

/** What a SQLite file holds. */
export interface Contents {
  readonly migrations: readonly MigrationName[];
  readonly rows: Readonly<Record<string, number>>;
  /** Rows that point to rows that do not exist, in words; not looked for in a file that is known to be whole. */
  readonly dangling: readonly string[];
}

/**
 * Reads what a SQLite file holds, changing nothing. Throws `db-corrupt` (unavailable) for one that is not whole.
 * @param pages whether each page and reference is read; not again in a copy that was just made and checked
 */
export async function lookInto(file: string, pages: 'to be checked' | 'known to be whole'): Promise<Contents> {
  const db = openWithParts(`sqlite:${file}`, { mustExist: true, readOnly: true });
  try {
    const findings = pages === 'to be checked' ? await integrityFindings('sqlite', db.raw) : [];
    const damage = findings.find(({ code }) => code === 'db-corrupt');
    if (damage) throw unavailable({ code: 'db-corrupt', message: damage.message });
    const { applied } = await readMigrationStatus(db, []);
    const rows = await tableCounts(db.raw, await listTables(db));
    return { migrations: applied, rows, dangling: findings.map(({ message }) => message) };
  } finally {
    await db.close();
  }
}
