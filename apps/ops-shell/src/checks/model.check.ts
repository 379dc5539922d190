import * as z from 'zod/mini';
import { notAnswered, type Check } from './check.ts';

const status = z.object({
  enabled: z.boolean(),
  hasApiKey: z.boolean(),
  baseUrl: z.string(),
  model: z.string(),
  reason: z.string(),
  warning: z.nullable(z.string()),
});

/** Whether a language model can be used. Off is fine and says why; the model itself is not asked, that would cost money. */
export const modelCheck: Check = {
  id: 'model',
  title: 'Language model',
  severity: 'warning',
  run: async ({ probe }) => {
    const answer = await probe({ task: 'model' });
    if (!answer.ok) return notAnswered(answer.detail, answer.ms);
    const { enabled, hasApiKey, baseUrl, model, reason, warning } = status.parse(answer.value);
    const evidence = { Key: hasApiKey ? 'set' : 'not set', Address: baseUrl, Model: model };
    const { ms } = answer;
    if (warning !== null) {
      const remedy = { text: warning, commands: ['export OPENAI_API_KEY=<your key>'] };
      return { verdict: 'fail', summary: warning, evidence, remedy, ms };
    }
    if (enabled) return { verdict: 'pass', summary: `${reason} It was not asked.`, evidence, ms };
    return { verdict: 'skipped', summary: `${reason} Everything else works.`, evidence, ms };
  },
};
