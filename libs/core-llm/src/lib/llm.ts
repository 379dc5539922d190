import { systemClock, unavailable, type AppError, type Clock } from '@aicmo/core-kernel';
import type { ModelPrice } from './budget/prices.ts';
import { requireLlm } from './gate/llm-gate.ts';
import type { Variables } from './gate/llm-settings.ts';
import type { OutputRules } from './guard/output-rules.ts';
import type { LlmDoor } from './ports/llm-door.ts';
import type { LlmRecord } from './ports/llm-record.ts';
import type { LlmTimers } from './ports/llm-timers.ts';
import type { FieldValue, OutsideText, Prompt } from './prompts/prompt.ts';

/** What a model needs around it. */
export interface LlmDeps {
  /** The way out; core-llm opens no socket of its own. */
  readonly door: LlmDoor;
  /** Where calls are recorded and budgets kept; by default in memory, as long as the process lives. */
  readonly record?: LlmRecord;
  readonly clock?: Clock;
  readonly timers?: LlmTimers;
  /** `process.env` by default, read at each call. */
  readonly variables?: Variables;
  /** Prices to go by instead of the official service's. */
  readonly prices?: readonly ModelPrice[];
  /** The most that one reply may weigh; 8 MB by default. */
  readonly mostReplyBytes?: number;
}

/** Who asks, what for, and for whose budget. */
export interface Asker {
  readonly by: string;
  /** In words for the ledger: `copy for a post`. */
  readonly purpose: string;
  readonly clientId?: string;
}

/** How a question is asked, whatever it is. */
export interface AskOptions {
  readonly asker: Asker;
  /** Aborted, the question is given up at once, and the socket closed. */
  readonly signal?: AbortSignal;
  /** For everything: waiting for room, retries, other models, repairs. 30 000 by default. */
  readonly deadlineMs?: number;
  /** The most that the model may write; 4 000 by default. */
  readonly mostTokens?: number;
  /** Keep the words in the record, not their hashes alone. Default false. */
  readonly keepContent?: boolean;
}

/** What fills a prompt. */
export interface LlmRequest<Field extends string> extends AskOptions {
  /** Exactly the fields of the prompt's allow-list. */
  readonly fields: Readonly<Record<Field, FieldValue>>;
  /** What strangers wrote: passed as data, marked, never as instructions. */
  readonly outside?: readonly OutsideText[];
  /** What the answer is held against, besides what always holds. */
  readonly checks?: OutputRules;
  /** How often the model may put an unusable reply right; 1 by default, 3 at most. */
  readonly repairs?: number;
}

/** Where an answer comes from, to be kept beside it. */
export interface Provenance {
  /** By which the record knows its calls. */
  readonly questionId: string;
  /** The model that gave the answer. */
  readonly model: string;
  readonly prompt: { readonly name: string; readonly version: number } | null;
  /** How many calls it took, with repairs. */
  readonly calls: number;
  /** Of all those calls. */
  readonly tokens: number;
  /** Millionths of a US dollar; null where a price is not known. */
  readonly microUsd: number | null;
}

/** A usable answer: it has the shape, and passed the checks. */
export interface Answer<Value> {
  readonly value: Value;
  readonly provenance: Provenance;
}

/** A tool that a model may ask us to use. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  /** The arguments' schema: an object. */
  readonly parameters: Prompt<string, unknown>['schema'] & object;
}

/** A tool that a model wants used, with arguments that fit its schema. Using it is the caller's decision. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly args: unknown;
}

/** A tool that was used, and what came of it: data from outside, like all data. */
export interface ToolResult {
  readonly call: ToolCall;
  readonly result: FieldValue;
}

/**
 * A model behind a door. Whatever keeps an answer from being usable is thrown as `unavailable` with a code (`llm-off`,
 * `llm-held`, `llm-budget`, `llm-timeout`, `llm-limited`, `llm-unusable`, …; the README has them all) and a sentence
 * for a person: a caller has one way without a model, and takes it for each of them. Only a prompt that is filled
 * wrongly is `invalid` (`llm-field`).
 */
export interface Llm {
  /** An answer as plain text. */
  generateText<Field extends string>(
    prompt: Prompt<Field, string>,
    request: LlmRequest<Field>,
  ): Promise<Answer<string>>;
  /** An answer of the prompt's schema: structured output where the server has it, else read from its words. */
  generateObject<Field extends string, Reply>(
    prompt: Prompt<Field, Reply>,
    request: LlmRequest<Field>,
  ): Promise<Answer<Reply>>;
  /**
   * The words as they come, and at the end the answer, checked. What has come before the end is not checked: show it
   * as on its way. Leaving the loop, or the signal, closes the socket at once.
   */
  streamText<Field extends string>(
    prompt: Prompt<Field, string>,
    request: LlmRequest<Field>,
  ): AsyncGenerator<string, Answer<string>>;
  /** Words, or tools to use, or both. With `results` the conversation goes on after those tools were used. */
  callTools<Field extends string>(
    prompt: Prompt<Field, string>,
    request: LlmRequest<Field> & { readonly tools: readonly Tool[]; readonly results?: readonly ToolResult[] },
  ): Promise<Answer<{ readonly text: string; readonly calls: readonly ToolCall[] }>>;
  /** A vector of numbers for each text, in their order. */
  embed(request: AskOptions & { readonly texts: readonly string[] }): Promise<Answer<readonly (readonly number[])[]>>;
  /** Used up or reserved today (UTC), by the house or by one client. Money without a known price is not in it. */
  usedToday(clientId?: string): Promise<{ readonly tokens: number; readonly microUsd: number }>;
}

/**
 * A model behind a door, over the official package and any server that speaks its protocol (OPENAI_BASE_URL). Creating
 * it needs no key, loads nothing and asks nobody: the package is imported at the first question.
 */
export function createLlm(deps: LlmDeps): Llm {
  const { clock = systemClock } = deps;
  let own: Promise<LlmRecord> | undefined;
  const recordOf = (): LlmRecord | Promise<LlmRecord> =>
    deps.record ?? (own ??= import('./budget/memory-record.ts').then(({ memoryLlmRecord }) => memoryLlmRecord()));
  let engine: ReturnType<typeof load> | undefined;
  const load = async () => {
    requireLlm(deps.variables); // off is off, whatever is installed
    const { createEngine } = await import('./engine/engine.ts').catch((cause: unknown) => {
      throw notInstalled(cause);
    });
    return createEngine({ ...deps, clock, record: await recordOf() });
  };
  const loaded = () => {
    engine ??= load().catch((error: unknown) => {
      engine = undefined; // another key, or a repaired installation, needs no restart
      throw error;
    });
    return engine;
  };
  return {
    generateText: async (prompt, request) => (await loaded()).generateText(prompt, request),
    generateObject: async (prompt, request) => (await loaded()).generateObject(prompt, request),
    streamText: async function* (prompt, request) {
      return yield* (await loaded()).streamText(prompt, request);
    },
    callTools: async (prompt, request) => (await loaded()).callTools(prompt, request),
    embed: async (request) => (await loaded()).embed(request),
    usedToday: async (clientId) => (await recordOf()).used(clock.now().slice(0, 10), clientId),
  };
}

const notInstalled = (cause: unknown): AppError =>
  unavailable({
    code: 'llm-not-installed',
    message: 'The package that speaks with language models cannot be loaded. Type npm ci. Everything else works.',
    cause,
  });
