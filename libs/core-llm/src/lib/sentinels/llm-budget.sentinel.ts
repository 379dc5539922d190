import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import { safeLlmStatus } from '../gate/llm-gate.ts';
import type { LlmSentinelDeps } from './index.ts';

/** Whether there is anything left of today's budget; told before somebody meets the refusal. */
export const llmBudgetSentinel = ({
  variables,
  usedToday,
}: LlmSentinelDeps & Required<Pick<LlmSentinelDeps, 'usedToday'>>): Sentinel =>
  defineSentinel({
    id: 'core-llm-budget',
    title: 'Language model budget',
    severity: 'warning',
    reasons: {
      'llm-off': {
        cause: 'No language model is configured, or AICMO_USE_LLM switches it off.',
        cure: 'Nothing is to be done; everything else works.',
      },
      'llm-budget-low': {
        cause: 'Nine tenths of what may be spent on the language model today are used or reserved.',
        cure: 'Wait until midnight UTC, or set a higher budget (AICMO_LLM_DAY_TOKENS, AICMO_LLM_DAY_CENTS).',
      },
    },
    run: async () => {
      const { enabled, reason, budget } = safeLlmStatus(variables);
      if (!enabled) return { verdict: 'skipped', reason: 'llm-off', summary: reason };
      // Loaded here: importing the door is to stay quick.
      const { inDollars } = await import('../budget/budget-rules.ts');
      const { tokens, microUsd } = await usedToday();
      const { perDay } = budget;
      const evidence = {
        ...{ tokensUsed: tokens, tokensAllowed: perDay.tokens ?? 'no limit' },
        ...{
          moneyUsed: inDollars(microUsd),
          moneyAllowed: perDay.cents === null ? 'no limit' : inDollars(perDay.cents * 10_000),
        },
      };
      const share = Math.max(
        perDay.tokens === null ? 0 : tokens / perDay.tokens,
        perDay.cents === null ? 0 : microUsd / (perDay.cents * 10_000),
      );
      const summary = `${Math.floor(share * 100)} % of today's budget is used or reserved.`;
      if (share < 0.9) return { verdict: 'pass', summary, evidence };
      return {
        ...{ verdict: 'fail', reason: 'llm-budget-low', summary, evidence },
        remedy: {
          text: 'Wait until midnight UTC, or set a higher budget and start again.',
          commands: ['export AICMO_LLM_DAY_TOKENS=4000000;', 'export AICMO_LLM_DAY_CENTS=2000;'],
        },
      };
    },
  });
