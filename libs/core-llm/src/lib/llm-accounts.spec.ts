import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { unavailable } from '@aicmo/core-kernel';
import { definePrompt, type LlmDoor } from '@aicmo/core-llm';
import { aModelHouse, modelReplies as replies, openDoor, type ModelHouse } from '@aicmo/core-llm/testing';

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
    await expect(house.llm.generateText(greeting, request)).rejects.toMatchObject({ code: 'llm-held' });
    expect(await house.llm.usedToday()).toEqual({ tokens: 0, microUsd: 0 });
    await move({ door: doorAfter(1) });
    house.server.next(replies.resets());
    await expect(house.llm.generateText(greeting, request)).rejects.toMatchObject({ code: 'llm-held' });
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
