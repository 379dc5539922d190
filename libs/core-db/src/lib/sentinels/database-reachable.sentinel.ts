import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { defineSentinel, type Sentinel, type SentinelResult } from '@aicmo/core-kernel';
import { inShell, lookIntoDatabase, sqliteFileOf } from './look-into-database.ts';
import { reachableReasons } from './database-reasons.ts';
import type { DbSentinelDeps } from './index.ts';

/** Whether the database opens and its list of tables can be read; a missing SQLite file is never made. */
export const databaseReachableSentinel = ({ url }: DbSentinelDeps): Sentinel =>
  defineSentinel({
    id: 'core-db-reachable',
    title: 'Database answers',
    severity: 'critical',
    reasons: reachableReasons,
    timeoutMs: 15_000,
    after: ['core-db-url'],
    run: async () => {
      const file = sqliteFileOf(url);
      if (file !== undefined && !existsSync(file)) return notThere(file);
      const logBytes = file === undefined ? 0 : sizeOf(`${file}-wal`);
      const started = performance.now();
      const { listTables } = await import('../migrate.ts');
      const found = await lookIntoDatabase(url, async (db) => {
        const tables = await listTables(db);
        const ms = Math.round(performance.now() - started);
        const evidence = { url: db.url, tables: tables.length, 'answered in ms': ms };
        return { verdict: 'pass', summary: `It answers, with ${tables.length} tables.`, evidence };
      });
      return found.verdict === 'pass' && file !== undefined ? withFile(found, file, logBytes) : found;
    },
  });

/** A look is `stat` alone: the file is read by SQLite and by nothing else. */
const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

function notThere(file: string): SentinelResult {
  const folder = path.dirname(file);
  if (existsSync(folder)) {
    return {
      ...{ verdict: 'fail', reason: 'db-no-file', summary: `There is no database at ${file} yet.` },
      ...{ evidence: { file }, remedy: { text: 'Make it.', commands: ['npx aicmo db bootstrap'] } },
    };
  }
  return {
    ...{ verdict: 'fail', reason: 'db-no-folder', summary: `There is no database at ${file}, nor the folder for it.` },
    evidence: { file },
    remedy: {
      text: 'Make both, if the path in DATABASE_URL is the one that you mean.',
      commands: [`mkdir -p ${inShell(folder)}`, 'npx aicmo db bootstrap'],
    },
  };
}

/** A write-ahead log with something in it, that is gone when we have looked, was left by a program that did not end by itself. */
function withFile(found: SentinelResult, file: string, logBytes: number): SentinelResult {
  const recovered = logBytes > 0 && sizeOf(`${file}-wal`) === 0;
  const evidence = { ...found.evidence, bytes: sizeOf(file), 'bytes in the write-ahead log': logBytes };
  const summary = recovered
    ? `${found.summary} ${logBytes} bytes of the write-ahead log of a program that did not end by itself were taken over.`
    : found.summary;
  return { verdict: 'pass', summary, evidence };
}
