import { invalid, newId, unavailable } from '@aicmo/core-kernel';
import type {
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import { allowedFields } from '../guard/allowed-fields.ts';
import { outputProblems, type OutputProblem } from '../guard/output-rules.ts';
import type { Answer, LlmRequest, Provenance } from '../llm.ts';
import { messagesOf, type Filling } from '../prompts/messages.ts';
import type { AnyPrompt, Prompt } from '../prompts/prompt.ts';
import { replyShape, type ReplyShape } from '../prompts/reply-shape.ts';
import { readChat, type ChatReply } from '../provider/read-chat.ts';
import { isFailure } from '../calls/call.ts';
import type { EngineParts } from './parts.ts';
import { askModels, openingOf, withQuestion, type Asked, type CallOf, type Question } from './question.ts';

/** What a model writes at most, unless its asker says otherwise; models that think first spend of it too. */
export const usualTokensOut = 4_000;
/** Repairs of one reply at most, whatever its asker says. */
const mostRepairs = 3;

/** How a reply is read; a problem is told to the model, which may try again. */
type Read<Value> = (
  text: string,
) => { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: string };

/** Asks for plain text. */
export function generateText<Field extends string>(
  parts: EngineParts,
  prompt: Prompt<Field, string>,
  request: LlmRequest<Field>,
): Promise<Answer<string>> {
  return generate(parts, prompt, request, null, (text) => ({ ok: true, value: text.trim() }));
}

/** Asks for a value of the prompt's schema. */
export function generateObject<Field extends string, Reply>(
  parts: EngineParts,
  prompt: Prompt<Field, Reply>,
  request: LlmRequest<Field>,
): Promise<Answer<Reply>> {
  if (prompt.schema === null) {
    throw invalid({ code: 'llm-no-schema', message: `The prompt ${prompt.name} has no schema. Use generateText.` });
  }
  const shape = replyShape(prompt.schema);
  return generate(parts, prompt, request, shape, shape.read);
}

async function generate<Field extends string, Value>(
  parts: EngineParts,
  prompt: Prompt<Field, Value>,
  request: LlmRequest<Field>,
  shape: ReplyShape<Value> | null,
  read: Read<Value>,
): Promise<Answer<Value>> {
  const fields = allowedFields(prompt, request.fields);
  const filling = { fields, outside: request.outside ?? [] };
  return withQuestion(parts, request, async (question) => {
    const messages = messagesOf(prompt, filling, question.id, shape?.schema ?? null);
    const input = inputText(filling);
    const repairs = Math.min(request.repairs ?? 1, mostRepairs);
    const calls: Asked<ChatReply>[] = [];
    for (let repair = 0; ; repair += 1) {
      const asked = await askModels(parts, question, (model) =>
        chatCall(parts, question, prompt, request, { model, messages, shape }),
      );
      calls.push(asked);
      const { value, problems } = judge(asked.reply.text, read, input, request);
      if (value !== undefined && problems.length === 0) {
        return { value, provenance: provenanceOf(question, prompt, calls) };
      }
      if (repair >= repairs) throw unusable(problems, asked.reply.text);
      messages.push(...repairMessages(asked.reply.text, problems));
    }
  });
}

/**
 * Everything that a claim or an address in the reply may come from: what was given, as words. Our instructions are not
 * in it: a figure there (a length, a count) proves nothing.
 */
export const inputText = (filling: Filling): string =>
  [...textsIn(filling.fields), ...filling.outside.map(({ text }) => text)].join('\n');

interface Judged<Value> {
  readonly value: Value | undefined;
  readonly problems: readonly {
    readonly kind: OutputProblem['kind'] | 'SHAPE';
    readonly found: string;
    readonly text: string;
  }[];
}

function judge<Value>(text: string, read: Read<Value>, input: string, { checks }: LlmRequest<string>): Judged<Value> {
  const found = read(text);
  if (!found.ok) return { value: undefined, problems: [{ kind: 'SHAPE', found: '', text: found.problem }] };
  const words = typeof found.value === 'string' ? found.value : textsIn(found.value).join('\n');
  return { value: found.value, problems: outputProblems(words, input, checks) };
}

/** Every text and number in a value: what people will read of it. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function repairMessages(reply: string, problems: Judged<unknown>['problems']): ChatCompletionMessageParam[] {
  const list = problems.map(({ text }) => `- ${text}`).join('\n');
  return [
    { role: 'assistant', content: reply.slice(0, 20_000) },
    {
      role: 'user',
      content: `This reply cannot be used:\n${list}\nReply again, whole, with these put right and nothing else changed.`,
    },
  ];
}

function unusable(problems: Judged<unknown>['problems'], reply: string): Error {
  const isShape = problems.some(({ kind }) => kind === 'SHAPE');
  return unavailable({
    code: isShape ? 'llm-wrong-shape' : 'llm-unusable',
    message: isShape
      ? `The model's reply does not have the shape that was asked for: ${problems[0]?.text.slice(0, 300) ?? ''}`
      : `The model's reply cannot be used: ${problems.map(({ text }) => text).join(' ')}`,
    details: { problems, length: reply.length },
  });
}

/** Which calls an answer came of, and what all of them together took. */
export function provenanceOf(
  question: Question,
  prompt: AnyPrompt | null,
  calls: readonly Asked<unknown>[],
): Provenance {
  const costs = calls.map(({ closing }) => closing.microUsd);
  const known = costs.filter((cost) => cost !== null);
  return {
    ...{ questionId: question.id, model: calls.at(-1)?.model ?? '', calls: calls.length },
    prompt: prompt === null ? null : { name: prompt.name, version: prompt.version },
    tokens: calls.reduce((sum, { closing }) => sum + closing.tokensIn + closing.tokensOut, 0),
    microUsd: known.length === costs.length ? known.reduce((sum, cost) => sum + cost, 0) : null,
  };
}

interface Chat {
  readonly model: string;
  readonly messages: readonly ChatCompletionMessageParam[];
  readonly shape: ReplyShape<unknown> | null;
}

/** The request for a chat, in the words that this service knows. */
export function chatBody(
  { settings }: Question,
  request: Pick<LlmRequest<string>, 'mostTokens'>,
  { model, messages }: Pick<Chat, 'model' | 'messages'>,
): ChatCompletionCreateParamsNonStreaming {
  const most = request.mostTokens ?? usualTokensOut;
  return {
    ...{ model, messages: [...messages] },
    // Other servers know only the older name; the official service's newer models only the newer one.
    ...(settings.isOfficial ? { max_completion_tokens: most } : { max_tokens: most }),
    // What it thinks counts as written: at its usual effort a long thought would leave no room for the answer.
    ...(settings.isOfficial && thinks.test(model) ? { reasoning_effort: 'low' } : {}),
  };
}

/** The official service's models that think first, and can be told how much. */
const thinks = /^(?:gpt-[5-9](?!.*-chat)|o\d)/;

function chatCall(
  parts: EngineParts,
  question: Question,
  prompt: AnyPrompt,
  request: LlmRequest<string>,
  chat: Chat,
): CallOf<ChatReply> {
  const plain = chatBody(question, request, chat);
  const key = `${question.settings.baseUrl} ${chat.model}`;
  const structured =
    chat.shape !== null && !parts.withoutStructure.has(key)
      ? { ...plain, response_format: formatOf(prompt, chat.shape) }
      : null;
  return {
    ...{ id: newId(parts.clock), body: structured ?? plain, mostTokensOut: request.mostTokens ?? usualTokensOut },
    opening: openingOf(question.id, request.asker, prompt, inputsOf(request)),
    keepContent: request.keepContent ?? false,
    send: async (client, signal) => {
      const ask = async (body: ChatCompletionCreateParamsNonStreaming) => {
        const reply = readChat(await client.chat.completions.create(body, { signal }));
        return isFailure(reply) ? reply : { reply, usage: reply.usage, written: reply.text };
      };
      if (structured === null || parts.withoutStructure.has(key)) return ask(plain);
      try {
        return await ask(structured);
      } catch (error) {
        if (!turnsStructureDown(error)) throw error;
        parts.withoutStructure.add(key);
        return ask(plain);
      }
    },
  };
}

/** What was put in, by name, for its hashes. */
export const inputsOf = ({ fields, outside }: LlmRequest<string>): Readonly<Record<string, unknown>> => ({
  ...fields,
  ...Object.fromEntries((outside ?? []).map(({ label, text }, index) => [`outside ${index + 1} ${label}`, text])),
});

const formatOf = ({ name }: { readonly name: string }, { schema, isStrict }: ReplyShape<unknown>) =>
  ({ type: 'json_schema', json_schema: { name, schema, strict: isStrict } }) as const;

/** A server that does not know structured output says so with 400 or 422 and names the parameter. */
function turnsStructureDown(error: unknown): boolean {
  if (!(error instanceof Error) || !('status' in error)) return false;
  return (error.status === 400 || error.status === 422) && /response_format|json_schema|schema/i.test(error.message);
}
