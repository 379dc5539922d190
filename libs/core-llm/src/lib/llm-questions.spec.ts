import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { setImmediate } from 'node:timers/promises';
import { createLlm, definePrompt, type LlmDoor } from '@aicmo/core-llm';
import { aModelHouse, modelReplies as replies, type ModelHouse } from '@aicmo/core-llm/testing';
import * as z from 'zod/mini';

const greeting = definePrompt({
  ...{ name: 'spec-greeting', version: 3, instructions: 'Greet.', fields: ['name'], schema: null, examples: [] },
});
const asker = { by: 'Ana', purpose: 'a greeting' };
const request = { fields: { name: 'Jo' }, asker };

let house: ModelHouse;
beforeEach(async () => {
  house = await aModelHouse();
});
afterEach(() => house.close());

/** In place of the usual house, one with other settings. */
async function move(over: Parameters<typeof aModelHouse>[0]): Promise<void> {
  await house.close();
  house = await aModelHouse(over);
}

describe('words as they come', () => {
  const read = async (words: string[] = []) => {
    const stream = house.llm.streamText(greeting, request);
    for (;;) {
      const step = await stream.next();
      if (step.done) return { words, answer: step.value };
      words.push(step.value);
    }
  };

  test('arrive one after another, and the answer at the end is whole and counted', async () => {
    house.server.next(replies.says('Good morning, dear Jo.'));
    const { words, answer } = await read();
    expect(words).toEqual(['Good ', 'morning, ', 'dear ', 'Jo.']);
    expect(answer).toMatchObject({ value: 'Good morning, dear Jo.', provenance: { tokens: 150, calls: 1 } });
    expect(house.passed()[0]?.settled?.outcome).toBe('ANSWERED');
  });

  test('stop when the reader leaves: the socket is closed, and the record says that it was given up', async () => {
    house.server.next(replies.says('Good morning, dear Jo. '.repeat(2_000)));
    for await (const word of house.llm.streamText(greeting, request)) {
      expect(word).toBe('Good ');
      break;
    }
    expect(house.record.calls()[0]?.closing).toMatchObject({ outcome: 'CANCELLED', code: 'llm-cancelled' });
    expect(house.passed()[0]?.settled?.outcome).toBe('FAILED');
  });

  test('stop when the asker’s signal is aborted while nothing comes', async () => {
    house.server.next(replies.hangs());
    const giveUp = new AbortController();
    const first = house.llm.streamText(greeting, { ...request, signal: giveUp.signal }).next();
    await house.server.seen(1);
    giveUp.abort();
    await expect(first).rejects.toMatchObject({ code: 'llm-cancelled' });
    await house.server.left;
  });

  test('that break off end with an error, and are never begun a second time in front of the reader', async () => {
    house.server.always(replies.halfAChunk());
    const words: string[] = [];
    await expect(read(words)).rejects.toMatchObject({ code: 'llm-cut-off' });
    expect(words).toEqual(['Good ']);
    expect(house.server.requests).toHaveLength(1);
  });

  test('that stop coming end when the time is over, and what had come is counted', async () => {
    house.server.next(replies.stalls('Good morning, '.repeat(30)));
    const stream = house.llm.streamText(greeting, request);
    expect((await stream.next()).value).toContain('Good morning');
    house.timers.advance(30_000);
    await expect(stream.next()).rejects.toMatchObject({ code: 'llm-timeout' });
    await house.server.left;
    expect(house.record.calls()[0]?.closing).toMatchObject({ outcome: 'FAILED', tokensOut: 140, isEstimated: true });
  });

  test.each([
    ['a web page', replies.webPage(), 'llm-web-page'],
    ['an empty object', replies.emptyObject(), 'llm-empty-reply'],
    ['a refused key', replies.keyRefused(), 'llm-key-refused'],
    ['a blank answer', replies.says(''), 'llm-empty-reply'],
  ])('are none when %s comes instead', async (_, reply, code) => {
    house.server.next(reply);
    await expect(read()).rejects.toMatchObject({ code });
  });

  test('begin again when nothing had come before', async () => {
    house.server.next(replies.status(500), replies.resets());
    expect((await read()).answer.value).toBe('Good morning.');
  });

  test('are no answer when what they promise was never given', async () => {
    house.server.next(replies.says('We guarantee it.'));
    await expect(read()).rejects.toMatchObject({ code: 'llm-unusable' });
  });
});

describe('tools', () => {
  const tools = [{ name: 'look_up', description: 'Looks a city up', parameters: z.object({ city: z.string() }) }];

  test('that the model wants used come with arguments that fit, and their results go back as data', async () => {
    house.server.next(replies.callsTool('look_up', { city: 'Bern' }), replies.says('It is cold.'));
    const { value } = await house.llm.callTools(greeting, { ...request, tools });
    expect(value).toEqual({ text: '', calls: [{ id: 'call_1', name: 'look_up', args: { city: 'Bern' } }] });
    const results = value.calls.map((call) => ({ call, result: { weather: 'cold' } }));
    expect((await house.llm.callTools(greeting, { ...request, tools, results })).value.text).toBe('It is cold.');
    expect(house.server.requests[1]?.body['messages']).toEqual(
      expect.arrayContaining([{ role: 'tool', tool_call_id: 'call_1', content: '{"weather":"cold"}' }]),
    );
  });

  test.each([
    ['arguments that do not fit', replies.callsTool('look_up', { town: 'Bern' })],
    ['a tool that there is not', replies.callsTool('delete_everything', {})],
  ])('with %s are refused', async (_, reply) => {
    house.server.next(reply);
    await expect(house.llm.callTools(greeting, { ...request, tools })).rejects.toMatchObject({
      code: 'llm-wrong-shape',
    });
  });
});

describe('vectors', () => {
  test('come in the order of the texts, whatever order the service gives', async () => {
    house.server.next(replies.embeds());
    const { value, provenance } = await house.llm.embed({ asker, texts: ['a', 'bbb', 'cc'] });
    expect(value).toEqual([[1, 0], [3, 1], [2, 2]]); // prettier-ignore
    expect(provenance).toMatchObject({ model: 'text-embedding-3-small', prompt: null, tokens: 7 });
    expect(house.server.requests[0]?.path).toBe('/v1/embeddings');
  });

  test.each([
    ['one is missing', replies.embeds(1), 'llm-empty-reply'],
    ['a web page answers', replies.webPage(), 'llm-web-page'],
    ['an empty object answers', replies.emptyObject(), 'llm-empty-reply'],
  ])('are refused when %s', async (_, reply, code) => {
    house.server.next(reply);
    await expect(house.llm.embed({ asker, texts: ['a', 'b'] })).rejects.toMatchObject({ code });
  });
});

describe('other models', () => {
  const variables = { AICMO_LLM_FALLBACK_MODELS: 'second-one, third-one' };
  const models = () => house.server.requests.map(({ body }) => body['model']);

  test('are asked in their order when one cannot answer, and the answer says which did', async () => {
    await move({ variables });
    house.server.next(replies.modelUnknown(), replies.emptyChoices());
    const { provenance } = await house.llm.generateText(greeting, request);
    expect(models()).toEqual(['small-one', 'second-one', 'third-one']);
    expect(provenance.model).toBe('third-one');
    expect(new Set(house.record.calls().map(({ opening }) => opening.questionId)).size).toBe(1);
  });

  test.each([
    ['a refused key', replies.keyRefused()],
    ['a used-up quota', replies.noQuota()],
    ['a model that declines', replies.refuses()],
  ])('are not asked after %s, which they would share', async (_, reply) => {
    await move({ variables });
    house.server.next(reply);
    await expect(house.llm.generateText(greeting, request)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(models()).toEqual(['small-one']);
  });
});

describe('a circuit', () => {
  const ask = () => house.llm.generateText(greeting, request).then(
    () => 'answered',
    (error: { code: string }) => error.code,
  ); // prettier-ignore

  test('opens after five failed calls in a row, lets one try after its rest, and closes when that goes well', async () => {
    house.server.always(replies.status(500, 'down', { 'x-should-retry': 'false' }));
    for (let call = 0; call < 5; call += 1) expect(await ask()).toBe('llm-failed');
    expect(await ask()).toBe('llm-resting');
    expect(house.server.requests).toHaveLength(5);
    house.timers.advance(30_000);
    expect(await ask()).toBe('llm-failed');
    expect(await ask()).toBe('llm-resting');
    house.timers.advance(30_000);
    expect(await ask()).toBe('llm-resting');
    house.timers.advance(30_000);
    house.server.always(replies.says('Back.'));
    expect([await ask(), await ask()]).toEqual(['answered', 'answered']);
  });

  test('stays closed for what is our own mistake', async () => {
    house.server.always(replies.status(400, 'No such parameter'));
    for (let call = 0; call < 8; call += 1) expect(await ask()).toBe('llm-request-refused');
  });

  test('lets only one try while it is found out whether the service is back', async () => {
    house.server.always(replies.status(500, 'down', { 'x-should-retry': 'false' }));
    for (let call = 0; call < 5; call += 1) await ask();
    house.timers.advance(30_000);
    house.server.always(replies.says('Back.'));
    expect((await Promise.all([ask(), ask(), ask()])).toSorted()).toEqual(['answered', 'llm-resting', 'llm-resting']);
  });
});

describe('room on the wire', () => {
  test('is for as many as are allowed; the others wait, and none is lost', async () => {
    await move({ variables: { AICMO_LLM_AT_ONCE: '3', AICMO_LLM_DAY_TOKENS: '0', AICMO_LLM_CLIENT_TOKENS: '0' } });
    house.server.always(replies.together('Good morning.', 3));
    const answers = await Promise.all(Array.from({ length: 39 }, () => house.llm.generateText(greeting, request)));
    expect(answers).toHaveLength(39);
    expect(house.server.mostAtOnce()).toBe(3);
    expect(house.record.calls().every(({ closing }) => closing?.outcome === 'ANSWERED')).toBe(true);
  });

  test('holds for a thousand at once: each is answered, sent once and recorded once', async () => {
    await move({ variables: { AICMO_LLM_AT_ONCE: '8', AICMO_LLM_DAY_TOKENS: '0', AICMO_LLM_CLIENT_TOKENS: '0' } });
    const questions = Array.from({ length: 1_000 }, () => house.llm.generateText(greeting, request));
    expect((await Promise.all(questions)).filter(({ value }) => value === 'Good morning.')).toHaveLength(1_000);
    expect(house.server.requests).toHaveLength(1_000);
    expect(house.server.mostAtOnce()).toBeLessThanOrEqual(8);
    expect(house.record.calls().filter(({ closing }) => closing?.outcome === 'ANSWERED')).toHaveLength(1_000);
    expect(new Set(house.passed().map(({ ask }) => ask.subjectRef)).size).toBe(1_000);
  });

  test('is given back by the one who waits for another try', async () => {
    await move({ variables: { AICMO_LLM_AT_ONCE: '1' } });
    house.server.next(replies.limited(), replies.says('The second.'), replies.says('The first, at last.'));
    const [first, second] = await Promise.all([
      house.llm.generateText(greeting, request),
      house.llm.generateText(greeting, request),
    ]);
    expect([first.value, second.value]).toEqual(['The first, at last.', 'The second.']);
  });

  test('is left without a trace by the one who gives up while waiting', async () => {
    await move({ variables: { AICMO_LLM_AT_ONCE: '1' } });
    house.server.next(replies.hangs());
    const giveUp = new AbortController();
    const first = house.llm.generateText(greeting, { ...request, signal: giveUp.signal }).catch(() => 'given up');
    await house.server.seen(1);
    const waiting = new AbortController();
    const second = house.llm.generateText(greeting, { ...request, signal: waiting.signal });
    await setImmediate();
    waiting.abort();
    await expect(second).rejects.toMatchObject({ code: 'llm-cancelled' });
    giveUp.abort();
    expect(await first).toBe('given up');
    expect((await house.llm.generateText(greeting, request)).value).toBe('Good morning.');
    expect(house.record.calls()).toHaveLength(2);
  });
});

describe('the official service', () => {
  /** No network: what would leave is looked at, and answered, in front of the socket. */
  const official = (answer: unknown, over: object = {}) => {
    const bodies: Record<string, unknown>[] = [];
    const door: LlmDoor = {
      ask: async () => ({
        ok: true,
        passage: {
          fetch: async (_input, init) => {
            bodies.push(JSON.parse(String(init?.body)) as Record<string, unknown>); // the package writes objects
            return Response.json(answer);
          },
          settle: async () => undefined,
        },
      }),
    };
    return { bodies, llm: createLlm({ door, variables: { OPENAI_API_KEY: 'sk-x', ...over } }) };
  };
  const usage = { prompt_tokens: 1_000, completion_tokens: 100, prompt_tokens_details: { cached_tokens: 200 } };
  const said = { choices: [{ message: { content: 'Good morning.' }, finish_reason: 'stop' }], usage };

  test('is asked in the words of its newer models, and its price is known', async () => {
    const { bodies, llm } = official(said);
    const { provenance } = await llm.generateText(greeting, request);
    expect(bodies).toEqual([
      expect.objectContaining({ model: 'gpt-6-luna', max_completion_tokens: 4_000, reasoning_effort: 'low' }),
    ]);
    expect(bodies[0]).not.toHaveProperty('max_tokens');
    expect(provenance.microUsd).toBe(800 * 0.1 + 200 * 0.01 + 100 * 0.5);
  });

  test.each([
    ['gpt-5-mini', 'low'],
    ['o4-mini', 'low'],
    ['gpt-5.2-chat-latest', undefined],
    ['gpt-4.1-mini', undefined],
  ])('is told how much to think only where the model can be told: %s', async (model, effort) => {
    const { bodies, llm } = official(said, { AICMO_LLM_MODEL: model });
    await llm.generateText(greeting, request);
    expect(bodies.map((body) => body['reasoning_effort'])).toEqual([effort]);
  });

  test('gets tools without thinking first, which is how its models take them in this protocol', async () => {
    const { bodies, llm } = official(said);
    const tools = [{ name: 'look_up', description: 'Looks a city up', parameters: z.object({ city: z.string() }) }];
    await llm.callTools(greeting, { ...request, tools });
    expect(bodies).toEqual([expect.objectContaining({ reasoning_effort: 'none' })]);
  });
});

test('a value cannot be asked for with a prompt that has no schema', async () => {
  await expect(house.llm.generateObject(greeting, request)).rejects.toMatchObject({
    ...{ kind: 'invalid', code: 'llm-no-schema' },
  });
});
