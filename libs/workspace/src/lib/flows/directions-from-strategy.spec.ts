import { afterEach, expect, test } from '@jest/globals';
import { aBrief } from '@aicmo/strategy/testing';
import { aWorkspace } from '@aicmo/workspace/testing';
import { directionsFromStrategy } from './directions-from-strategy.flow.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const dispose of opened.splice(0)) await dispose();
});

async function aStrategy(told: Parameters<typeof aBrief>[0] = {}) {
  const { workspace, dispose } = await aWorkspace();
  opened.push(dispose);
  const { briefs, strategies } = await workspace.strategy();
  const brief = await briefs.create({ clientId: 'client-1', content: aBrief(told), by: 'Ana' });
  const drafted = await strategies.draft({ briefId: brief.id, by: 'Ana' });
  if (!drafted.ok) throw new Error(drafted.reason);
  return { workspace, strategies, strategy: drafted.strategy };
}

test('directions speak the words of the strategy, on its channels, and name the version they come from', async () => {
  const { workspace, strategy } = await aStrategy({ channels: ['Instagram and TikTok', 'trade fairs'] });
  const composed = await directionsFromStrategy(workspace, { strategyId: strategy.id, by: 'Ana' });
  expect(composed).toMatchObject({ ok: true, set: { source: { id: strategy.id, version: 1 }, clientId: 'client-1' } });
  const text = JSON.stringify(composed);
  expect(text).toContain('Beans arrive weeks after roasting');
  const platforms = composed.ok ? composed.set.directions[0]?.direction.samplePosts.map((post) => post.platform) : [];
  expect(platforms).toEqual(['instagram', 'tiktok']);
});

test('an answer of a person is material too', async () => {
  const { workspace, strategies, strategy } = await aStrategy({ tone: '' });
  const request = { strategyId: strategy.id, by: 'Ana' };
  expect(await directionsFromStrategy(workspace, request)).toMatchObject({ ok: false, missing: [{ field: 'tone' }] });
  const answers = { 'constraints.tone': 'dry', 'constraints.words': 'crafted, curated' };
  await strategies.answer({ ...request, strategyId: strategy.id, editedVersion: 1, answers });
  const composed = await directionsFromStrategy(workspace, request);
  expect(composed).toMatchObject({ ok: true, set: { source: { version: 2 } } });
  expect(JSON.stringify(composed)).toContain('Dry: ');
});
