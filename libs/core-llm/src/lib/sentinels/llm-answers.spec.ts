import { expect, test } from '@jest/globals';
import { runSentinels, unavailable } from '@aicmo/core-kernel';
import { aModelHouse } from '@aicmo/core-llm/testing';
import type { Llm } from '../llm.ts';
import { llmAnswersSentinel } from './llm-answers.sentinel.ts';

const key = { OPENAI_API_KEY: 'sk-a-key-of-a-spec' };
const asked = { ...key, AICMO_ASK_MODEL: '1' };
const report = async (variables: Readonly<Record<string, string>>, generateText: Llm['generateText']) => {
  const house = await aModelHouse();
  const [found] = await runSentinels([llmAnswersSentinel({ variables, generateText })], { clock: house.clock });
  await house.close();
  return found;
};
const refuses =
  (code: string): Llm['generateText'] =>
  () =>
    Promise.reject(unavailable({ code, message: 'It says no.' }));

test('a model that is off or was not to be asked is not asked, and that is no fault', async () => {
  const never = refuses('llm-failed');
  expect(await report({}, never)).toMatchObject({ verdict: 'skipped', reason: 'llm-off' });
  expect(await report(key, never)).toMatchObject({
    ...{ verdict: 'skipped', reason: 'llm-not-asked', remedy: { commands: ['npx aicmo doctor --ask-model'] } },
  });
});

test('a model that answers passes; the question is one that leaves through the door and is written down', async () => {
  const house = await aModelHouse();
  const sentinel = llmAnswersSentinel({ variables: asked, generateText: house.llm.generateText });
  const [found] = await runSentinels([sentinel], { clock: house.clock });
  expect(found).toMatchObject({ verdict: 'pass', summary: expect.stringContaining('answers') });
  expect(house.server.requests).toHaveLength(1);
  expect(house.passed()).toHaveLength(1);
  await house.close();
});

test.each([
  ['llm-key-refused', 'fail'],
  ['llm-no-quota', 'fail'],
  ['llm-limited', 'unknown'],
  ['llm-timeout', 'unknown'],
  ['llm-cut-off', 'unknown'],
])('%s is a %s, with what to do', async (code, verdict) => {
  expect(await report(asked, refuses(code))).toMatchObject({
    ...{ verdict, reason: code, summary: 'It says no.' },
    remedy: { text: expect.stringMatching(/\S/u), commands: [expect.stringContaining('npx aicmo doctor')] },
  });
});
