import type { DbHandle } from '@aicmo/core-db';
import type { AttemptMode } from '../../contract/outreach-attempt.ts';
import type { CamTables } from '../db/cam-tables.ts';

/** How many messages with a wording left, and how many of them were answered how. */
export interface WordingCount {
  readonly variantId: string;
  readonly mode: AttemptMode;
  readonly sent: number;
  readonly bounced: number;
  readonly replied: number;
  readonly positive: number;
  readonly optedOut: number;
}

/** States in which a message left in its mode. */
const left = {
  LIVE: ['SENT', 'BOUNCED', 'COMPLAINED'],
  PROOF: ['PROOFED'],
  SIMULATION: ['SIMULATED'],
} as const satisfies Readonly<Record<AttemptMode, readonly string[]>>;

/** Counts what became of wordings, by the index on their ids. */
export interface TrialStore {
  countWordings(variantIds: readonly string[], mode: AttemptMode): Promise<readonly WordingCount[]>;
}

/** Opens the store of trials. */
export function createTrialStore(handle: DbHandle<CamTables>): TrialStore {
  return {
    countWordings: async (variantIds, mode) => {
      if (variantIds.length === 0) return [];
      const attempts = () =>
        handle
          .in()
          .selectFrom('camOutreachAttempt as a')
          .where('a.variantId', 'in', variantIds)
          .where('a.mode', '=', mode)
          .where('a.status', 'in', left[mode])
          .groupBy('a.variantId');
      const sent = await attempts()
        .select(['a.variantId', 'a.status', ({ fn }) => fn.countAll().as('count')])
        .groupBy('a.status')
        .execute();
      const answered = async (kinds: readonly string[]) =>
        attempts()
          .innerJoin('camInbound as i', 'i.attemptId', 'a.id')
          .where('i.kind', 'in', kinds)
          .select(['a.variantId', ({ fn }) => fn.count('a.id').distinct().as('count')])
          .execute();
      const [replied, positive, optedOut] = [
        await answered(['POSITIVE', 'NEGATIVE', 'NEUTRAL']),
        await answered(['POSITIVE']),
        await answered(['UNSUBSCRIBE']),
      ];
      const of = (id: string, rows: readonly { readonly variantId: string | null; readonly count: unknown }[]) =>
        rows.filter(({ variantId }) => variantId === id).reduce((sum, { count }) => sum + Number(count), 0);
      return variantIds.map((variantId) => ({
        ...{ variantId, mode, sent: of(variantId, sent) },
        bounced: of(
          variantId,
          sent.filter(({ status }) => status === 'BOUNCED'),
        ),
        ...{ replied: of(variantId, replied), positive: of(variantId, positive), optedOut: of(variantId, optedOut) },
      }));
    },
  };
}
