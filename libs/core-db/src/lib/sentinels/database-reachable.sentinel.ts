import { defineSentinel, toAppError, type Sentinel, type SentinelResult } from '@aicmo/core-kernel';
import { passingCodes, remedyIn } from '../driver-errors.ts';
import type { DbSentinelDeps } from './index.ts';

/** Who asks whether it answers wants to know soon. */
const patienceMs = 3000;

/** Whether the database opens and its list of tables can be read; a missing SQLite file is never made. */
export const databaseReachableSentinel = ({ url }: DbSentinelDeps): Sentinel =>
  defineSentinel({
    id: 'core-db-reachable',
    title: 'Database answers',
    severity: 'critical',
    timeoutMs: 15_000,
    after: ['core-db-url'],
    run: async (): Promise<SentinelResult> => {
      const [{ listTables }, { openWithParts }] = [
        await import('../migrate.ts'),
        await import('../open-with-parts.ts'),
      ];
      const db = openWithParts(url, { mustExist: true, readOnly: true, connectTimeoutMs: patienceMs });
      try {
        const tables = await listTables(db);
        return {
          verdict: 'pass',
          summary: `It answers, with ${tables.length} tables.`,
          evidence: { tables: tables.length },
        };
      } catch (error) {
        const { code, message, details } = toAppError(error);
        const missing = code === 'db-no-file';
        return {
          // What passes by itself says nothing about the database.
          verdict: passingCodes.includes(code) ? 'unknown' : 'fail',
          reason: code,
          summary: missing ? 'There is no database file yet.' : message,
          evidence: { code },
          remedy: missing
            ? { text: 'Make it.', commands: ['npx aicmo db bootstrap'] }
            : (remedyIn(details) ?? { text: message, commands: [] }),
        };
      } finally {
        await db.close();
      }
    },
  });
