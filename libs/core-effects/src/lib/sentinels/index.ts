import type { Sentinel } from '@aicmo/core-kernel';
import type { Database } from '@aicmo/core-db';
import type { ControlFlags } from '../flags/control-flags.ts';
import { controlFlagsSentinel } from './control-flags.sentinel.ts';
import { ledgerChainSentinel } from './ledger-chain.sentinel.ts';
import { ledgerUnsettledSentinel } from './ledger-unsettled.sentinel.ts';

/** What the checks of core-effects look at. */
export interface EffectSentinelDeps {
  readonly db: Database;
  readonly flags: ControlFlags;
}

/** core-effects' checks. */
export const effectSentinels = (deps: EffectSentinelDeps): readonly Sentinel[] => [
  controlFlagsSentinel(deps),
  ledgerUnsettledSentinel(deps),
  ledgerChainSentinel(deps),
];
