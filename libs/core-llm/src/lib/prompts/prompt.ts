import { invalid } from '@aicmo/core-kernel';
import type { $ZodType } from 'zod/v4/core';

/** A value that a prompt may be given: JSON, because it travels as such. */
export type FieldValue =
  string | number | boolean | null | readonly FieldValue[] | { readonly [key: string]: FieldValue };

/** Material from outside the house: what somebody else wrote, and where it comes from. */
export interface OutsideText {
  /** What it is, in our words: `website`, `mention`, `brief`. */
  readonly label: string;
  readonly text: string;
}

/** One conversation that shows the model what is wanted. */
export interface PromptExample<Field extends string = string, Reply = unknown> {
  readonly fields: Readonly<Record<Field, FieldValue>>;
  readonly outside?: readonly OutsideText[];
  readonly reply: Reply;
}

/** A prompt whatever it is filled with and whatever comes back. */
export interface AnyPrompt {
  readonly name: string;
  readonly version: number;
  readonly instructions: string;
  readonly fields: readonly string[];
  readonly schema: $ZodType | null;
  readonly examples: readonly PromptExample[];
}

/**
 * What a model is told, as a file of its own: the only source of instructions. A prompt whose content changes gets a
 * higher version; `promptProblems` of the testing door fails a spec otherwise.
 */
export interface Prompt<Field extends string, Reply> extends AnyPrompt {
  /** Unique in the house, kebab-case, its library first: `creative-copy`. */
  readonly name: string;
  readonly version: number;
  /** What to do; ours alone, never with a word from outside. */
  readonly instructions: string;
  /** The allow-list: nothing else of a record can be sent, whoever passes it. */
  readonly fields: readonly Field[];
  /** The shape of the reply; null for plain text. */
  readonly schema: $ZodType<Reply> | null;
  readonly examples: readonly PromptExample<Field, Reply>[];
}

/** Declares a prompt. Throws `invalid` (`llm-prompt`) for an unusable name, version or text. */
export function definePrompt<const Field extends string, Reply = string>(
  prompt: Prompt<Field, Reply>,
): Prompt<Field, Reply> {
  const problem = !/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(prompt.name)
    ? `the name "${prompt.name}"; expected kebab-case with its library first, like creative-copy`
    : !Number.isInteger(prompt.version) || prompt.version < 1
      ? `version ${prompt.version}; expected a whole number from 1`
      : prompt.instructions.trim() === ''
        ? 'no instructions; expected what the model is to do'
        : null;
  if (problem === null) return prompt;
  throw invalid({ code: 'llm-prompt', message: `Found a prompt with ${problem}.` });
}
