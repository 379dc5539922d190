import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createAskRecord, coreEffectsMigrations } from '@aicmo/core-effects';
import { definePrompt } from '@aicmo/core-llm';
import { aModelServer, llmRecordContract, modelReplies as replies, type ModelServer } from '@aicmo/core-llm/testing';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { openWorkspace } from '@aicmo/workspace';
import { aWorkspace } from '@aicmo/workspace/testing';

const greeting = definePrompt({
  ...{ name: 'spec-greeting', version: 1, instructions: 'Greet.', fields: ['name'], schema: null, examples: [] },
});
const request = { fields: { name: 'Jo' }, asker: { by: 'Ana', purpose: 'a greeting', clientId: 'client-1' } };

describeEachDialect('the record of questions in the database', (dialect) => {
  test.each(llmRecordContract)('%s', async (_, check) =>
    check(createAskRecord(await dialect.open([coreEffectsMigrations]))),
  );
});

let server: ModelServer;
beforeEach(async () => {
  server = await aModelServer();
});
afterEach(() => server.close());

describeEachDialect('a question to the house’s model', (dialect) => {
  const aHouse = async (over: object = {}) =>
    aWorkspace({ databaseUrl: await dialect.url(), variables: { ...server.variables, ...over } });

  test('leaves through the door, and stands in the ledger and in the record with its cost', async () => {
    const { workspace, dispose } = await aHouse();
    expect((await workspace.llm.generateText(greeting, request)).value).toBe('Good morning.');
    const [ask] = await workspace.asks.list();
    expect(ask).toMatchObject({
      ...{ by: 'Ana', purpose: 'a greeting', clientId: 'client-1', model: 'small-one', content: null },
      prompt: { name: 'spec-greeting', version: 1 },
      closing: { outcome: 'ANSWERED', tokensIn: 120, tokensOut: 30, microUsd: null, attempts: 1, content: null },
    });
    expect(await workspace.door.ledger.list()).toMatchObject([{ kind: 'ask', outcome: 'ANSWERED', reasons: [] }]);
    expect(await workspace.door.ledger.externalSends()).toBe(0);
    expect(await workspace.llm.usedToday('client-1')).toEqual({ tokens: 150, microUsd: 0 });
    await dispose();
  });

  test.each([
    ['paused', { paused: true }],
    ['killed', { killed: true }],
  ])('is held while the house is %s, also between two tries of one question', async (_, change) => {
    const { workspace, dispose } = await aHouse();
    server.next(({ request: seen, response }) => {
      void workspace.flags
        .set({ ...change, by: 'Ada', reason: 'wait' })
        .then(() => replies.status(500, 'x', { 'retry-after-ms': '1' })({ request: seen, response }));
    });
    await expect(workspace.llm.generateText(greeting, request)).rejects.toMatchObject({ code: 'llm-held' });
    expect(server.requests).toHaveLength(1);
    await expect(workspace.llm.generateText(greeting, request)).rejects.toMatchObject({ code: 'llm-held' });
    expect(server.requests).toHaveLength(1);
    const outcomes = (await workspace.asks.list()).map(({ closing }) => closing?.outcome);
    expect(outcomes.toSorted()).toEqual(['FAILED', 'REFUSED']);
    expect(await workspace.door.ledger.counts()).toEqual({ REFUSED: 1, FAILED: 1 });
    await dispose();
  });

  test('stays inside on demonstration data', async () => {
    const { workspace, dispose } = await aWorkspace({
      ...{ databaseUrl: await dialect.url(), demo: true, variables: server.variables },
    });
    await expect(workspace.llm.generateText(greeting, request)).rejects.toMatchObject({ code: 'llm-held' });
    expect(server.requests).toEqual([]);
    await dispose();
  });

  test('meets the same budget after a restart, and in another process of the house', async () => {
    const databaseUrl = await dialect.url();
    const variables = { ...server.variables, AICMO_LLM_CLIENT_TOKENS: '400' };
    const { workspace, clock, dispose } = await aWorkspace({ databaseUrl, variables });
    await workspace.llm.generateText(greeting, { ...request, mostTokens: 150 });
    const other = await openWorkspace({ databaseUrl, variables, clock, home: workspace.home });
    await expect(other.llm.generateText(greeting, { ...request, mostTokens: 150 })).rejects.toMatchObject({
      ...{ code: 'llm-budget', message: expect.stringContaining('400 tokens; 150 tokens are used') },
    });
    await other.close();
    await dispose();
  });
});

describe('a house without a key', () => {
  test('opens, works, and says what is off when the model is asked', async () => {
    const { workspace, dispose } = await aWorkspace({ variables: {} });
    await expect(workspace.llm.generateText(greeting, request)).rejects.toMatchObject({ code: 'llm-off' });
    expect(await workspace.asks.list()).toEqual([]);
    expect(await workspace.door.ledger.list()).toEqual([]);
    await dispose();
  });
});
