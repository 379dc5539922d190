import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { unavailable } from '@aicmo/core-kernel';
import { definePrompt, type LlmDoor } from '@aicmo/core-llm';
import { aModelHouse, modelReplies as replies, openDoor, type ModelHouse } from '@aicmo/core-llm/testing';
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
    house.server.always(replies.slowly('Good morning.', 3));
    const answers = await Promise.all(Array.from({ length: 40 }, () => house.llm.generateText(greeting, request)));
    expect(answers).toHaveLength(40);
    expect(house.server.mostAtOnce()).toBe(3);
    expect(house.record.calls().every(({ closing }) => closing?.outcome === 'ANSWERED')).toBe(true);
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

describe('budgets', () => {
  test('refuse a question that could exceed the day, with the figures, before anything leaves', async () => {
    await move({ variables: { AICMO_LLM_DAY_TOKENS: '5000' } });
    await house.llm.generateText(greeting, request);
    await house.llm.generateText(greeting, { ...request, mostTokens: 100 });
    await expect(house.llm.generateText(greeting, { ...request, mostTokens: 4_900 })).rejects.toMatchObject({
      code: 'llm-budget',
      message: expect.stringMatching(
        /5,000 tokens; 300 tokens are used or reserved.*5,\d{3} tokens more.*AICMO_LLM_DAY_TOKENS/,
      ),
    });
    expect(house.server.requests).toHaveLength(2);
    expect(house.passed()).toHaveLength(2);
    expect(house.record.calls()[2]?.closing).toMatchObject({ outcome: 'REFUSED', code: 'llm-budget' });
    house.clock.advance(86_400_000);
    expect((await house.llm.generateText(greeting, { ...request, mostTokens: 4_700 })).value).toBe('Good morning.');
  });

  test('of one client leave the others alone', async () => {
    await move({ variables: { AICMO_LLM_CLIENT_TOKENS: '400' } });
    const of = (clientId: string) =>
      house.llm.generateText(greeting, { ...request, asker: { ...asker, clientId }, mostTokens: 150 });
    await of('client-1');
    await expect(of('client-1')).rejects.toMatchObject({ message: expect.stringContaining("This client's budget") });
    await of('client-2');
    expect(await house.llm.usedToday('client-1')).toEqual({ tokens: 150, microUsd: 0 });
    expect(await house.llm.usedToday()).toEqual({ tokens: 300, microUsd: 0 });
  });

  test('count money where the price is known, and refuse in dollars', async () => {
    const price = { model: 'small-one', input: 10, cachedInput: 1, output: 100, since: '2026-01-01', source: 'a spec' };
    await move({ prices: [price], variables: { AICMO_LLM_DAY_CENTS: '1' } });
    const { provenance } = await house.llm.generateText(greeting, { ...request, mostTokens: 40 });
    expect(provenance.microUsd).toBe(120 * 10 + 30 * 100);
    await expect(house.llm.generateText(greeting, { ...request, mostTokens: 100 })).rejects.toMatchObject({
      message: expect.stringMatching(/\$0\.01; \$0\.0042 are used or reserved.*AICMO_LLM_DAY_CENTS/),
    });
  });

  test('know no price of a server of one’s own, and say so instead of a figure', async () => {
    expect((await house.llm.generateText(greeting, request)).provenance.microUsd).toBeNull();
    expect(house.record.calls()[0]?.closing?.microUsd).toBeNull();
  });

  test('count roughly when the service does not count, and say that too', async () => {
    house.server.next(replies.says('Good morning.', null));
    await house.llm.generateText(greeting, request);
    const closing = house.record.calls()[0]?.closing;
    expect(closing).toMatchObject({ isEstimated: true, tokensOut: 5 });
    expect(closing?.tokensIn).toBeGreaterThan(100);
  });

  test('are charged the question for an answer that never came', async () => {
    house.server.always(replies.resets());
    await house.llm.generateText(greeting, request).catch(() => undefined);
    expect((await house.llm.usedToday()).tokens).toBeGreaterThan(100);
  });
});

describe('the record', () => {
  test('has who asked what for, the prompt’s version, a hash of each input, and no word of them', async () => {
    house.clock.advance(1000);
    await house.llm.generateText(greeting, { ...request, outside: [{ label: 'site', text: 'Jo sells boats' }] });
    const [call] = house.record.calls();
    expect(call?.opening).toMatchObject({
      ...{ by: 'Ana', purpose: 'a greeting', clientId: null, model: 'small-one', content: null },
      ...{ at: '2026-03-02T10:00:01.000Z', prompt: { name: 'spec-greeting', version: 3 } },
      inputHashes: {
        name: createHash('sha256').update('"Jo"').digest('hex'),
        'outside 1 site': createHash('sha256').update('"Jo sells boats"').digest('hex'),
      },
    });
    expect(call?.closing).toMatchObject({
      outcome: 'ANSWERED',
      tokensIn: 120,
      tokensOut: 30,
      attempts: 1,
      content: null,
    });
    expect(JSON.stringify(call)).not.toContain('boats');
  });

  test('keeps the words only when that is asked for', async () => {
    await house.llm.generateText(greeting, { ...request, keepContent: true });
    const [call] = house.record.calls();
    expect(call?.opening.content).toContain('Greet.');
    expect(call?.closing?.content).toBe('Good morning.');
  });
});

describe('the door', () => {
  test('is asked once for each call, with the bytes that leave', async () => {
    house.server.next(replies.status(500));
    await house.llm.generateText(greeting, request);
    expect(house.passed()).toEqual([
      {
        ask: {
          destination: new URL(house.server.baseUrl).host,
          summary: 'Ana asks small-one: a greeting',
          body: house.server.requests[0]?.text,
          subjectRef: house.record.calls()[0]?.opening.id,
        },
        settled: { outcome: 'ANSWERED', reasons: [] },
      },
    ]);
  });

  test('that shuts between two tries ends the question; only what had left is counted', async () => {
    const shut = unavailable({ code: 'door-held', message: 'Everything is on hold. The question was not sent.' });
    const doorAfter = (requests: number): LlmDoor => ({
      ask: async () => {
        let sent = 0;
        return {
          ok: true,
          passage: {
            fetch: async (input, init) => {
              sent += 1;
              if (sent > requests) throw shut;
              return fetch(input, init);
            },
            settle: async () => undefined,
          },
        };
      },
    });
    await move({ door: doorAfter(0) });
    await expect(house.llm.generateText(greeting, request)).rejects.toMatchObject({ code: 'door-held' });
    expect(await house.llm.usedToday()).toEqual({ tokens: 0, microUsd: 0 });
    await move({ door: doorAfter(1) });
    house.server.next(replies.resets());
    await expect(house.llm.generateText(greeting, request)).rejects.toMatchObject({ code: 'door-held' });
    expect((await house.llm.usedToday()).tokens).toBeGreaterThan(100);
  });

  test('that fails itself while one try is allowed leaves that try to the next', async () => {
    let isDown = false;
    const door: LlmDoor = {
      ask: async (ask) => {
        if (isDown) throw new Error('the database is gone');
        return openDoor().ask(ask);
      },
    };
    await move({ door });
    house.server.always(replies.status(500, 'down', { 'x-should-retry': 'false' }));
    for (let call = 0; call < 5; call += 1) await house.llm.generateText(greeting, request).catch(() => undefined);
    house.timers.advance(30_000);
    isDown = true;
    await expect(house.llm.generateText(greeting, request)).rejects.toThrow('the database is gone');
    isDown = false;
    house.server.always(replies.says('Back.'));
    expect((await house.llm.generateText(greeting, request)).value).toBe('Back.');
  });

  test('that is held lets nothing out, and the record says so', async () => {
    const refusal = { code: 'house-paused', text: 'Everything is on hold.', liftedBy: 'person' } as const;
    const door: LlmDoor = { ask: async () => ({ ok: false, refusals: [refusal] }) };
    await move({ door });
    await expect(house.llm.generateText(greeting, request)).rejects.toMatchObject({
      ...{ code: 'llm-held', message: 'The model was not asked: Everything is on hold.' },
    });
    expect(house.server.requests).toEqual([]);
    expect(house.record.calls()[0]?.closing).toMatchObject({ outcome: 'REFUSED', code: 'house-paused', tokensIn: 0 });
    expect(await house.llm.usedToday()).toEqual({ tokens: 0, microUsd: 0 });
  });
});
