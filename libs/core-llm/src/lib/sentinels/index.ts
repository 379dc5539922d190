import type { Sentinel } from '@aicmo/core-kernel';
import type { Variables } from '../gate/llm-settings.ts';
import type { Llm } from '../llm.ts';
import { llmAnswersSentinel } from './llm-answers.sentinel.ts';
import { llmBudgetSentinel } from './llm-budget.sentinel.ts';
import { llmGateSentinel } from './llm-gate.sentinel.ts';

/** What the checks of core-llm look at. */
export interface LlmSentinelDeps {
  /** `process.env` by default. */
  readonly variables?: Variables;
  /** Without it nobody knows what is left of the budget, and there is no check of it. */
  readonly usedToday?: Llm['usedToday'];
  /** Without it the model cannot be asked, and there is no check of its answer. */
  readonly generateText?: Llm['generateText'];
}

/** core-llm's checks. None of them asks the model, which costs money, unless AICMO_ASK_MODEL is 1. */
export const llmSentinels = (deps: LlmSentinelDeps = {}): readonly Sentinel[] => {
  const { usedToday, generateText } = deps;
  return [
    llmGateSentinel(deps.variables),
    ...(usedToday ? [llmBudgetSentinel({ ...deps, usedToday })] : []),
    ...(generateText ? [llmAnswersSentinel({ ...deps, generateText })] : []),
  ];
};
