import * as z from 'zod/mini';
import type { TokenCount } from '../budget/prices.ts';
import { failure, webPage, type Failure } from './failure.ts';

/** A reply of a model, as far as we use it. */
export interface ChatReply {
  /** Empty when the model only called tools. */
  readonly text: string;
  readonly toolCalls: readonly WireToolCall[];
  /** As the service counted; null when it did not. */
  readonly usage: TokenCount | null;
}

export interface WireToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON, not parsed. */
  readonly args: string;
}

const count = z.nullish(z.number());
const Usage = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  prompt_tokens_details: z.nullish(z.object({ cached_tokens: count, cache_write_tokens: count })),
});
const ToolCall = z.object({
  id: z.nullish(z.string()),
  function: z.object({ name: z.string(), arguments: z.nullish(z.string()) }),
});
const Message = z.object({
  content: z.nullish(z.string()),
  refusal: z.nullish(z.string()),
  tool_calls: z.nullish(z.array(ToolCall)),
});
const Completion = z.object({
  choices: z.array(z.object({ message: Message, finish_reason: z.nullish(z.string()) })),
  usage: z.nullish(Usage),
});

const emptyReply = 'The model service answered without a reply of a model. Check OPENAI_BASE_URL and AICMO_LLM_MODEL.';

/** Reads what the package called a success: it may be a web page, `{}`, or a refusal. */
export function readChat(found: unknown): ChatReply | Failure {
  const read = Completion.safeParse(bodyOf(found));
  if (!read.success) return notProtocol(found);
  const choice = read.data.choices[0];
  if (choice === undefined) return failure('llm-empty-reply', emptyReply, { tryOther: true });
  const { content, refusal, tool_calls: calls } = choice.message;
  const ended = failureOfEnd(choice.finish_reason ?? null, refusal ?? null);
  if (ended) return ended;
  const text = content ?? '';
  const toolCalls = (calls ?? []).map(({ id, function: called }, index) => ({
    id: id ?? `call_${index}`,
    name: called.name,
    args: called.arguments ?? '',
  }));
  if (text.trim() === '' && toolCalls.length === 0) return failure('llm-empty-reply', emptyReply, { tryOther: true });
  return { text, toolCalls, usage: usageOf(read.data.usage) };
}

/** A reply that ended in a way that makes it unusable; null when it ended well. */
export function failureOfEnd(finish: string | null, refusal: string | null): Failure | null {
  if (refusal !== null && refusal.trim() !== '') {
    return failure('llm-declined', 'The model declined to answer. Change what is asked, or write it yourself.');
  }
  if (finish === 'content_filter') {
    return failure(
      'llm-declined',
      "The model service's filter held the answer back. Change what is asked, or write it yourself.",
    );
  }
  if (finish === 'length') {
    return failure('llm-too-long', 'The answer was longer than allowed and broke off. Ask for less.');
  }
  return null;
}

/** The service's count of tokens; null when it is missing or holds nothing. */
export function usageOf(found: unknown): TokenCount | null {
  const read = Usage.safeParse(found);
  if (!read.success || !read.data.prompt_tokens) return null;
  const { prompt_tokens: input, completion_tokens: output, prompt_tokens_details: of } = read.data;
  return { input, output: output ?? 0, cachedInput: of?.cached_tokens ?? 0, cacheWrites: of?.cache_write_tokens ?? 0 };
}

/** What is no reply of the protocol at all. */
export function notProtocol(found: unknown): Failure {
  if (typeof found === 'string' && /^\s*<(?:!doctype|html|\?xml)/i.test(found)) {
    return webPage();
  }
  return failure('llm-empty-reply', emptyReply, { tryOther: true });
}

/** Some servers forget the content type, and the package then gives the text as it is. */
function bodyOf(found: unknown): unknown {
  if (typeof found !== 'string' || !found.trimStart().startsWith('{')) return found;
  try {
    return JSON.parse(found);
  } catch {
    return found;
  }
}
