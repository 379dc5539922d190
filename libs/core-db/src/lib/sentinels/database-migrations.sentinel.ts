import { defineSentinel, toAppError, type Sentinel, type SentinelResult } from '@aicmo/core-kernel';
import { migrationStatus } from '../bootstrap.ts';
import type { MigrationStatus } from '../define-migrations.ts';
import { migrationReasons } from './database-reasons.ts';
import type { DbSentinelDeps } from './index.ts';

/** Whether the schema is the one that this code expects, migration by migration. */
export const databaseMigrationsSentinel = ({ url, migrations, unreadableScopes = [] }: DbSentinelDeps): Sentinel =>
  defineSentinel({
    id: 'core-db-migrations',
    title: 'Schema is up to date',
    severity: 'critical',
    reasons: migrationReasons,
    timeoutMs: 15_000,
    after: ['core-db-tables'],
    run: async () => {
      try {
        return verdictOf(await migrationStatus(url, migrations, { unreadable: unreadableScopes }));
      } catch (error) {
        const { code, message } = toAppError(error);
        if (code === 'migration-broken') return brokenCode(message);
        return { verdict: 'unknown', reason: code, summary: `The schema could not be read: ${message}` };
      }
    },
  });

/** The fault is in this installation, whatever the database is like. */
const brokenCode = (summary: string): SentinelResult => ({
  verdict: 'fail',
  reason: 'migration-broken',
  summary,
  remedy: { text: 'Install this version again, completely.', commands: ['npm ci'] },
});

function verdictOf({ state, finding, applied, pending, unknown, lastRun }: MigrationStatus): SentinelResult {
  const evidence = { applied: applied.length, pending: pending.length, newer: unknown.length };
  if (finding === null) {
    return {
      verdict: 'pass',
      summary: `All ${applied.length} migrations are applied, as they stand in this code.`,
      evidence: lastRun === null ? evidence : { ...evidence, lastAt: lastRun.at },
    };
  }
  const { code, message, remedy } = finding;
  // Another process is at it: what it will leave behind nobody knows yet.
  if (state === 'running') return { verdict: 'unknown', reason: code, summary: message, evidence, remedy };
  return { verdict: 'fail', reason: code, summary: message, evidence, remedy };
}
