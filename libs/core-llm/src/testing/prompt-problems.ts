import { safeParse } from 'zod/v4/core';
import type { AnyPrompt } from '../lib/prompts/prompt.ts';
import { promptHash } from '../lib/prompts/prompt-hash.ts';
import { allowedFields } from '../lib/guard/allowed-fields.ts';

/** The hash of each version that a prompt has had: the lock that stands beside the prompts. */
export type PromptLock = Readonly<Record<string, Readonly<Record<number, string>>>>;

/**
 * What is wrong with prompts, in sentences that say what to type: a content that changed without its version, a
 * version without its line in the lock, an example that does not fit, two of one name. Empty when all is well.
 */
export function promptProblems(prompts: readonly AnyPrompt[], lock: PromptLock): readonly string[] {
  const twice = prompts.filter(({ name }, index) => prompts.findIndex((other) => other.name === name) !== index);
  return [
    ...twice.map(({ name }) => `Two prompts are called ${name}.`),
    ...Object.keys(lock)
      .filter((name) => !prompts.some((prompt) => prompt.name === name))
      .map((name) => `The lock knows ${name}, which is no prompt: take it out.`),
    ...prompts.flatMap((prompt) => [...lockProblems(prompt, lock[prompt.name] ?? {}), ...exampleProblems(prompt)]),
  ];
}

function lockProblems(prompt: AnyPrompt, versions: Readonly<Record<number, string>>): string[] {
  const { name, version } = prompt;
  const hash = promptHash(prompt);
  const locked = versions[version];
  const newest = Math.max(0, ...Object.keys(versions).map(Number));
  if (version < newest) return [`${name} says version ${version}, and there was a version ${newest} already.`];
  if (locked === hash) return [];
  if (locked === undefined)
    return [`${name} has no line for version ${version}: add ${version}: '${hash}' to its lock.`];
  return [
    `${name} has changed and still says version ${version}: make it ${version + 1}, and add ${version + 1}: '${hash}' to its lock.`,
  ];
}

function exampleProblems(prompt: AnyPrompt): string[] {
  return prompt.examples.flatMap(({ fields, reply }, index) => {
    const problems: string[] = [];
    try {
      allowedFields(prompt, fields);
    } catch (error) {
      problems.push(`Example ${index + 1}: ${error instanceof Error ? error.message : String(error)}`);
    }
    const isFit = prompt.schema === null ? typeof reply === 'string' : safeParse(prompt.schema, reply).success;
    if (!isFit) problems.push(`Example ${index + 1} of ${prompt.name} has a reply that does not fit its schema.`);
    return problems;
  });
}
