import type { Clock } from '@aicmo/core-kernel';
import type { Database } from '@aicmo/core-db';
import { createBriefs, type Briefs } from './briefs/brief-service.ts';
import { createBriefStore } from './briefs/brief-store.ts';
import type { StrategyApprovals } from './strategies/strategy-approvals.ts';
import { createStrategies, type Strategies } from './strategies/strategy-service.ts';
import { createStrategyStore } from './strategies/strategy-store.ts';

/** What strategy needs from outside. */
export interface StrategyDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** Where people decide. Without it nothing is ever decided, and a version in review stays there. */
  readonly approvals?: StrategyApprovals;
}

/** Briefs, and the strategies derived from them. */
export interface StrategyLibrary {
  readonly briefs: Briefs;
  readonly strategies: Strategies;
}

const undecided: StrategyApprovals = { decisionOn: async () => null };

/** The strategy library over one database. Nothing is read or written until a method is called. */
export function createStrategy({ db, clock, approvals = undecided }: StrategyDeps): StrategyLibrary {
  const briefs = createBriefStore(db);
  const strategies = createStrategyStore(db);
  return {
    briefs: createBriefs({ db, clock, briefs, strategies }),
    strategies: createStrategies({ db, clock, briefs, strategies, approvals }),
  };
}
