import { defineSentinel, toAppError, type Sentinel, type SentinelResult } from '@aicmo/core-kernel';
import { migrationStatus } from '../bootstrap.ts';
import type { MigrationStatus } from '../define-migrations.ts';
import type { DbSentinelDeps } from './index.ts';

/** Whether the schema is the one that this code expects. */
export const databaseMigrationsSentinel = ({ url, migrations }: DbSentinelDeps): Sentinel =>
  defineSentinel({
    id: 'core-db-migrations',
    title: 'Schema is up to date',
    severity: 'critical',
    timeoutMs: 15_000,
    after: ['core-db-reachable'],
    run: async () => {
      try {
        return verdictOf(await migrationStatus(url, migrations));
      } catch (error) {
        const { code, message } = toAppError(error);
        return { verdict: 'unknown', reason: code, summary: `The schema could not be read: ${message}` };
      }
    },
  });

function verdictOf({ applied, pending, unknown }: MigrationStatus): SentinelResult {
  const evidence = { applied: applied.length, pending: pending.length, newer: unknown.length };
  if (unknown.length > 0) {
    return {
      verdict: 'fail',
      reason: 'db-newer',
      summary: 'The database was migrated by a newer version.',
      evidence,
      remedy: { text: 'Start the newer version of AICMO.', commands: [] },
    };
  }
  return pending.length > 0
    ? {
        verdict: 'fail',
        reason: 'migration-pending',
        summary: `${pending.length} migrations are waiting.`,
        evidence,
        remedy: { text: 'Bring the schema up to date.', commands: ['npx aicmo db bootstrap'] },
      }
    : { verdict: 'pass', summary: `All ${applied.length} migrations are applied.`, evidence };
}
