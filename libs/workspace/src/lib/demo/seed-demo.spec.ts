import { expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { openWorkspace, seedDemo } from '@aicmo/workspace';

test('the demonstration tells its story once, in every part of the house, and nothing of it leaves', async () => {
  const home = await mkdtemp(path.join(tmpdir(), 'aicmo-demo-'));
  const env = { home, databaseUrl: `sqlite:${path.join(home, 'demo.db')}`, demo: true };
  const clock = fakeClock('2026-03-18T10:00:00Z');
  try {
    const report = await seedDemo(env, { clock });
    expect(report).toMatchObject({ isNew: true, leads: 100 });
    expect(await seedDemo(env, { clock })).toEqual({ ...report, isNew: false });

    const workspace = await openWorkspace({ ...env, clock });
    const [cam, strategy, creative] = [await workspace.cam(), await workspace.strategy(), await workspace.creative()];
    expect((await cam.clients.list()).map((client) => client.name)).toEqual(['Kestrel Routes', 'Northlight Studio']);
    const { attempts } = await cam.messages.list({ state: 'SIMULATED' }, { limit: 500 });
    expect(attempts.length).toBeGreaterThan(20);
    expect(attempts.every((attempt) => attempt.mode === 'SIMULATION' && attempt.recipient?.endsWith('.example'))).toBe(
      true,
    );
    expect(await cam.inbox.counts()).toMatchObject({ now: 4, later: 0 });
    expect((await cam.inbox.list()).items.map(({ kind, draft }) => `${kind} ${draft}`)).toEqual([
      ...['POSITIVE FRESH', 'NEUTRAL NONE', 'NEGATIVE NONE', 'POSITIVE NONE'],
    ]);
    expect((await cam.inbox.list({ view: 'MACHINES' })).items.map(({ kind }) => kind)).toEqual(['OUT_OF_OFFICE']);
    expect(await strategy.strategies.list()).toHaveLength(1);
    expect((await creative.directions.list())[0]?.directions).toHaveLength(3);
    expect(await (await workspace.social()).reports.list()).toHaveLength(1);
    expect((await (await workspace.campaignOps()).tasks.list({})).length).toBeGreaterThan(0);
    expect((await (await workspace.autonomy()).actions.list({})).length).toBeGreaterThan(0);
    expect(await workspace.door.ledger.externalSends()).toBe(0);
    await workspace.close();
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});

test('the demonstration never mixes with real rows', async () => {
  await expect(seedDemo({ home: tmpdir(), databaseUrl: 'sqlite:/nowhere/aicmo.db' })).rejects.toMatchObject({
    code: 'demo-not-demo',
  });
});
