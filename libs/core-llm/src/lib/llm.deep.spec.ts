import { expect, test } from '@jest/globals';
import { isAppError } from '@aicmo/core-kernel';
import { definePrompt, type LlmDoor } from '@aicmo/core-llm';
import { aModelHouse, modelReplies as replies, openDoor, type ModelHouse } from '@aicmo/core-llm/testing';
import * as z from 'zod/mini';

const seed = Number(process.env['AICMO_TEST_SEED'] ?? 1);
const questions = 3_000;
const atOnce = 7;

const text = definePrompt({
  ...{ name: 'spec-text', version: 1, instructions: 'Greet.', fields: ['name'], schema: null, examples: [] },
});
const value = definePrompt({
  ...{ name: 'spec-value', version: 1, instructions: 'Choose.', fields: ['name'], examples: [] },
  schema: z.object({ colour: z.enum(['red', 'blue']) }),
});

/** A repeatable stream of whole numbers below `sides` (mulberry32). */
function dice(start: number): (sides: number) => number {
  let state = start >>> 0;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * sides);
  };
}

/** Everything a service does that comes to an end by itself; the good ones more often. */
const moods = [
  ...Array.from({ length: 12 }, () => replies.saysObject({ colour: 'red' })),
  ...[replies.status(500), replies.status(503), replies.status(408), replies.resets(), replies.halfAChunk()],
  ...[replies.limited({ 'retry-after': '1' }), replies.truncatedJson(), replies.refuses(), replies.emptyChoices()],
  ...[replies.webPage(), replies.proseAround({ colour: 'blue' }), replies.saysObject({ colour: 'green' })],
  ...[
    replies.modelUnknown(),
    replies.noStructure(),
    replies.says('It is proven: 500 % at evil.example.'),
    replies.tooLong(),
  ],
];

/** A door that is shut now and then, before a question and between its tries. */
function moodyDoor(roll: (sides: number) => number): { door: LlmDoor; settled: () => number; asked: () => number } {
  const inner = openDoor();
  let settled = 0;
  const door: LlmDoor = {
    ask: async (ask) => {
      if (roll(40) === 0) return { ok: false, refusals: [{ code: 'house-paused', text: 'Held.', liftedBy: 'person' }] };
      const left = await inner.ask(ask);
      if (!left.ok) return left;
      const settle: typeof left.passage.settle = async (outcome, reasons) => {
        settled += 1;
        await left.passage.settle(outcome, reasons);
      };
      return { ok: true, passage: { ...left.passage, settle } };
    },
  };
  return { door, settled: () => settled, asked: () => inner.passed().length };
}

/** One question of a random kind; gives "answered", or the code of what it ended with. */
async function ask({ llm }: ModelHouse, roll: (sides: number) => number): Promise<string> {
  const request = { fields: { name: 'Jo' }, asker: { by: 'Ana', purpose: 'a spec', clientId: `client-${roll(3)}` } };
  const kind = roll(4);
  const leave = new AbortController();
  if (roll(12) === 0) setImmediate(() => leave.abort());
  const withSignal = { ...request, signal: leave.signal };
  try {
    if (kind === 0) await llm.generateText(text, withSignal);
    else if (kind === 1) for await (const _words of llm.streamText(text, withSignal)) if (roll(5) === 0) break;
    if (kind > 1) await llm.generateObject(value, withSignal);
    return 'answered';
  } catch (error) {
    if (isAppError(error) && error.kind === 'unavailable') return error.code;
    throw error;
  }
}

test(`seed ${seed}: whatever a service does, each question ends, each call is closed once, and the budgets add up`, async () => {
  const roll = dice(seed);
  const { door, settled, asked } = moodyDoor(roll);
  const house = await aModelHouse({
    door,
    variables: {
      ...{ AICMO_LLM_AT_ONCE: String(atOnce), AICMO_LLM_FALLBACK_MODELS: 'second-one' },
      ...{ AICMO_LLM_DAY_TOKENS: '900000', AICMO_LLM_CLIENT_TOKENS: '0' },
    },
  });
  house.server.always((exchange) => (moods[roll(moods.length)] ?? replies.status(500))(exchange));
  const ends = new Map<string, number>();
  for (let begun = 0; begun < questions; begun += 25) {
    const crowd = await Promise.all(Array.from({ length: 25 }, () => ask(house, roll)));
    for (const end of crowd) ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  const calls = house.record.calls();
  expect(calls.filter(({ closing }) => closing === null)).toEqual([]);
  expect(settled()).toBe(asked());
  expect(house.server.mostAtOnce()).toBeLessThanOrEqual(atOnce);
  const tokens = calls.reduce((sum, { closing }) => sum + (closing?.tokensIn ?? 0) + (closing?.tokensOut ?? 0), 0);
  expect((await house.llm.usedToday()).tokens).toBe(tokens);
  const clients = await Promise.all([0, 1, 2].map((number) => house.llm.usedToday(`client-${number}`)));
  expect(clients.reduce((sum, used) => sum + used.tokens, 0)).toBe(tokens);
  expect(ends.get('answered')).toBeGreaterThan(questions / 20);
  expect([...ends.keys()]).toEqual(expect.arrayContaining(['llm-cancelled', 'llm-declined', 'llm-held']));
  await house.close();
}, 600_000);
