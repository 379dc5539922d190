import { expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { aWorkspace } from '@aicmo/workspace/testing';
import { allMigrations, allSentinels, migrationScopes, openWorkspace } from '@aicmo/workspace';

describeEachDialect('a workspace', (dialect) => {
  test('says that its schema is missing, makes it when told, and then says that it is as it should be', async () => {
    const databaseUrl = await dialect.url();
    const workspace = await openWorkspace({ databaseUrl, home: tmpdir() });
    try {
      expect(await workspace.schema()).toEqual({ state: 'missing' });
      const report = await workspace.bootstrap();
      expect(report.applied.map((each) => each.scope)).toEqual(expect.arrayContaining([...migrationScopes]));
      expect(await workspace.schema()).toEqual({ state: 'ok', applied: report.applied.length });
      expect((await workspace.flags.read()).proofMode).toBe(true);
    } finally {
      await workspace.close();
    }
  });
});

test('opening a workspace and looking at it makes no database file', async () => {
  const home = await mkdtemp(path.join(tmpdir(), 'aicmo-none-'));
  const workspace = await openWorkspace({ databaseUrl: `sqlite:${path.join(home, 'aicmo.db')}`, home });
  expect(await workspace.schema()).toEqual({ state: 'missing' });
  await expect(workspace.flags.read()).rejects.toMatchObject({ code: 'db-no-file' });
  expect(existsSync(path.join(home, 'aicmo.db'))).toBe(false);
  await workspace.bootstrap();
  expect(await workspace.flags.read()).toMatchObject({ paused: false });
  await workspace.close();
  await rm(home, { recursive: true });
});

test('each scope owns its migrations under its own name', async () => {
  expect((await allMigrations()).map((set) => set.scope)).toEqual(migrationScopes);
});

test('a server that does not answer is reported, not thrown', async () => {
  const workspace = await openWorkspace({ databaseUrl: 'postgres://a:b@127.0.0.1:1/d', home: tmpdir() });
  expect(await workspace.schema()).toMatchObject({ state: 'unreachable', code: 'db-unreachable' });
  await workspace.close();
});

test('every library has its checks, and on a new workspace none of them fails', async () => {
  const { workspace, clock, dispose } = await aWorkspace();
  const sentinels = await allSentinels(workspace);
  expect(new Set(sentinels.map(({ id }) => id)).size).toBe(sentinels.length);
  const context = { clock, signal: new AbortController().signal };
  const results = await Promise.all(sentinels.map(async ({ id, run }) => [id, (await run(context)).verdict] as const));
  expect(results.filter(([, verdict]) => verdict === 'fail')).toEqual([]);
  expect(results.map(([id]) => id.split('-')[0])).toEqual(
    expect.arrayContaining(['core', 'cam', 'strategy', 'creative', 'social', 'delivery', 'campaign', 'autonomy']),
  );
  await dispose();
});
