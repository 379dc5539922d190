import { expect, test } from '@jest/globals';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import type { Llm } from '@aicmo/core-llm';
import { aModelHouse, modelReplies, scriptedLlm } from '@aicmo/core-llm/testing';
import { aMaterial } from '../../testing/a-material.ts';
import { createCreative } from '../creative.ts';
import { creativeMigrations } from '../db/migrations/index.ts';

async function open(dialect: TestDialect, llm?: Llm) {
  const clock = fakeClock();
  const db = await dialect.open([creativeMigrations]);
  const creative = createCreative({ db, clock, ...(llm ? { llm } : {}) });
  const source = { kind: 'STRATEGY' as const, id: 'strategy-1', version: 2 };
  const material = aMaterial({ bannedWords: ['synergy'] });
  const outcome = await creative.directions.compose({ clientId: 'client-1', source, material, by: 'Ana' });
  if (!outcome.ok) throw new Error(outcome.reason);
  const [first] = outcome.set.directions;
  if (!first) throw new Error('no direction');
  return {
    clock,
    ...creative,
    direction: first.direction,
    ask: { directionId: first.id, platform: 'linkedin', by: 'Ana' } as const,
  };
}

const posts = { variants: ['One post.', 'Another post.', 'A third post.'] };

describeEachDialect('copy for a post', (dialect) => {
  test('is composed of the direction’s own words without a model, a variant for each hook, and says so', async () => {
    const { copies, ask, direction } = await open(dialect);
    const set = await copies.write({ ...ask, way: 'RULES' });
    expect(set).toMatchObject({
      ...{ clientId: 'client-1', source: { version: 2 }, provenance: { by: 'RULES', version: '1' }, note: null },
    });
    expect(set.variants.map((text) => text.split('\n')[0])).toEqual(direction.hooks.map(({ text }) => text));
    expect(await copies.list(ask.directionId)).toEqual([set]);
  });

  test('comes from the model when there is one, with its name, the prompt’s version and the cost', async () => {
    const llm = scriptedLlm({ says: posts });
    const { copies, ask } = await open(dialect, llm);
    const set = await copies.write({ ...ask, way: 'MODEL' });
    expect(set).toMatchObject({
      ...{ variants: posts.variants, note: null },
      provenance: {
        by: 'MODEL',
        model: 'scripted',
        prompt: { name: 'creative-copy', version: 1 },
        tokens: 100,
        microUsd: 12,
      },
    });
    expect(await copies.list(ask.directionId)).toEqual([set]);
    expect(llm.asked[0]?.request).toMatchObject({
      asker: { by: 'Ana', clientId: 'client-1' },
      checks: { bannedWords: ['synergy'] },
    });
  });

  test.each(['llm-off', 'llm-budget', 'llm-held', 'llm-timeout', 'llm-unusable', 'llm-unreachable'])(
    'is composed by the rules when the model fails with %s, and says why',
    async (code) => {
      const { copies, ask } = await open(dialect, scriptedLlm({ fails: code }));
      const set = await copies.write({ ...ask, way: 'MODEL' });
      expect(set.provenance.by).toBe('RULES');
      expect(set.note).toContain(`The language model did not write this. The script says that this fails (${code}).`);
    },
  );

  test('is composed by the rules where there is no model at all, or its texts have no room', async () => {
    const without = await open(dialect);
    expect(await without.copies.write({ ...without.ask, way: 'MODEL' })).toMatchObject({
      ...{ provenance: { by: 'RULES' }, note: 'The language model did not write this. There is none here.' },
    });
    const long = 'x'.repeat(290);
    const { copies, ask } = await open(dialect, scriptedLlm({ says: { variants: [long, long, long] } }));
    expect(await copies.write({ ...ask, platform: 'x', way: 'MODEL' })).toMatchObject({
      ...{ provenance: { by: 'RULES' }, note: expect.stringContaining('too long') },
    });
  });

  test('of a question that was given up there is none', async () => {
    const { copies, ask } = await open(dialect, scriptedLlm({ fails: 'llm-cancelled' }));
    await expect(copies.write({ ...ask, way: 'MODEL' })).rejects.toMatchObject({ code: 'llm-cancelled' });
    expect(await copies.list(ask.directionId)).toEqual([]);
  });

  test('of the model keeps only the variants that have room on the platform', async () => {
    const variants = ['Short.', 'x'.repeat(290), 'Short too.'];
    const { copies, ask } = await open(dialect, scriptedLlm({ says: { variants } }));
    expect((await copies.write({ ...ask, platform: 'x', way: 'MODEL' })).variants).toEqual(['Short.', 'Short too.']);
  });

  test('is listed last written first, and of an unknown direction there is none', async () => {
    const { copies, ask, clock } = await open(dialect, scriptedLlm({ says: posts }));
    const first = await copies.write({ ...ask, way: 'RULES' });
    clock.advance(1000);
    const second = await copies.write({ ...ask, way: 'MODEL' });
    expect((await copies.list(ask.directionId)).map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(await copies.list('nobody')).toEqual([]);
    await expect(copies.write({ ...ask, directionId: 'nobody', way: 'RULES' })).rejects.toMatchObject({
      code: 'directions-missing',
    });
  });
});

describeEachDialect('copy over the wire', (dialect) => {
  test('a claim that nothing proves is put right once, or the rules write', async () => {
    const house = await aModelHouse();
    const lies = { variants: ['We saved 500 cafés 37 %.', 'We guarantee synergy.', 'See evil.example.'] };
    house.server.always(modelReplies.saysObject(lies));
    const { copies, ask } = await open(dialect, house.llm);
    const set = await copies.write({ ...ask, way: 'MODEL' });
    expect(set.provenance.by).toBe('RULES');
    expect(set.note).toMatch(/guarantee.*500.*37 %.*evil\.example/);
    expect(set.note).toContain('"synergy" is among the banned words.');
    expect(house.server.requests).toHaveLength(2);
    await house.close();
  });

  test('nothing of any person is sent: the request holds the fields of the prompt and no other', async () => {
    const house = await aModelHouse();
    house.server.always(modelReplies.saysObject(posts));
    const { copies, ask } = await open(dialect, house.llm);
    expect((await copies.write({ ...ask, way: 'MODEL' })).provenance.by).toBe('MODEL');
    const sent = house.server.requests[0]?.text ?? '';
    expect(sent).not.toMatch(/client-1|strategy-1|Ana\b/);
    await house.close();
  });
});
