import { systemClock, type Sentinel, type SentinelResult, type SentinelVerdict } from '@aicmo/core-kernel';
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

/**
 * Runs core-db's checks in their order over a URL, and gives what the named one finds: by default the first that does
 * not pass, and the last when all pass.
 */
export async function seeBySentinels(
  url: string,
  migrations: readonly MigrationSet[],
  id?: string,
): Promise<FaultSeen> {
  let last: FaultSeen | undefined;
  for (const sentinel of dbSentinels({ url, migrations })) {
    if (id !== undefined && sentinel.id !== id) continue;
    last = seenIn(await runOne(sentinel));
    if (last.verdict !== 'pass') return last;
  }
  if (!last) throw new Error(`core-db has no check with the id ${String(id)}.`);
  return last;
}

const runOne = (sentinel: Sentinel): Promise<SentinelResult> =>
  sentinel.run({ clock: systemClock, signal: AbortSignal.timeout(sentinel.timeoutMs) });

function seenIn({ verdict, summary, evidence, remedy }: SentinelResult): FaultSeen {
  const code = evidence?.['code'];
  return { verdict, code: typeof code === 'string' ? code : null, summary, remedy: remedy ?? '' };
}
