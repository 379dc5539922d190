import type { EngineParts } from '../engine/parts.ts';
import { excessInWords } from '../budget/budget-rules.ts';
import { costOf, officialPrices, priceOf, roughTokens, type ModelPrice } from '../budget/prices.ts';
import type { LlmPassage } from '../ports/llm-door.ts';
import type { CallClosing } from '../ports/llm-record.ts';
import { failure, type Failure } from '../provider/failure.ts';
import type { Call } from './call.ts';

/** The host that a call goes to. */
export const hostOf = ({ settings }: Pick<Call<unknown>, 'settings'>): string =>
  URL.canParse(settings.baseUrl) ? new URL(settings.baseUrl).host : 'nowhere';

/** The price of a call's model; undefined when nobody knows it: the official list says nothing of other servers. */
export function priceFor({ settings, model }: Call<unknown>, { prices }: EngineParts): ModelPrice | undefined {
  return priceOf(model, prices ?? (settings.isOfficial ? officialPrices : []));
}

/** Lets a call out: budgets first, then the door. Gives the passage, or why not, and then nothing has left. */
export async function openCall(parts: EngineParts, call: Call<unknown>): Promise<LlmPassage | Failure> {
  const body = JSON.stringify(call.body);
  const input = roughTokens(body);
  const estimate = {
    tokens: input + call.mostTokensOut,
    microUsd: costOf({ input, cachedInput: 0, cacheWrites: 0, output: call.mostTokensOut }, priceFor(call, parts)),
  };
  const { purpose, by } = call.opening;
  const excess = await parts.record.open(
    {
      ...{ ...call.opening, id: call.id, at: parts.clock.now(), provider: hostOf(call), model: call.model, estimate },
      content: call.keepContent ? body : null,
    },
    call.settings.limits,
  );
  if (excess !== null) {
    return failure('llm-budget', excessInWords(excess), { hasLeft: false }, { ...excess });
  }
  const left = await parts.door.ask({
    destination: hostOf(call),
    summary: `${by} asks ${call.model}: ${purpose}`,
    ...{ body, subjectRef: call.id },
  });
  if (left.ok) return left.passage;
  await parts.record.close(call.id, refused(left.refusals[0]?.code ?? 'llm-held'));
  return failure(
    'llm-held',
    `The model was not asked: ${left.refusals.map(({ text }) => text).join(' ') || 'the house is held.'}`,
    { hasLeft: false },
    { refusals: left.refusals },
  );
}

const refused = (code: string): CallClosing => ({
  ...{ outcome: 'REFUSED', code, tokensIn: 0, tokensOut: 0, isEstimated: false, microUsd: 0 },
  ...{ latencyMs: 0, attempts: 0, content: null },
});
