import { conflict } from '@aicmo/core-kernel';
import type { Strategy } from '@aicmo/strategy/contract';
import type { Workspace } from '../workspace.ts';

/** A person's decision about one version of a strategy. */
export interface StrategyDecision {
  readonly strategyId: string;
  readonly version: number;
  /** The hash of what the person saw: a decision about anything else is refused. */
  readonly seenHash: string;
  readonly decision: 'APPROVED' | 'CHANGES_REQUESTED';
  /** Needed when changes are asked for. */
  readonly why: string;
  readonly by: string;
}

/**
 * Records a decision in delivery, bound to the hash of the layers, and lets the strategy take it over. Throws `conflict`
 * (`strategy-not-in-review`) for a version that nobody asked about; a crash between the two leaves the decision, which
 * the next decision or review takes over.
 */
export async function decideStrategy(
  workspace: Pick<Workspace, 'strategy' | 'delivery'>,
  decided: StrategyDecision,
): Promise<Strategy> {
  const { strategyId, version, seenHash, decision, why, by } = decided;
  const { strategies } = await workspace.strategy();
  const strategy = await strategies.get(strategyId);
  if (strategy.version !== version || strategy.state !== 'IN_REVIEW') {
    throw conflict({
      code: 'strategy-not-in-review',
      message: `Version ${version} of this strategy does not wait for a decision. Open the newest version and send it to review first.`,
    });
  }
  const { approvals } = await workspace.delivery();
  const content = { layers: strategy.layers };
  await approvals.decide({ kind: 'STRATEGY', id: strategyId }, content, { decision, seenHash, by, why });
  return strategies.settle(strategyId);
}
