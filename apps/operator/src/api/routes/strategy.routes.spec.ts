import { afterEach, expect, test } from '@jest/globals';
import { createApiClient } from '@aicmo/core-server/contract';
import { aServer, requestApp } from '@aicmo/core-server/testing';
import { aWorkspace } from '@aicmo/workspace/testing';
import { creativesContract } from '../../contract/creatives.contract.ts';
import { strategyContract } from '../../contract/strategy.contract.ts';
import { creativesRoutes } from './creatives.routes.ts';
import { strategyRoutes } from './strategy.routes.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const dispose of opened.splice(0)) await dispose();
});

const told = {
  company: 'Harbour Roastery',
  offer: 'Coffee beans roasted to order for cafés.',
  audience: 'independent cafés in Lisbon',
  pains: ['Beans arrive weeks after roasting', 'Every bag tastes different', ''],
  outcomes: ['The same cup every morning', 'Less waste at the end of the week'],
  differentiators: ['Roasted within 24 hours of the order', 'One roaster, one recipe for each café'],
  objective: 'More first orders from cafés',
  tone: 'warm, plain-spoken',
};

async function open() {
  const { workspace, dispose } = await aWorkspace();
  opened.push(dispose);
  const [strategies, creatives] = [
    aServer('strategy', strategyRoutes, workspace),
    aServer('creatives', creativesRoutes, workspace),
  ];
  const { clients } = await workspace.cam();
  const { id: clientId } = await clients.create({ name: 'Harbour' }, 'Ana');
  return {
    clientId,
    strategy: createApiClient(strategyContract, { fetch: (url, init) => requestApp(strategies, url, init) }),
    creatives: createApiClient(creativesContract, { fetch: (url, init) => requestApp(creatives, url, init) }),
  };
}

test('a brief becomes a strategy, and the strategy three directions of which one is chosen', async () => {
  const { strategy, creatives, clientId } = await open();
  const brief = await strategy.createBrief({ body: { clientId, content: told } });
  expect(brief).toMatchObject({ version: 1, savedBy: 'Operator', content: { pains: told.pains.slice(0, 2) } });
  const drafted = await strategy.draft({ params: { briefId: brief.id } });
  const strategyId = drafted.ok ? drafted.strategyId : drafted.reason;
  expect(await strategy.briefs({ query: { client: clientId } })).toMatchObject({
    briefs: [{ strategy: { id: strategyId }, missing: [] }],
  });
  const composed = await creatives.compose({ body: { strategyId } });
  expect(composed).toMatchObject({ ok: true, isNew: true });
  const { sets, strategies } = await creatives.directions();
  expect(strategies).toMatchObject([{ id: strategyId, company: 'Harbour Roastery', version: 1, state: 'DRAFT' }]);
  expect(sets).toMatchObject([{ company: 'Harbour Roastery', set: { chosen: null, source: { version: 1 } } }]);
  const directionId = sets[0]?.set.directions[1]?.id ?? '';
  const chosen = await creatives.choose({ params: { directionId }, body: { why: 'It shows the work' } });
  expect(chosen.chosen).toMatchObject({ directionId, why: 'It shows the work' });
});

test('each wrong field of a brief comes back with its own sentence, and nothing is stored', async () => {
  const { strategy, clientId } = await open();
  const content = { ...told, website: 'harbour', company: ' ' };
  await expect(strategy.createBrief({ body: { clientId, content } })).rejects.toMatchObject({
    code: 'brief-invalid',
    details: { fields: { company: expect.any(String), website: expect.any(String) } },
  });
  expect(await strategy.briefs()).toEqual({ briefs: [] });
});

test('an edit of an older version is a conflict, and every version can be read', async () => {
  const { strategy, clientId } = await open();
  const { id } = await strategy.createBrief({ body: { clientId, content: told } });
  const save = (tone: string) =>
    strategy.saveBrief({ params: { briefId: id }, body: { editedVersion: 1, content: { ...told, tone } } });
  expect(await save('dry')).toMatchObject({ version: 2 });
  await expect(save('loud')).rejects.toMatchObject({
    kind: 'conflict',
    code: 'brief-changed',
    details: { currentVersion: 2 },
  });
  const read = await strategy.brief({ params: { briefId: id }, query: { version: '1' } });
  expect(read).toMatchObject({
    brief: { version: 1 },
    summary: { version: 2 },
    versions: [{ version: 2 }, { version: 1 }],
  });
  await expect(strategy.brief({ params: { briefId: id }, query: { version: 'x' } })).rejects.toMatchObject({
    code: 'version-invalid',
  });
});

test('a strategy says that its brief is newer, takes an answer, and keeps both versions', async () => {
  const { strategy, clientId } = await open();
  const { id } = await strategy.createBrief({ body: { clientId, content: told } });
  const drafted = await strategy.draft({ params: { briefId: id } });
  const params = { strategyId: drafted.ok ? drafted.strategyId : drafted.reason };
  await strategy.saveBrief({ params: { briefId: id }, body: { editedVersion: 1, content: { ...told, tone: 'dry' } } });
  await strategy.answer({ params, body: { editedVersion: 1, answers: { 'channels.stop': 'No reply in six weeks' } } });
  expect(await strategy.strategy({ params })).toMatchObject({
    strategy: { version: 2, briefVersion: 1 },
    newestBriefVersion: 2,
    versions: [{ version: 2 }, { version: 1 }],
  });
});

test('what is too thin is refused in words that name what is missing', async () => {
  const { strategy, creatives, clientId } = await open();
  const thin = await strategy.createBrief({ body: { clientId, content: { company: 'Thin' } } });
  expect(await strategy.draft({ params: { briefId: thin.id } })).toMatchObject({
    ok: false,
    reason: expect.stringContaining('what hurts'),
  });
  const { id } = await strategy.createBrief({ body: { clientId, content: { ...told, tone: '' } } });
  const drafted = await strategy.draft({ params: { briefId: id } });
  const strategyId = drafted.ok ? drafted.strategyId : drafted.reason;
  expect(await creatives.compose({ body: { strategyId } })).toMatchObject({
    ok: false,
    missing: [{ label: 'How it should sound' }],
  });
});

test('a strategy is sent to review and approved for exactly the words that were seen', async () => {
  const { strategy, clientId } = await open();
  const { id } = await strategy.createBrief({ body: { clientId, content: told } });
  const drafted = await strategy.draft({ params: { briefId: id } });
  const params = { strategyId: drafted.ok ? drafted.strategyId : drafted.reason };
  const { hash } = await strategy.review({ params, body: { version: 1 } });
  const decide = (seenHash: string) =>
    strategy.decide({ params, body: { version: 1, seenHash, decision: 'APPROVED', why: '' } });
  await expect(decide('another')).rejects.toMatchObject({ kind: 'conflict', code: 'approval-other-content' });
  expect(await decide(hash)).toMatchObject({ state: 'APPROVED' });
  expect(await strategy.strategy({ params })).toMatchObject({
    strategy: { state: 'APPROVED' },
    decisions: [{ decision: 'APPROVED', by: 'Operator' }],
  });
});
