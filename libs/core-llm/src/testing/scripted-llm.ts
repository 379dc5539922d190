import { unavailable } from '@aicmo/core-kernel';
import type { Answer, Llm, LlmRequest } from '../lib/llm.ts';
import { allowedFields } from '../lib/guard/allowed-fields.ts';
import type { AnyPrompt } from '../lib/prompts/prompt.ts';

/** What was asked of a scripted model. */
export interface ScriptedQuestion {
  readonly prompt: AnyPrompt | null;
  readonly request: Pick<LlmRequest<string>, 'asker'> & Partial<LlmRequest<string>>;
}

/** One line of a script: what comes back, or the error's code. */
export type ScriptedReply = { readonly says: unknown } | { readonly fails: string };

/**
 * A model that says what it was told to, line by line, without a network: for the specs of what uses one. It holds the
 * prompt's allow-list and schema as the real one does, and fails loudly when the script is over.
 */
export function scriptedLlm(
  ...script: readonly ScriptedReply[]
): Llm & { readonly asked: readonly ScriptedQuestion[] } {
  const asked: ScriptedQuestion[] = [];
  const lines = [...script];
  const next = async (prompt: AnyPrompt | null, request: ScriptedQuestion['request']): Promise<unknown> => {
    if (prompt !== null) allowedFields(prompt, request.fields ?? {});
    asked.push({ prompt, request });
    const line = lines.shift();
    if (line === undefined) throw new Error(`The script is over, and was asked: ${request.asker.purpose}.`);
    if ('fails' in line)
      throw unavailable({ code: line.fails, message: `The script says that this fails (${line.fails}).` });
    return line.says;
  };
  const answer = <Value>(prompt: AnyPrompt | null, value: Value) => answerOf(asked.length, prompt, value);
  return {
    asked,
    generateText: async (prompt, request) => answer(prompt, String(await next(prompt, request))),
    generateObject: async (prompt, request) => {
      const found = await next(prompt, request);
      if (prompt.schema === null) throw new Error(`The prompt ${prompt.name} has no schema.`);
      const { parse } = await import('zod/v4/core');
      return answer(prompt, parse(prompt.schema, found));
    },
    streamText: async function* (prompt, request) {
      const text = String(await next(prompt, request));
      for (const [word] of text.matchAll(/\S+\s*/g)) yield word;
      return answer(prompt, text);
    },
    callTools: async (prompt, request) => {
      const found = await next(prompt, request);
      return answer(
        prompt,
        typeof found === 'string' ? { text: found, calls: [] } : { text: '', calls: [found as never] },
      ); // the script's own call
    },
    embed: async (request) => answer(null, (await next(null, request)) as number[][]), // the script's own vectors
    usedToday: async () => ({ tokens: asked.length * 100, microUsd: asked.length * 12 }),
  };
}

const answerOf = <Value>(count: number, prompt: AnyPrompt | null, value: Value): Answer<Value> => ({
  value,
  provenance: {
    ...{ questionId: `question-${count}`, model: 'scripted', calls: 1, tokens: 100, microUsd: 12 },
    prompt: prompt === null ? null : { name: prompt.name, version: prompt.version },
  },
});
