import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import { safeLlmStatus } from '../llm-gate.ts';
import type { Variables } from '../llm-settings.ts';

/** Whether a model can be used. Off is fine and says why; asking the model itself would cost money, so nobody is asked. */
export const llmGateSentinel = (variables?: Variables): Sentinel =>
  defineSentinel({
    id: 'core-llm-gate',
    title: 'Language model',
    severity: 'warning',
    run: async () => {
      const { enabled, hasApiKey, baseUrl, model, reason, warning } = safeLlmStatus(variables);
      const evidence = { enabled, hasApiKey, baseUrl, model };
      if (warning !== null) return { verdict: 'fail', summary: warning, evidence, remedy: warning };
      if (!enabled) return { verdict: 'skipped', summary: `${reason} Everything else works.`, evidence };
      return { verdict: 'pass', summary: reason, evidence };
    },
  });
