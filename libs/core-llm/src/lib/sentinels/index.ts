import type { Sentinel } from '@aicmo/core-kernel';
import type { Variables } from '../gate/llm-settings.ts';
import type { Llm } from '../llm.ts';
import { llmBudgetSentinel } from './llm-budget.sentinel.ts';
import { llmGateSentinel } from './llm-gate.sentinel.ts';

/** What the checks of core-llm look at. */
export interface LlmSentinelDeps {
  /** `process.env` by default. */
  readonly variables?: Variables;
  /** Without it nobody knows what is left of the budget, and there is no check of it. */
  readonly usedToday?: Llm['usedToday'];
}

/** core-llm's checks. None of them asks the model: that would cost money. */
export const llmSentinels = (deps: LlmSentinelDeps = {}): readonly Sentinel[] => {
  const { usedToday } = deps;
  return [llmGateSentinel(deps.variables), ...(usedToday ? [llmBudgetSentinel({ ...deps, usedToday })] : [])];
};
