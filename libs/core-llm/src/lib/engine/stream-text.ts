import { newId, unavailable } from '@aicmo/core-kernel';
import type OpenAI from 'openai';
import * as z from 'zod/mini';
import type { Answered } from '../calls/call.ts';
import { allowedFields } from '../guard/allowed-fields.ts';
import { outputProblems } from '../guard/output-rules.ts';
import type { Answer, LlmRequest } from '../llm.ts';
import { messagesOf } from '../prompts/messages.ts';
import type { Prompt } from '../prompts/prompt.ts';
import type { TokenCount } from '../budget/prices.ts';
import { cutOff, failureOfError, type Asked as AskedOf } from '../provider/failure-of-error.ts';
import { failure, type Failure } from '../provider/failure.ts';
import { failureOfEnd, usageOf } from '../provider/read-chat.ts';
import { hostOf } from '../calls/open-call.ts';
import { chatBody, inputsOf, inputText, provenanceOf, usualTokensOut } from './generate.ts';
import type { EngineParts } from './parts.ts';
import { askModels, openingOf, withQuestion, type Question } from './question.ts';
import { createWordQueue } from './word-queue.ts';

/** Words as they come; the answer at the end. */
export async function* streamText(
  parts: EngineParts,
  prompt: Prompt<string, string>,
  request: LlmRequest<string>,
): AsyncGenerator<string, Answer<string>> {
  const leaving = new AbortController();
  const signal = request.signal ? AbortSignal.any([request.signal, leaving.signal]) : leaving.signal;
  const words = createWordQueue();
  const filling = { fields: allowedFields(prompt, request.fields), outside: request.outside ?? [] };
  const whole = withQuestion(parts, { ...request, signal }, async (question) => {
    const messages = messagesOf(prompt, filling, question.id, null);
    const asked = await askModels(parts, question, (model) =>
      streamCall(parts, question, { prompt, request, model, messages, onWords: words.put }),
    );
    const problems = outputProblems(asked.reply, inputText(filling), request.checks);
    if (problems.length === 0)
      return { value: asked.reply.trim(), provenance: provenanceOf(question, prompt, [asked]) };
    const message = `The model's reply cannot be used: ${problems.map(({ text }) => text).join(' ')}`;
    throw unavailable({ code: 'llm-unusable', message, details: { problems } });
  }).finally(words.end);
  // Heard here too: whoever leaves the loop early never asks for it.
  const settled = whole.then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error }),
  );
  try {
    yield* words;
  } finally {
    leaving.abort();
    await settled;
  }
  return whole;
}

interface StreamOf {
  readonly prompt: Prompt<string, string>;
  readonly request: LlmRequest<string>;
  readonly model: string;
  readonly messages: ReturnType<typeof messagesOf>;
  readonly onWords: (words: string) => void;
}

function streamCall(parts: EngineParts, question: Question, { prompt, request, model, messages, onWords }: StreamOf) {
  const body = {
    ...chatBody(question, request, { model, messages }),
    stream: true,
    stream_options: { include_usage: true },
  } as const;
  const { settings, apiKey } = question;
  let brought = '';
  const bring = (words: string): void => {
    brought += words;
    onWords(words);
  };
  return {
    ...{ id: newId(parts.clock), body, mostTokensOut: request.mostTokens ?? usualTokensOut },
    opening: openingOf(question.id, request.asker, prompt, inputsOf(request)),
    keepContent: request.keepContent ?? false,
    written: () => brought,
    send: (client: OpenAI, signal: AbortSignal) =>
      readStream(client, body, {
        ...{ signal, onWords: bring },
        asked: { apiKey, model, host: hostOf({ settings }), clock: parts.clock },
      }),
  };
}

const Chunk = z.object({
  choices: z.array(
    z.object({
      delta: z.nullish(z.object({ content: z.nullish(z.string()), refusal: z.nullish(z.string()) })),
      finish_reason: z.nullish(z.string()),
    }),
  ),
  usage: z.nullish(z.unknown()),
});

interface Reading {
  readonly signal: AbortSignal;
  readonly onWords: (words: string) => void;
  readonly asked: AskedOf;
}

/** Reads a stream to its end. Once words have been handed on, no second try may say others. */
async function readStream(
  client: OpenAI,
  body: Parameters<OpenAI['chat']['completions']['create']>[0] & { readonly stream: true },
  { signal, onWords, asked }: Reading,
): Promise<Answered<string> | Failure> {
  let text = '';
  let usage: TokenCount | null = null;
  let finish: string | null = null;
  let refusal = '';
  try {
    for await (const found of await client.chat.completions.create(body, { signal })) {
      const chunk = Chunk.safeParse(found);
      if (!chunk.success) return final(cutOff(), text);
      usage = usageOf(chunk.data.usage) ?? usage;
      const [choice] = chunk.data.choices;
      finish = choice?.finish_reason ?? finish;
      refusal += choice?.delta?.refusal ?? '';
      const words = choice?.delta?.content ?? '';
      if (words === '') continue;
      text += words;
      onWords(words);
    }
  } catch (error) {
    return final(failureOfError(error, asked), text);
  }
  const ended = failureOfEnd(finish, refusal);
  if (ended) return ended;
  if (finish === null) return final(text === '' ? emptyStream() : cutOff(), text);
  return text.trim() === '' ? final(emptyStream(), text) : { reply: text, usage, written: text };
}

/** Another try, or another model, would begin again from the start, in front of a reader who has read the first one. */
const final = (found: Failure, text: string): Failure =>
  text === '' ? found : { ...found, retry: 'never', tryOther: false };

const emptyStream = (): Failure =>
  failure(
    'llm-empty-reply',
    'The model service answered without a reply of a model. Check OPENAI_BASE_URL and AICMO_LLM_MODEL.',
    { tryOther: true },
  );
