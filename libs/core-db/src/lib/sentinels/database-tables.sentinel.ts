import { statSync } from 'node:fs';
import { defineSentinel, type Sentinel, type SentinelResult } from '@aicmo/core-kernel';
import { noTables } from '../schema/integrity.ts';
import { tablePrefix } from '../scope-guard.ts';
import { lookIntoDatabase, sqliteFileOf } from './look-into-database.ts';
import { tablesReasons } from './database-reasons.ts';
import type { DbSentinelDeps } from './index.ts';

/** Whether the tables are there: a file that answers may be empty, and one without its write-ahead log has lost them. */
export const databaseTablesSentinel = ({ url, migrations }: DbSentinelDeps): Sentinel =>
  defineSentinel({
    id: 'core-db-tables',
    title: 'Tables are there',
    severity: 'critical',
    reasons: tablesReasons,
    timeoutMs: 15_000,
    after: ['core-db-reachable'],
    run: async () => {
      const { listTables } = await import('../migrate.ts');
      return lookIntoDatabase(url, async (db) => {
        const tables = await listTables(db);
        if (tables.length === 0) return empty(db.dialect, url);
        const scopes = migrations.map(({ scope }) => scope);
        const own = scopes.filter((scope) => tables.some((table) => table.startsWith(tablePrefix(scope))));
        const evidence = { tables: tables.length, libraries: own.length };
        return { verdict: 'pass', summary: `There are ${tables.length} tables.`, evidence };
      });
    },
  });

/** A bootstrap would only cover a loss; who knows that the file is new finds it in the help. */
const searchFirst = {
  text: 'Look for the file beside it that ends in -wal, or restore a backup, before anything writes. If you know that nothing was ever in it, make the tables as on the first day.',
  commands: ['npx aicmo db backup --list', 'npx aicmo db restore --help'],
};

function empty(dialect: 'sqlite' | 'postgres', url: string): SentinelResult {
  const file = sqliteFileOf(url);
  const bytes = file === undefined ? 0 : (statSync(file, { throwIfNoEntry: false })?.size ?? 0);
  const { code, message } = noTables(dialect);
  // A file with a header was written to once: whether its tables were lost nobody can tell from it.
  if (bytes > 0)
    return { verdict: 'unknown', reason: code, summary: message, evidence: { tables: 0, bytes }, remedy: searchFirst };
  return {
    ...{ verdict: 'fail', reason: 'db-empty', evidence: { tables: 0, bytes } },
    summary: dialect === 'sqlite' ? 'The file is empty: no table was ever made in it.' : message,
    remedy: { text: 'Make the tables.', commands: ['npx aicmo db bootstrap'] },
  };
}
