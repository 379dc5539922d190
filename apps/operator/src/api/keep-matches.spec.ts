import { afterEach, expect, test } from '@jest/globals';
import { createLog } from '@aicmo/core-server';
import { aWorkspace } from '@aicmo/workspace/testing';
import { keepMatches } from './keep-matches.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const dispose of opened.splice(0).reverse()) await dispose();
});

test('after an import the console looks for people who may be the same by itself, once', async () => {
  const { workspace, clock, dispose } = await aWorkspace();
  opened.push(dispose);
  const { clients, imports, matches, matchRuns } = await workspace.cam();
  const client = await clients.create({ name: 'Nordlicht' }, 'Ana');
  const text = 'name,email,company\nMaja Lindqvist,maja@k.example,Kurier\nMaja Lindqvist,ml@gmx.example,Kurier';
  const list = { clientId: client.id, campaignId: null, fileName: 'a.csv', bytes: new TextEncoder().encode(text) };
  await imports.finished((await imports.begin(list, 'Ana')).id);
  const stop = keepMatches(workspace, createLog({ clock, level: 'silent' }), 1);
  while ((await matches.count()) === 0) await new Promise((resolve) => setImmediate(resolve));
  for (let looks = 0; looks < 20; looks += 1) await new Promise((resolve) => setImmediate(resolve));
  await stop();
  expect((await matchRuns.list()).map(({ startedBy, found }) => [startedBy, found])).toEqual([['The console', 1]]);
});
