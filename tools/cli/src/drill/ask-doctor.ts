import { internal, type SentinelReport } from '@aicmo/core-kernel';
import type { DrillPlace } from './drill-place.ts';
import type { MadeRow } from './drill-row.ts';
import { runAicmo, type Ended } from './run-program.ts';

/** In every row that can hold a secret; must stand in nothing that the doctor prints. */
export const plantedSecret = 'pl4nted-S3cret-0815';

/** The finding of the row's check by the real doctor, through its JSON. Throws when it said none. */
export async function askDoctor(
  place: DrillPlace,
  row: Pick<MadeRow, 'check' | 'words' | 'withCauses' | 'as'>,
  signal: AbortSignal,
): Promise<SentinelReport> {
  // The libraries are whole, except in the rows that break one: those rows ask about them too.
  const causes = row.withCauses === true ? [] : ['--skip', wholeParts.filter((id) => id !== row.check).join(',')];
  const words = ['doctor', '--json', '--only', row.check, ...causes, ...(row.words ?? [])];
  const ended = await runAicmo(place.repository, words, { settings: place.settings, as: row.as, signal });
  if ((ended.stdout + ended.stderr).includes(plantedSecret)) throw couldNotAsk('printed a secret', ended, row.check);
  return findingIn(ended, row.check);
}

const wholeParts: readonly string[] = [
  ...['core-db-driver', 'core-db-import', 'workspace-import', 'core-effects-import', 'core-llm-import'],
  ...['cam-import', 'machine-runtime', 'machine-packages'],
];

function findingIn(ended: Ended, check: string): SentinelReport {
  try {
    const { results } = JSON.parse(ended.stdout) as { readonly results: readonly SentinelReport[] }; // its contract
    const [found] = results.filter(({ id }) => id === check);
    if (found !== undefined) return found;
  } catch {
    throw couldNotAsk('said no JSON', ended, check);
  }
  throw couldNotAsk('said nothing', ended, check);
}

const couldNotAsk = (what: string, { status, stderr }: Ended, check: string) =>
  internal({
    code: 'drill-doctor',
    message: `The doctor ${what} about ${check}, and ended with ${String(status)}. ${stderr.slice(0, 300).replaceAll(plantedSecret, '***')}`,
  });
