import { expect, test } from '@jest/globals';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { aMaterial } from '../testing/a-material.ts';
import { createCreative } from './creative.ts';
import type { CreativeTables } from './db/creative-tables.ts';
import { creativeMigrations } from './db/migrations/index.ts';
import { creativeSentinels } from './sentinels/index.ts';

async function open(dialect: TestDialect) {
  const clock = fakeClock();
  const db = await dialect.open([creativeMigrations]);
  return { clock, db, ...createCreative({ db, clock }) };
}

const request = (given: Parameters<typeof aMaterial>[0] = {}) => ({
  clientId: 'client-1',
  source: { kind: 'STRATEGY' as const, id: 'strategy-1', version: 2 },
  material: aMaterial(given),
  by: 'Ana',
});

async function openComposed(dialect: TestDialect) {
  const house = await open(dialect);
  const composed = await house.directions.compose(request());
  if (!composed.ok) throw new Error(composed.reason);
  return { ...house, set: composed.set };
}

describeEachDialect('stored directions', (dialect) => {
  test('are three, with the strategy and the inputs they were composed from, and read back whole', async () => {
    const { directions, set } = await openComposed(dialect);
    expect(set).toMatchObject({ source: { id: 'strategy-1', version: 2 }, composedBy: 'Ana', chosen: null });
    expect(set.inputsHash).toMatch(/^[0-9a-f]{64}$/);
    expect(set.directions.map(({ direction }) => direction.angle)).toEqual(['PROBLEM', 'PROOF', 'CHANGE']);
    expect(await directions.get(set.id)).toEqual(set);
    await expect(directions.get('nobody')).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('composed twice from the same inputs are one set, also when both are asked for at once', async () => {
    const { directions } = await open(dialect);
    const both = await Promise.all([directions.compose(request()), directions.compose(request())]);
    expect(both.map((outcome) => outcome.ok && outcome.isNew).sort()).toEqual([false, true]);
    expect(both[0]?.ok && both[1]?.ok && both[0].set.id === both[1].set.id).toBe(true);
    expect(await directions.list()).toHaveLength(1);
  });

  test('composed from changed inputs are another set, listed before the older one', async () => {
    const { directions, set, clock } = await openComposed(dialect);
    clock.advance(1000);
    const next = await directions.compose(request({ tone: 'dry' }));
    expect((await directions.list({ clientId: 'client-1' })).map(({ id }) => id)).toEqual([
      next.ok ? next.set.id : 'none',
      set.id,
    ]);
    expect(await directions.list({ clientId: 'client-2' })).toEqual([]);
  });

  test('are not stored when the material is too thin', async () => {
    const { directions } = await open(dialect);
    expect(await directions.compose(request({ pains: [] }))).toMatchObject({
      ok: false,
      missing: [{ field: 'pains' }],
    });
    expect(await directions.list()).toEqual([]);
  });

  test('keep who chose which and why, the latest choice first', async () => {
    const { directions, set, clock } = await openComposed(dialect);
    const [first, second] = set.directions.map(({ id }) => id);
    await directions.choose({ directionId: first ?? '', by: 'Ana' });
    clock.advance(1000);
    const chosen = await directions.choose({
      directionId: second ?? '',
      by: 'Ben',
      why: 'The client asked for figures',
    });
    expect(chosen.chosen).toMatchObject({ directionId: second, by: 'Ben', why: 'The client asked for figures' });
    expect(await directions.get(set.id)).toEqual(chosen);
    expect((await directions.choices(set.id)).map(({ chosenBy }) => chosenBy)).toEqual(['Ben', 'Ana']);
    await expect(directions.choose({ directionId: 'nobody', by: 'Ana' })).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('pass the check for sources, and fail it with a remedy when a stored phrase was changed by hand', async () => {
    const { db, clock, set } = await openComposed(dialect);
    const check = () => creativeSentinels({ db })[0]?.run({ clock, signal: new AbortController().signal });
    expect(await check()).toMatchObject({ verdict: 'pass' });
    const direction = structuredClone(set.directions[0]?.direction);
    if (direction) direction.tagline.text = 'Something else';
    const rows = db.handle<CreativeTables>('creative').in();
    await rows
      .updateTable('creativeDirection')
      .set({ content: JSON.stringify(direction) })
      .where('id', '=', set.directions[0]?.id ?? '')
      .execute();
    expect(await check()).toMatchObject({ verdict: 'fail', remedy: { text: expect.stringContaining('Creatives') } });
  });
});
