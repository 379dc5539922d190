import * as z from 'zod/mini';
import { notAnswered, type Check } from './check.ts';

const finding = z.object({
  message: z.string(),
  remedy: z.object({ text: z.string(), commands: z.array(z.string()) }),
});

/** What core-db's validator says of a URL; masked by it already. */
export const UrlReport = z.object({
  valid: z.boolean(),
  databaseUrl: z.string(),
  dbType: z.string(),
  driver: z.nullable(z.string()),
  isAsync: z.boolean(),
  normalized: z.string(),
  issues: z.array(finding),
  warnings: z.array(finding),
});
export type UrlReport = z.infer<typeof UrlReport>;

/** Whether the configured database URL is one that a driver may see. */
export const databaseUrlCheck: Check = {
  id: 'database-url',
  title: 'Database URL',
  severity: 'critical',
  run: async ({ probe }) => {
    const answer = await probe({ task: 'url' });
    if (!answer.ok) return notAnswered(answer.detail, answer.ms);
    const report = UrlReport.parse(answer.value);
    const evidence = { URL: report.databaseUrl, Database: report.dbType, Driver: report.driver ?? 'none' };
    const [issue] = report.issues;
    if (issue !== undefined) {
      return { verdict: 'fail', summary: issue.message, evidence, remedy: issue.remedy, ms: answer.ms };
    }
    const [warning] = report.warnings;
    const summary = `${nameOf(report.dbType)}, driver ${report.driver ?? 'none'}${warning === undefined ? '' : `. ${warning.message}`}`;
    return { verdict: 'pass', summary, evidence, ms: answer.ms };
  },
};

const nameOf = (dbType: string) => (dbType === 'postgres' ? 'PostgreSQL' : 'SQLite');
