/*
 * Started by tools/cli/doctor.mjs under the pinned Node: prints, as JSON, what the database's own checks find at the
 * address that every program of the house would use. Secrets are masked by the checks; no file is made.
 */
import { runSentinels, systemClock, toAppError } from '@aicmo/core-kernel';
import { dbSentinels, maskUrl } from '@aicmo/core-db';
import { parseWorkspaceEnv } from '@aicmo/workspace';
import { repositoryFolder } from './repository-folder.ts';

interface Check {
  readonly isGood: boolean;
  readonly title: string;
  readonly found: string;
  readonly remedy?: string;
}

process.stdout.write(JSON.stringify(await checks()));

async function checks(): Promise<readonly Check[]> {
  const url = readUrl();
  if (typeof url !== 'string') return [url];
  const reports = await runSentinels(dbSentinels({ url, migrations: [] }).slice(0, 2), { clock: systemClock });
  const result = reports.find(({ verdict }) => verdict !== 'pass') ?? reports.at(-1);
  const isGood = result?.verdict === 'pass';
  const remedy =
    result?.remedy === null || result === undefined
      ? {}
      : { remedy: [result.remedy.text, ...result.remedy.commands].join(' ') };
  return [
    { isGood: true, title: 'Database URL', found: maskUrl(url) },
    { isGood, title: 'Database', found: result?.summary ?? 'there is no check for it', ...remedy },
  ];
}

function readUrl(): string | Check {
  try {
    return parseWorkspaceEnv(process.env, repositoryFolder).databaseUrl;
  } catch (error) {
    return { isGood: false, title: 'Database URL', found: maskUrl(toAppError(error).message) };
  }
}
