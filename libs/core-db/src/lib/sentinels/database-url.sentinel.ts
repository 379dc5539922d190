import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import { validateDatabaseUrl } from '../database-url.ts';
import { urlReasons } from './url-reasons.ts';
import type { DbSentinelDeps } from './index.ts';

/** Whether the database URL is one that a driver may see. */
export const databaseUrlSentinel = ({ url }: DbSentinelDeps): Sentinel =>
  defineSentinel({
    id: 'core-db-url',
    title: 'Database URL is valid',
    severity: 'critical',
    reasons: urlReasons,
    timeoutMs: 20_000,
    run: async () => {
      const report = validateDatabaseUrl(url);
      const [issue] = report.issues;
      const evidence = {
        ...{ url: report.databaseUrl, database: report.dbType, driver: report.driver ?? 'none' },
        warnings: report.warnings.map(({ code }) => code).join(', ') || 'none',
      };
      return issue
        ? {
            verdict: 'fail',
            reason: issue.code,
            summary: issue.message,
            evidence,
            remedy: issue.remedy,
          }
        : {
            verdict: 'pass',
            summary: [
              `The URL names a ${report.dbType === 'postgres' ? 'PostgreSQL' : 'SQLite'} database.`,
              ...report.warnings.map(({ message }) => message),
            ].join(' '),
            evidence,
          };
    },
  });
