import { runSentinels, systemClock, type SentinelReport, type SentinelVerdict } from '@aicmo/core-kernel';
import type { MigrationSet } from '../define-migrations.ts';
import { dbSentinels } from '../sentinels/index.ts';

/** What somebody sees of a fault: the verdict, its stable code (null for a pass) and all the words. */
export interface FaultSeen {
  readonly verdict: SentinelVerdict;
  readonly code: string | null;
  readonly summary: string;
  /** What to do and to type, as one text; empty when nothing needs to be done. */
  readonly remedy: string;
}

const isTrouble = ({ verdict }: SentinelReport): boolean => verdict === 'fail' || verdict === 'unknown';

/**
 * Runs core-db's checks over a URL, and gives what the named one finds: by default the first that fails or
 * does not know, and the last that passes when there is none. What waits for the one that does not pass has to say so.
 */
export async function seeBySentinels(
  url: string,
  migrations: readonly MigrationSet[],
  id?: string,
): Promise<FaultSeen> {
  const reports = await runSentinels(dbSentinels({ url, migrations }), { clock: systemClock });
  const wanted = id === undefined ? undefined : reports.find((report) => report.id === id);
  const seen = wanted ?? reports.find(isTrouble) ?? reports.findLast(({ verdict }) => verdict === 'pass');
  if (!seen || (id !== undefined && !wanted)) throw new Error(`core-db has no check with the id ${String(id)}.`);
  const { verdict, reason: code, summary, remedy } = seen;
  return { verdict, code, summary, remedy: remedy === null ? '' : [remedy.text, ...remedy.commands].join(' ') };
}
