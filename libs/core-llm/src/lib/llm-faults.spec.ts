import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { isAppError } from '@aicmo/core-kernel';
import { definePrompt } from '@aicmo/core-llm';
import { aModelHouse, modelReplies as replies, type ModelHouse } from '@aicmo/core-llm/testing';
import * as z from 'zod/mini';

const greeting = definePrompt({
  ...{ name: 'spec-greeting', version: 1, instructions: 'Greet.', fields: ['name'], schema: null, examples: [] },
});
const colour = definePrompt({
  ...{ name: 'spec-colour', version: 1, instructions: 'Name a colour.', fields: ['name'], examples: [] },
  schema: z.object({ colour: z.enum(['red', 'blue']), why: z.string().check(z.minLength(1)) }),
});
const asker = { by: 'Ana', purpose: 'a spec' };
const request = { fields: { name: 'Jo' }, asker };
const key = 'sk-spec-4711-not-a-real-key';

let house: ModelHouse;
beforeEach(async () => {
  house = await aModelHouse();
});
afterEach(() => house.close());

/** The error that a question ends with. */
async function failureOf(question: Promise<unknown>) {
  const outcome: unknown = await question.then(
    (answer) => ({ answer }),
    (error: unknown) => error,
  );
  if (isAppError(outcome)) return outcome;
  throw new Error(`Expected an AppError, found ${JSON.stringify(outcome)}.`);
}

/** What a fault is, how often the service is asked, which code comes of it, and which words a person reads. */
const faults = [
  [
    '401: a key that was withdrawn',
    () => replies.keyRefused(),
    1,
    'llm-key-refused',
    /refused the key.*OPENAI_API_KEY/,
  ],
  ['403: a region or a permission', () => replies.forbidden(), 1, 'llm-forbidden', /region/],
  ['404: a model that does not exist', () => replies.modelUnknown(), 1, 'llm-model-unknown', /"small-one".*small-two/],
  ['404 with a page: the path is missing', () => replies.pathUnknown(), 1, 'llm-address-wrong', /\/v1/],
  [
    '400: a request that it does not take',
    () => replies.status(400, 'No such parameter'),
    1,
    'llm-request-refused',
    /No such parameter/,
  ],
  ['422', () => replies.status(422), 1, 'llm-request-refused', /422/],
  ['408', () => replies.status(408), 3, 'llm-busy', /again/],
  ['409', () => replies.status(409), 3, 'llm-busy', /again/],
  ['429 without Retry-After', () => replies.limited(), 3, 'llm-limited', /in a minute/],
  ['429 with Retry-After', () => replies.limited({ 'retry-after': '2' }), 3, 'llm-limited', /in 2 s/],
  ['429: no quota left', () => replies.noQuota(), 1, 'llm-no-quota', /billing/],
  ['500', () => replies.status(500), 3, 'llm-failed', /500/],
  ['503: the model is being loaded', () => replies.loading(), 3, 'llm-loading', /loading/],
  [
    '500, and the service says not to come back',
    () => replies.status(500, 'x', { 'x-should-retry': 'false' }),
    1,
    'llm-failed',
    /500/,
  ],
  ['a redirect', () => replies.redirect('https://elsewhere.example/v1'), 1, 'llm-redirect', /OPENAI_BASE_URL/],
  ['a connection that is reset', () => replies.resets(), 3, 'llm-unreachable', /the connection was cut/],
  ['half a chunk', () => replies.halfAChunk(), 2, 'llm-cut-off', /broke off/],
  ['truncated JSON', () => replies.truncatedJson(), 2, 'llm-cut-off', /broke off/],
  ['a refusal', () => replies.refuses(), 1, 'llm-declined', /declined/],
  ['an answer that a filter held back', () => replies.filtered(), 1, 'llm-declined', /filter/],
  ['an answer that was too long', () => replies.tooLong(), 1, 'llm-too-long', /Ask for less/],
  ['empty choices', () => replies.emptyChoices(), 1, 'llm-empty-reply', /without a reply/],
  ['an empty object', () => replies.emptyObject(), 1, 'llm-empty-reply', /without a reply/],
  ['a blank answer', () => replies.says(' \n'), 1, 'llm-empty-reply', /without a reply/],
  ['a web page with 200', () => replies.webPage(), 1, 'llm-web-page', /sign-in page/],
] as const;

describe('whatever the service does to a request', () => {
  test.each(faults)('%s', async (_, reply, requests, code, words) => {
    house.server.always(reply());
    const error = await failureOf(house.llm.generateText(greeting, request));
    expect({ kind: error.kind, code: error.code }).toEqual({ kind: 'unavailable', code });
    expect(error.message).toMatch(words);
    expect(house.server.requests).toHaveLength(requests);
    expect(`${error.message} ${JSON.stringify(error.details)} ${String(error.cause)}`).not.toContain('4711');
    expect(house.record.calls().map(({ closing }) => [closing?.outcome, closing?.code, closing?.attempts])).toEqual([
      ['FAILED', code, requests],
    ]);
    expect(house.passed()).toEqual([
      expect.objectContaining({ settled: expect.objectContaining({ reasons: [error.message] }) }),
    ]);
  });

  test('an enormous reply is broken off, long before it fills the memory', async () => {
    await house.close();
    house = await aModelHouse({ mostReplyBytes: 1_000_000 });
    house.server.always(replies.enormous(50_000_000));
    expect(await failureOf(house.llm.generateText(greeting, request))).toMatchObject({ code: 'llm-too-big' });
    await house.server.left;
  });

  test.each([
    ['an answer that says beforehand that it is too large', false],
    ['one that is small only as long as it is packed', true],
  ])('%s is refused', async (_, isPacked) => {
    await house.close();
    house = await aModelHouse({ mostReplyBytes: 100_000 });
    const body = Buffer.from(JSON.stringify({ choices: [{ message: { content: 'x'.repeat(1_000_000) } }] }));
    const sent = isPacked ? gzipSync(body) : body;
    house.server.always(({ response }) => {
      const packed = isPacked ? { 'content-encoding': 'gzip' } : {};
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-length': sent.length, ...packed })
        .end(sent);
    });
    expect(await failureOf(house.llm.generateText(greeting, request))).toMatchObject({ code: 'llm-too-big' });
  });

  test('a service that never answers is left when the time is over, in all and not for each try', async () => {
    house.server.always(replies.hangs());
    const question = failureOf(house.llm.generateText(greeting, request));
    await house.server.seen(1);
    house.timers.advance(30_000);
    expect(await question).toMatchObject({ code: 'llm-timeout', message: expect.stringContaining('30 s') });
    await house.server.left;
    expect(house.server.requests).toHaveLength(1);
  });

  test('a slow drip is left when the time is over', async () => {
    house.server.always(replies.drips());
    const question = failureOf(house.llm.generateText(greeting, { ...request, deadlineMs: 5_000 }));
    await house.server.seen(1);
    house.timers.advance(5_000);
    expect(await question).toMatchObject({ code: 'llm-timeout', message: expect.stringContaining('5 s') });
    await house.server.left;
  });

  test('nobody listens: it is said so, and that nothing left', async () => {
    await house.server.close();
    const error = await failureOf(house.llm.generateText(greeting, request));
    expect(error).toMatchObject({ code: 'llm-unreachable', details: { systemCode: 'ECONNREFUSED' } });
    expect(error.message).toMatch(/127\.0\.0\.1:\d+ cannot be reached: nothing listens there/);
    expect(house.passed()[0]?.settled?.outcome).toBe('FAILED');
  });

  test('a key that no header can carry is found before anything is sent', async () => {
    await house.close();
    house = await aModelHouse({ variables: { OPENAI_API_KEY: '“sk-smart”' } });
    expect(await failureOf(house.llm.generateText(greeting, request))).toMatchObject({ code: 'llm-key-unusable' });
    expect(house.server.requests).toEqual([]);
    expect(house.passed()).toEqual([]);
  });

  test('off: nobody is asked, and it says what to type', async () => {
    await house.close();
    house = await aModelHouse({ variables: { OPENAI_API_KEY: ' ' } });
    expect(await failureOf(house.llm.generateText(greeting, request))).toMatchObject({ code: 'llm-off' });
    expect(house.record.calls()).toEqual([]);
  });
});

describe('what passes by itself', () => {
  test.each([
    ['a failure', replies.status(500)],
    ['a connection that was reset', replies.resets()],
    ['a reply that broke off', replies.truncatedJson()],
    ['half a chunk', replies.halfAChunk()],
    ['too many requests', replies.limited()],
  ])('%s is asked again, and the answer counts', async (_, reply) => {
    house.server.next(reply);
    expect((await house.llm.generateText(greeting, request)).value).toBe('Good morning.');
    expect(house.record.calls()[0]?.closing).toMatchObject({ outcome: 'ANSWERED', attempts: 2 });
    expect(house.passed()[0]?.settled).toEqual({ outcome: 'ANSWERED', reasons: [] });
  });

  test('waits as long as the service says, and a little more', async () => {
    house.server.next(replies.limited({ 'retry-after': '7' }), replies.limited({ 'retry-after-ms': '1500' }));
    await house.llm.generateText(greeting, request);
    const [first = 0, second = 0] = house.timers.waits;
    expect(first).toBeGreaterThanOrEqual(7_000);
    expect(first).toBeLessThanOrEqual(7_700);
    expect(second).toBeGreaterThanOrEqual(1_500);
    expect(second).toBeLessThanOrEqual(1_650);
  });

  test('waits until a date, when the service says one', async () => {
    house.server.next(replies.limited({ 'retry-after': 'Mon, 02 Mar 2026 10:00:09 GMT' }));
    await house.llm.generateText(greeting, request);
    expect(house.timers.waits[0]).toBeGreaterThanOrEqual(9_000);
    expect(house.timers.waits[0]).toBeLessThanOrEqual(9_900);
  });

  test('does not wait for what lies beyond its time, and says when to come back', async () => {
    house.server.always(replies.limited({ 'retry-after': '120' }));
    const error = await failureOf(house.llm.generateText(greeting, request));
    expect(error).toMatchObject({ code: 'llm-limited', details: { retryAt: '2026-03-02T10:02:00.000Z' } });
    expect(house.timers.waits).toEqual([]);
  });

  test('waits longer each time when nobody says how long, never the same for two callers', async () => {
    house.server.always(replies.status(503));
    await Promise.all([1, 2].map(() => failureOf(house.llm.generateText(greeting, request))));
    const sorted = house.timers.waits.toSorted((one, other) => one - other);
    expect(sorted.slice(0, 2).every((wait) => wait >= 250 && wait <= 500)).toBe(true);
    expect(sorted.slice(2).every((wait) => wait >= 500 && wait <= 1000)).toBe(true);
    expect(new Set(sorted).size).toBe(4);
  });
});

describe('a value of a schema', () => {
  const blue = { colour: 'blue', why: 'calm' };

  test('comes as structured output where the server has it', async () => {
    house.server.next(replies.saysObject(blue));
    expect((await house.llm.generateObject(colour, request)).value).toEqual(blue);
    expect(house.server.requests[0]?.body['response_format']).toMatchObject({
      type: 'json_schema',
      json_schema: {
        name: 'spec-colour',
        strict: true,
        schema: { required: ['colour', 'why'], additionalProperties: false },
      },
    });
  });

  test('comes from a server without structured output too, which is not asked for it again', async () => {
    house.server.next(replies.noStructure(), replies.saysObject(blue), replies.saysObject(blue));
    expect((await house.llm.generateObject(colour, request)).value).toEqual(blue);
    expect((await house.llm.generateObject(colour, request)).value).toEqual(blue);
    expect(house.server.requests.map(({ body }) => 'response_format' in body)).toEqual([true, false, false]);
    expect(JSON.stringify(house.server.requests[1]?.body['messages'])).toContain('JSON Schema');
  });

  test('is found in prose around it', async () => {
    house.server.next(replies.proseAround(blue));
    expect((await house.llm.generateObject(colour, request)).value).toEqual(blue);
    expect(house.server.requests).toHaveLength(1);
  });

  test('of a wrong shape is put right once, with what was wrong with it', async () => {
    house.server.next(replies.saysObject({ colour: 'green' }), replies.saysObject(blue));
    const { value, provenance } = await house.llm.generateObject(colour, request);
    expect(value).toEqual(blue);
    expect(provenance).toMatchObject({ calls: 2, tokens: 300 });
    const [, repair] = house.server.requests;
    expect(JSON.stringify(repair?.body['messages'])).toMatch(/green.*cannot be used.*red.*blue/);
  });

  test.each([
    ['a wrong shape', replies.saysObject({ colour: 'green' })],
    ['no JSON at all', replies.says('I would say blue.')],
  ])('that stays %s ends as a failure, after one repair', async (_, reply) => {
    house.server.always(reply);
    expect(await failureOf(house.llm.generateObject(colour, request))).toMatchObject({ code: 'llm-wrong-shape' });
    expect(house.server.requests).toHaveLength(2);
  });

  test('is never asked for more than three repairs', async () => {
    house.server.always(replies.says('no'));
    await failureOf(house.llm.generateObject(colour, { ...request, repairs: 50 }));
    expect(house.server.requests).toHaveLength(4);
  });
});

test('a key with a line break at its end is sent without it', async () => {
  await house.close();
  house = await aModelHouse({ variables: { OPENAI_API_KEY: `${key}\n` } });
  await house.llm.generateText(greeting, request);
  expect(house.server.requests[0]?.authorization).toBe(`Bearer ${key}`);
});

test('what was used today is known without a key, and without loading what asks', async () => {
  await house.close();
  house = await aModelHouse({ variables: { OPENAI_API_KEY: '' } });
  expect(await house.llm.usedToday()).toEqual({ tokens: 0, microUsd: 0 });
});

/** In a process of its own, where the package cannot be found. */
const withoutPackage = `
import { registerHooks } from 'node:module';
registerHooks({ resolve: (name, context, next) => {
  if (name === 'openai') throw Object.assign(new Error('Cannot find package openai'), { code: 'ERR_MODULE_NOT_FOUND' });
  return next(name, context);
} });
const { createLlm, definePrompt, llmEnabled } = await import('@aicmo/core-llm');
const prompt = definePrompt({ name: 'spec-x', version: 1, instructions: 'x', fields: [], schema: null, examples: [] });
const llm = createLlm({ door: {} });
const error = await llm.generateText(prompt, { fields: {}, asker: { by: 'x', purpose: 'x' } }).catch((caught) => caught);
process.stdout.write(JSON.stringify([llmEnabled(), error.kind, error.code, error.message]));
`;

test('without the package everything loads, and only the question fails, with what to type', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', withoutPackage], {
    cwd: import.meta.dirname,
    env: { PATH: process.env['PATH'], NODE_NO_WARNINGS: '1', OPENAI_API_KEY: key },
    timeout: 60_000,
  });
  expect(JSON.parse(stdout)).toEqual([true, 'unavailable', 'llm-not-installed', expect.stringContaining('npm ci')]);
});

test('the key goes over the wire in its header, and is nowhere else', async () => {
  await house.llm.generateText(greeting, { ...request, keepContent: true });
  expect(house.server.requests[0]?.authorization).toBe(`Bearer ${key}`);
  expect(house.server.requests[0]?.text).not.toContain('4711');
  expect(JSON.stringify([house.record.calls(), house.passed()])).not.toContain('4711');
});
