import { expect, test } from '@jest/globals';
import { definePrompt } from '@aicmo/core-llm';
import { promptProblems } from '@aicmo/core-llm/testing';
import * as z from 'zod/mini';
import { promptHash } from './prompt-hash.ts';

const shape = { colour: z.string() };
const example = { fields: { name: 'Jo' }, reply: { colour: 'red' } };
const aPrompt = (over: object = {}) =>
  definePrompt({
    ...{ name: 'spec-colour', version: 1, instructions: 'Name a colour.', fields: ['name'] },
    ...{ schema: z.object(shape), examples: [example], ...over },
  });
const hash = promptHash(aPrompt());
const lock = { 'spec-colour': { 1: hash } };

test('a prompt as its lock knows it has no problem, and its hash is the same in every process', () => {
  expect(promptProblems([aPrompt()], lock)).toEqual([]);
  expect(hash).toBe('8ef7c7e8e4481d68b81264849fb10e26f79bb013d3d73aff493806183965bd36');
});

test.each([
  ['its instructions', { instructions: 'Name a colour!' }],
  ['its schema', { schema: z.object({ ...shape, why: z.optional(z.string()) }) }],
  ['an example', { examples: [{ ...example, reply: { colour: 'blue' } }] }],
  ['its fields', { fields: ['name', 'city'], examples: [] }],
])('a prompt that changed %s without its version is found, with what to type', (_, change) => {
  const [problem] = promptProblems([aPrompt(change)], lock);
  expect(problem).toMatch(/^spec-colour has changed and still says version 1: make it 2, and add 2: '[0-9a-f]{64}'/);
});

test('a version without its line in the lock, and one that goes back, are found', () => {
  expect(promptProblems([aPrompt({ version: 2 })], lock)).toEqual([expect.stringContaining(`add 2: '${hash}'`)]);
  expect(promptProblems([aPrompt()], { 'spec-colour': { 1: hash, 2: 'x' } })).toEqual([
    'spec-colour says version 1, and there was a version 2 already.',
  ]);
});

test('an example that does not fit, two of one name, and a lock without its prompt are found', () => {
  const wrong = aPrompt({ examples: [{ fields: { nme: 'Jo' }, reply: { color: 'red' } }] });
  const problems = promptProblems([wrong, aPrompt()], { ...lock, 'spec-gone': { 1: 'x' } }).join(' ');
  expect(problems).toContain('Two prompts are called spec-colour.');
  expect(problems).toContain('spec-gone, which is no prompt');
  expect(problems).toContain('the field nme');
  expect(problems).toContain('a reply that does not fit');
});

test.each([
  ['a name without its library', { name: 'colour' }],
  ['a version that is none', { version: 0 }],
  ['no instructions', { instructions: ' ' }],
])('a prompt with %s cannot be declared', (_, over) => {
  expect(() => aPrompt(over)).toThrow(expect.objectContaining({ code: 'llm-prompt' }));
});
