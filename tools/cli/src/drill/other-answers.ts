import type { SentinelEvidence, SentinelRemedy, SentinelReport, SentinelVerdict } from '@aicmo/core-kernel';
import { systemClock } from '@aicmo/core-kernel';
import type { DrillPlace } from './drill-place.ts';
import { runAicmo, type Ended } from './run-program.ts';

/** What somebody else than the doctor said of a fault, in the doctor's shape. */
export interface OtherAnswer {
  readonly verdict: SentinelVerdict;
  readonly reason?: string | null;
  readonly summary: string;
  readonly evidence?: SentinelEvidence;
  readonly remedy?: SentinelRemedy | null;
}

/** The doctor's shape of an answer. */
const reportOf = (id: string, { evidence = {}, ...answer }: OtherAnswer): SentinelReport => ({
  ...{ id, title: id, severity: 'error', reason: null, blockedBy: [], remedy: null, ms: null, ...answer },
  evidence: Object.entries(evidence).map(([label, value]) => ({ label, value: String(value) })),
  observedAt: systemClock.now(),
});

/** What was to hold, and whether it did. */
export const heldOr = (id: string, holds: boolean, evidence: SentinelEvidence): SentinelReport =>
  reportOf(id, {
    ...{ verdict: holds ? 'pass' : 'fail', reason: holds ? null : 'drill-broken', evidence },
    summary: Object.entries(evidence)
      .map(([label, value]) => `${label}: ${String(value)}`)
      .join('; '),
  });

/** What a command of ours said: its own code, sentence and remedy where it refused, a pass where it ended well. */
export async function askCommand(
  place: DrillPlace,
  words: readonly string[],
  signal: AbortSignal,
): Promise<SentinelReport> {
  const id = `aicmo ${words.slice(0, 2).join(' ')}`;
  return commandReport(
    id,
    await runAicmo(place.repository, [...words, '--json'], { settings: place.settings, signal }),
  );
}

interface Refused {
  readonly kind: string;
  readonly code: string;
  readonly message: string;
  readonly details?: { readonly remedy?: SentinelRemedy };
}

/** A refusal of its input or of what it met is a failure; that something is away or takes too long, nobody can judge. */
function commandReport(id: string, { status, stdout, stderr }: Ended): SentinelReport {
  if (status === 0) return reportOf(id, { verdict: 'pass', summary: 'It was done.', evidence: { 'exit status': 0 } });
  const said = (JSON.parse(stdout || '{}') as { readonly error?: Refused }).error; // the contract of --json
  if (said === undefined) throw new Error(`${id} ended with ${String(status)}: ${stderr.slice(0, 300)}`);
  return reportOf(id, {
    ...{ verdict: status === 3 ? 'unknown' : 'fail', reason: said.code, summary: said.message },
    remedy: said.details?.remedy ?? { text: said.message, commands: [] },
  });
}
