import { epochMs, hourMs, parseInstant, type Instant } from '@aicmo/core-kernel';
import type { Workspace } from '../workspace.ts';

/** What the flow needs of the house. */
type House = Pick<Workspace, 'cam' | 'clock'>;

/** A report that is older is no ground for holding mail, nor for sending it. */
const freshMs = 12 * hourMs;
/** How often to look which reports are old. */
const lookEachMs = hourMs;

/**
 * Asks the name servers again about the domains of mailboxes in use, twice a day: a domain that has failed for three days
 * holds cold mail, and nobody else would see that it fails, or that it does no more. A domain is asked for the first time
 * by a person, who adds the mailbox or goes live.
 */
export function keepDomainsChecked({ cam, clock }: House): {
  /** Gives how many were asked about. A name server that does not answer is for the report to say. */
  pass(signal?: AbortSignal): Promise<number>;
} {
  let looked: Instant | undefined;
  return {
    pass: async (signal) => {
      const now = clock.now();
      if (looked !== undefined && epochMs(now) - epochMs(looked) < lookEachMs) return 0;
      looked = now;
      const { mailboxes } = await cam();
      const old = (await mailboxes.list(null)).filter(
        ({ status, report }) =>
          status === 'ACTIVE' && report !== null && epochMs(now) - epochMs(parseInstant(report.at)) >= freshMs,
      );
      for (const { id } of old) if (!signal?.aborted) await mailboxes.checkDomain(id);
      return old.length;
    },
  };
}
