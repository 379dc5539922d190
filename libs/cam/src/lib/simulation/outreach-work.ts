import { internal, parseInstant, type Clock, type Instant } from '@aicmo/core-kernel';
import type { OrchestratorRun } from '../../contract/orchestrator-run.ts';
import type { Orchestrator } from '../orchestrator/create-orchestrator.ts';

/** Whose work it is. */
export interface OutreachHands {
  readonly orchestrator: Pick<Orchestrator, 'run' | 'due'>;
  /** In the order in which they are served. */
  readonly campaignIds: readonly string[];
  readonly by: string;
  readonly clock: Clock;
  /** Reads the mailboxes, and says whether something came; nobody's by default. */
  readonly readMail?: () => Promise<boolean>;
  readonly signal?: AbortSignal | undefined;
  /** Told of each run that was made; says whether it changed what is due. */
  readonly onRun?: (run: OrchestratorRun) => Promise<boolean>;
}

/** What a worker does for outreach at a moment, and when it is needed next: the same in a simulation and for real. */
export function outreachWork({ orchestrator, campaignIds, by, clock, readMail, signal, onRun }: OutreachHands): {
  readonly work: () => Promise<void>;
  readonly nextAt: () => Promise<Instant | null>;
} {
  const nextOf = new Map<string, Instant | null>();
  const asked = new Set<string>();
  const look = async (campaignId: string): Promise<void> => {
    const { nextDueAt } = await orchestrator.due(campaignId);
    nextOf.set(campaignId, nextDueAt === null ? null : parseInstant(nextDueAt));
  };
  const serve = async (campaignId: string): Promise<void> => {
    // What waits for a person is looked at once: in these days nobody lifts anything.
    const askBlocked = !asked.has(campaignId);
    asked.add(campaignId);
    const outcome = await orchestrator.run(campaignId, { by, askBlocked, ...(signal ? { signal } : {}) });
    if (!outcome.claimed) return look(campaignId);
    if (outcome.run.status === 'FAILED') throw failed(outcome.run);
    const { nextDueAt, status } = outcome.run;
    // A campaign that is not active stays so: whoever paused it goes on, and no time.
    nextOf.set(campaignId, nextDueAt === null || status === 'STOPPED' ? null : parseInstant(nextDueAt));
    if (await onRun?.(outcome.run)) await look(campaignId);
  };
  return {
    work: async () => {
      const hasCome = await readMail?.();
      for (const campaignId of campaignIds) {
        // The first time also when nothing is due: somebody may have lifted what held back those who wait for a person.
        if (hasCome === true && asked.has(campaignId)) await look(campaignId);
        const next = nextOf.get(campaignId) ?? null;
        if (asked.has(campaignId) && (next === null || next > clock.now())) continue;
        await serve(campaignId);
      }
    },
    nextAt: async () => [...nextOf.values()].filter((next) => next !== null).sort()[0] ?? null,
  };
}

/** What fails once would fail at each moment that is played. */
const failed = ({ campaignName, reason }: OrchestratorRun) =>
  internal({ code: 'played-run-failed', message: `A run of “${campaignName}” failed: ${reason}` });
