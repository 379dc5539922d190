/*
 * Started by tools/cli/doctor-checks.mjs under the pinned Node: prints, as JSON, what the database's own checks find at
 * the address that every program of the house would use. Secrets are masked by the checks; no file is made.
 */
import { runSentinels, systemClock, toAppError, type SentinelReport } from '@aicmo/core-kernel';
import { dbSentinels, maskUrl } from '@aicmo/core-db';
import { parseWorkspaceEnv } from '@aicmo/workspace';
import { repositoryFolder } from './repository-folder.ts';

process.stdout.write(JSON.stringify({ results: await results() }));

async function results(): Promise<readonly SentinelReport[]> {
  const url = readUrl();
  if (typeof url !== 'string') return [url];
  const reports = await runSentinels(dbSentinels({ url, migrations: [] }).slice(0, 2), { clock: systemClock });
  const address = { label: 'Address', value: maskUrl(url) };
  return reports.map((report, index) =>
    index > 0 ? report : { ...report, summary: maskUrl(url), evidence: [address, ...report.evidence] },
  );
}

function readUrl(): string | SentinelReport {
  try {
    return parseWorkspaceEnv(process.env, repositoryFolder).databaseUrl;
  } catch (error) {
    const { code, message } = toAppError(error);
    return {
      id: 'database-url',
      title: 'Database URL',
      verdict: 'fail',
      severity: 'critical',
      summary: maskUrl(message),
      evidence: [],
      reason: code,
      blockedBy: [],
      remedy: { text: 'Set it right, or leave it out for the embedded database.', commands: ['unset DATABASE_URL'] },
      observedAt: systemClock.now(),
      ms: 0,
    };
  }
}
