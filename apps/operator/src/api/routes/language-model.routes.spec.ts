import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createApiClient, type EndpointTable } from '@aicmo/core-server/contract';
import { aServer, requestApp } from '@aicmo/core-server/testing';
import { aModelServer, modelReplies, type ModelServer } from '@aicmo/core-llm/testing';
import { directionsFromStrategy } from '@aicmo/workspace';
import { aWorkspace } from '@aicmo/workspace/testing';
import { creativesContract } from '../../contract/creatives.contract.ts';
import { diagnosticsContract } from '../../contract/diagnostics.contract.ts';
import { creativesRoutes } from './creatives.routes.ts';
import { diagnosticsRoutes } from './diagnostics.routes.ts';

const opened: (() => Promise<void>)[] = [];
let server: ModelServer;
beforeEach(async () => {
  server = await aModelServer();
  opened.push(server.close);
});
afterEach(async () => {
  for (const dispose of opened.splice(0)) await dispose();
});

const told = {
  ...{ company: 'Harbour Roastery', offer: 'Coffee beans roasted to order for cafés.' },
  ...{ audience: 'independent cafés in Lisbon', tone: 'warm, plain-spoken', callToAction: 'Book a tasting' },
  pains: ['Beans arrive weeks after roasting', 'Every bag tastes different'],
  outcomes: ['The same cup every morning', 'Less waste at the end of the week'],
  differentiators: ['Roasted within 24 hours of the order', 'One roaster, one recipe for each café'],
  objective: 'More first orders from cafés',
};

/** A house with one strategy and its directions, and the clients of the two tabs. */
async function open(variables: Readonly<Record<string, string>>) {
  const { workspace, clock, dispose } = await aWorkspace({ variables });
  opened.push(dispose);
  const { id: clientId } = await (await workspace.cam()).clients.create({ name: 'Harbour' }, 'Ana');
  const { briefs, strategies } = await workspace.strategy();
  const brief = await briefs.create({ clientId, content: told, by: 'Ana' });
  const drafted = await strategies.draft({ briefId: brief.id, by: 'Ana' });
  const strategyId = drafted.ok ? drafted.strategy.id : drafted.reason;
  const composed = await directionsFromStrategy(workspace, { strategyId, by: 'Ana' });
  const directionId = composed.ok ? (composed.set.directions[0]?.id ?? '') : composed.reason;
  const client = <Table extends EndpointTable>(tab: string, contract: Table, routes: Parameters<typeof aServer>[1]) => {
    const app = aServer(tab, routes, workspace);
    return createApiClient(contract, { fetch: (url, init) => requestApp(app, url, init) });
  };
  return {
    ...{ workspace, clock, directionId },
    creatives: client('creatives', creativesContract, creativesRoutes),
    diagnostics: client('diagnostics', diagnosticsContract, diagnosticsRoutes),
  };
}

test('without a key copy is composed from the strategy, also when the model is asked, and nothing leaves', async () => {
  const { creatives, diagnostics, workspace, directionId } = await open({ OPENAI_BASE_URL: server.baseUrl });
  const write = (way: 'RULES' | 'MODEL') =>
    creatives.write({ params: { directionId }, body: { platform: 'linkedin', way } });
  expect(await write('RULES')).toMatchObject({ provenance: { by: 'RULES' }, note: null });
  expect(await write('MODEL')).toMatchObject({
    provenance: { by: 'RULES' },
    note: expect.stringContaining('OPENAI_API_KEY is not set'),
  });
  expect((await creatives.copies({ params: { directionId } })).copies).toHaveLength(2);
  expect(await diagnostics.languageModel()).toMatchObject({ used: { tokens: 0, microUsd: 0 }, questions: [] });
  expect(await workspace.door.ledger.list()).toEqual([]);
  expect(server.requests).toEqual([]);
});

test('with a model its copy is marked, paid for by its client, and its question stands in Diagnostics and the ledger', async () => {
  server.next(
    modelReplies.saysObject({ variants: ['Stale beans?', 'The same cup every morning.', 'Book a tasting.'] }),
  );
  const { creatives, diagnostics, workspace, directionId } = await open(server.variables);
  const body = { platform: 'linkedin', way: 'MODEL' } as const;
  const copy = await creatives.write({ params: { directionId }, body });
  expect(copy).toMatchObject({
    ...{ variants: ['Stale beans?', 'The same cup every morning.', 'Book a tasting.'], note: null },
    provenance: { by: 'MODEL', model: 'small-one', prompt: { version: 1 }, tokens: 150, microUsd: null },
  });
  expect((await diagnostics.languageModel()).questions).toMatchObject([
    { by: 'Operator', purpose: 'copy for a post', outcome: 'ANSWERED', tokens: 150, microUsd: null },
  ]);
  expect(await workspace.llm.usedToday(copy.clientId)).toEqual({ tokens: 150, microUsd: 0 });
  expect(await workspace.door.ledger.list()).toMatchObject([{ kind: 'ask', outcome: 'ANSWERED' }]);
});

test('while the house is held the model is not asked, copy is composed all the same, and the reason stands beside it', async () => {
  const { creatives, workspace, directionId } = await open(server.variables);
  await workspace.flags.set({ paused: true, by: 'Ana', reason: 'press incident' });
  const body = { platform: 'linkedin', way: 'MODEL' } as const;
  expect(await creatives.write({ params: { directionId }, body })).toMatchObject({
    provenance: { by: 'RULES' },
    note: expect.stringContaining('Everything is on hold.'),
  });
  expect(server.requests).toEqual([]);
});

test('a question whose process ended in between is told as cut off, ten minutes later', async () => {
  const { diagnostics, workspace, clock } = await open({});
  const estimate = { tokens: 900, microUsd: null };
  const limits = { perDay: { tokens: null, cents: null }, perClient: { tokens: null, cents: null } };
  await workspace.asks.open(
    {
      ...{ id: 'ask-1', questionId: 'question-1', at: clock.now(), provider: 'x', model: 'small-one', prompt: null },
      ...{ inputHashes: {}, by: 'Ana', purpose: 'a spec', clientId: null, estimate, content: null },
    },
    limits,
  );
  const found = async () =>
    (await diagnostics.languageModel()).questions.map(({ outcome, tokens }) => [outcome, tokens]);
  expect(await found()).toEqual([['OPEN', 900]]);
  clock.advance(600_001);
  expect(await found()).toEqual([['LOST', 900]]);
});

test('without a schema Diagnostics says what it can of the model', async () => {
  const { workspace, dispose } = await aWorkspace({ variables: {} });
  opened.push(dispose);
  const nowhere = { ...workspace, schema: async () => ({ state: 'missing' as const }) };
  const app = aServer('diagnostics', diagnosticsRoutes, nowhere);
  const diagnostics = createApiClient(diagnosticsContract, { fetch: (url, init) => requestApp(app, url, init) });
  expect(await diagnostics.languageModel()).toMatchObject({ used: null, questions: [], perDay: { tokens: 2_000_000 } });
});
