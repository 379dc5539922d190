import { internal, parseInstant, type Instant } from '@aicmo/core-kernel';
import type { OrchestratorRun } from '../../contract/orchestrator-run.ts';
import type { Orchestrator } from '../orchestrator/create-orchestrator.ts';

/** Whose work it is. */
export interface OutreachHands {
  readonly orchestrator: Pick<Orchestrator, 'run' | 'due'>;
  /** In the order in which they are served. */
  readonly campaignIds: readonly string[];
  readonly by: string;
  /** Reads the mailboxes; nobody's by default. */
  readonly readMail?: () => Promise<unknown>;
  readonly signal?: AbortSignal | undefined;
  /** Told of each run that was made. */
  readonly onRun?: (run: OrchestratorRun) => Promise<void>;
}

/** What a worker does for outreach at a moment, and when it is needed next: the same in a simulation and for real. */
export function outreachWork({ orchestrator, campaignIds, by, readMail, signal, onRun }: OutreachHands): {
  readonly work: () => Promise<void>;
  readonly nextAt: () => Promise<Instant | null>;
} {
  const asked = new Set<string>();
  return {
    work: async () => {
      await readMail?.();
      for (const campaignId of campaignIds) {
        // What waits for a person is looked at once: in these days nobody lifts anything.
        const isFirst = !asked.has(campaignId);
        if ((await orchestrator.due(campaignId)).due === 0) continue;
        asked.add(campaignId);
        const outcome = await orchestrator.run(campaignId, { by, askBlocked: isFirst, ...(signal ? { signal } : {}) });
        if (!outcome.claimed) continue;
        if (outcome.run.status === 'FAILED') throw failed(outcome.run);
        await onRun?.(outcome.run);
      }
    },
    nextAt: async () => {
      const due = await Promise.all(campaignIds.map((id) => orchestrator.due(id)));
      const moments = due.flatMap(({ nextDueAt }) => (nextDueAt === null ? [] : [parseInstant(nextDueAt)]));
      return moments.sort()[0] ?? null;
    },
  };
}

/** What fails once would fail at each moment that is played. */
const failed = ({ campaignName, reason }: OrchestratorRun) =>
  internal({ code: 'played-run-failed', message: `A run of “${campaignName}” failed: ${reason}` });
