import { defineSentinel, toAppError, type Sentinel } from '@aicmo/core-kernel';
import { safeLlmStatus } from '../gate/llm-gate.ts';
import type { Variables } from '../gate/llm-settings.ts';
import type { Llm } from '../llm.ts';
import { definePrompt } from '../prompts/prompt.ts';
import { answerReasons } from './answer-reasons.ts';

/** One word back: the least that a question can cost. */
const greeting = definePrompt({
  ...{ name: 'core-llm-check', version: 1, instructions: 'Answer with the single word OK.', fields: [], schema: null },
  examples: [],
});
const limitMs = 15_000;
/** These pass by themselves, and prove no fault. */
const passing: readonly string[] = [
  'llm-busy',
  'llm-cut-off',
  'llm-limited',
  'llm-loading',
  'llm-failed',
  'llm-timeout',
  'llm-resting',
];

/** What the check of the model's answer needs. */
export interface LlmAnswersDeps {
  readonly variables?: Variables;
  readonly generateText: Llm['generateText'];
}

/**
 * Whether the model answers. It is asked one short question, which costs money, and so only when a person says so:
 * `npx aicmo doctor --ask-model`, which sets AICMO_ASK_MODEL for this one run.
 */
export const llmAnswersSentinel = ({ variables = process.env, generateText }: LlmAnswersDeps): Sentinel =>
  defineSentinel({
    id: 'core-llm-answers',
    title: 'Language model answers',
    severity: 'warning',
    timeoutMs: limitMs + 5000,
    reasons: answerReasons,
    run: async ({ signal }) => {
      const { enabled, reason, model } = safeLlmStatus(variables);
      if (!enabled) return { verdict: 'skipped', reason: 'llm-off', summary: reason };
      if (variables['AICMO_ASK_MODEL'] !== '1') {
        return {
          ...{ verdict: 'skipped', reason: 'llm-not-asked', summary: 'It was not asked: that costs a little.' },
          remedy: { text: 'Say so, and it is asked one short question.', commands: ['npx aicmo doctor --ask-model'] },
        };
      }
      try {
        const asker = { by: 'Doctor', purpose: 'a check whether the model answers' };
        const request = { asker, fields: {}, mostTokens: 200, repairs: 0, deadlineMs: limitMs, signal };
        const { provenance } = await generateText(greeting, request);
        const evidence = { model: provenance.model, tokens: provenance.tokens };
        return { verdict: 'pass', summary: `${provenance.model} answers.`, evidence };
      } catch (error) {
        const { code, message } = toAppError(error);
        const evidence = { model, code };
        if (passing.includes(code)) {
          const again = { text: answerReasons[code]?.cure ?? message, commands: ['npx aicmo doctor --ask-model'] };
          return { verdict: 'unknown', reason: code, summary: message, evidence, remedy: again };
        }
        const remedy = { text: message, commands: ['npx aicmo doctor --only core-llm-gate'] };
        return { verdict: 'fail', reason: code, summary: message, evidence, remedy };
      }
    },
  });
