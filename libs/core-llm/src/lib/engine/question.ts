import { newId, unavailable } from '@aicmo/core-kernel';
import type { Call, Exchanged } from '../calls/call.ts';
import { startDeadline, type Deadline } from '../calls/deadline.ts';
import { exchange } from '../calls/exchange.ts';
import { requireLlm } from '../gate/llm-gate.ts';
import { readLlmSettings, type LlmSettings } from '../gate/llm-settings.ts';
import type { Asker } from '../llm.ts';
import { hashOf } from '../prompts/prompt-hash.ts';
import type { Failure } from '../provider/failure.ts';
import type { EngineParts } from './parts.ts';

/** Something asked of a model, over all its calls: repairs, and other models when the first cannot answer. */
export interface Question {
  readonly id: string;
  readonly settings: LlmSettings;
  readonly apiKey: string;
  readonly deadline: Deadline;
  readonly models: readonly string[];
}

/** How long a question may take in all, unless its asker says otherwise. */
const usualDeadlineMs = 30_000;

/** Runs a question under its deadline. Throws `unavailable` (`llm-off`) when there is no model to ask. */
export async function withQuestion<T>(
  parts: EngineParts,
  { signal, deadlineMs = usualDeadlineMs }: { readonly signal?: AbortSignal; readonly deadlineMs?: number },
  work: (question: Question) => Promise<T>,
): Promise<T> {
  requireLlm(parts.variables);
  const settings = readLlmSettings(parts.variables);
  const deadline = startDeadline(parts, deadlineMs, signal);
  try {
    return await work({
      ...{ id: newId(parts.clock), settings, apiKey: settings.apiKey ?? '', deadline },
      models: [...new Set([settings.model, ...settings.fallbackModels])],
    });
  } finally {
    deadline.stop();
  }
}

/** What a call of a question is, besides the model that it goes to. */
export type CallOf<Reply> = Pick<
  Call<Reply>,
  'id' | 'body' | 'mostTokensOut' | 'opening' | 'keepContent' | 'written' | 'send'
>;

/** An answered call, and the model that answered. */
export type Asked<Reply> = Extract<Exchanged<Reply>, { ok: true }> & { readonly model: string };

/**
 * Asks the models in their order until one answers; throws the last failure. A failure that another model would share
 * (a refused key, an empty budget, a held house, a refusal of what is asked) ends it at once.
 */
export async function askModels<Reply>(
  parts: EngineParts,
  question: Question,
  callFor: (model: string) => CallOf<Reply>,
): Promise<Asked<Reply>> {
  let last: Failure | undefined;
  for (const model of question.models) {
    const { settings, apiKey, deadline } = question;
    const exchanged = await exchange(parts, { ...callFor(model), settings, apiKey, deadline, model });
    if (exchanged.ok) return { ...exchanged, model };
    last = exchanged.failure;
    if (!last.tryOther || deadline.over() !== null) break;
  }
  throw last?.error ?? unavailable({ code: 'llm-no-model', message: 'There is no model to ask. Set AICMO_LLM_MODEL.' });
}

/** What the record keeps of who asks, and of what was put in: hashes, never the words. */
export const openingOf = (
  questionId: string,
  { by, purpose, clientId }: Asker,
  prompt: { readonly name: string; readonly version: number } | null,
  inputs: Readonly<Record<string, unknown>>,
): Call<unknown>['opening'] => ({
  ...{ questionId, by, purpose, clientId: clientId ?? null },
  prompt: prompt === null ? null : { name: prompt.name, version: prompt.version },
  inputHashes: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, hashOf(value)])),
});
