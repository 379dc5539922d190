import { afterEach, expect, test } from '@jest/globals';
import { aBrief } from '@aicmo/strategy/testing';
import { aWorkspace } from '@aicmo/workspace/testing';
import { directionsFromStrategy } from './directions-from-strategy.flow.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const dispose of opened.splice(0)) await dispose();
});

async function aStrategy(told: Parameters<typeof aBrief>[0] = {}, bannedWords: string[] = []) {
  const { workspace, dispose } = await aWorkspace();
  opened.push(dispose);
  const { clients } = await workspace.cam();
  const brandKit = { voice: '', bannedWords, disclaimers: [] };
  const { id: clientId } = await clients.create({ name: 'Harbour', brandKit }, 'Ana');
  const { briefs, strategies } = await workspace.strategy();
  const brief = await briefs.create({ clientId, content: aBrief(told), by: 'Ana' });
  const drafted = await strategies.draft({ briefId: brief.id, by: 'Ana' });
  if (!drafted.ok) throw new Error(drafted.reason);
  return { workspace, strategies, strategy: drafted.strategy };
}

test('directions speak the words of the strategy, on its channels, and name the version they come from', async () => {
  const { workspace, strategy } = await aStrategy({ channels: ['Instagram and TikTok', 'trade fairs'] });
  const composed = await directionsFromStrategy(workspace, { strategyId: strategy.id, by: 'Ana' });
  expect(composed).toMatchObject({
    ok: true,
    set: { source: { id: strategy.id, version: 1 }, clientId: strategy.clientId },
  });
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

test('a word that the client’s brand kit bans appears in no direction', async () => {
  const { workspace, strategy } = await aStrategy({}, ['answer', 'morning']);
  const composed = await directionsFromStrategy(workspace, { strategyId: strategy.id, by: 'Ana' });
  // The ban costs one of the two outcomes, and directions need two.
  expect(composed).toMatchObject({ ok: false, missing: [{ field: 'outcomes' }] });
  const richer = await aStrategy({ outcomes: ['The same cup every morning', 'Less waste', 'Calm mornings'] }, [
    'morning',
  ]);
  const rich = await directionsFromStrategy(richer.workspace, { strategyId: richer.strategy.id, by: 'Ana' });
  const said = rich.ok ? JSON.stringify(rich.set.directions) : '';
  expect(said).toContain('Less waste');
  expect(said).not.toMatch(/\bmorning\b/i);
});
