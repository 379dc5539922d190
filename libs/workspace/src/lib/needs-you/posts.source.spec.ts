import { afterEach, expect, test } from '@jest/globals';
import { parseInstant } from '@aicmo/core-kernel';
import { aWorkspace } from '@aicmo/workspace/testing';
import { checkPost, deliverableOf } from '../flows/publish-posts.flow.ts';
import { failedSourcesSource } from './failed-sources.source.ts';
import { postsSource } from './posts.source.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const dispose of opened.splice(0)) await dispose();
});

async function aHouse() {
  const { workspace, clock, dispose } = await aWorkspace();
  opened.push(dispose);
  const client = await (await workspace.cam()).clients.create({ name: 'Northwind' }, 'Ana');
  return { workspace, clock, clientId: client.id, ...(await workspace.social()) };
}

test('a post that a person has to let go needs one on the day before its time, more urgently once it is due', async () => {
  const { workspace, clock, clientId, posts } = await aHouse();
  const words = { clientId, platform: 'x', account: '@northwind', text: 'Rye.', by: 'Ana' } as const;
  const { id } = await posts.create(words);
  await posts.create(words); // a draft: nobody waits for it
  await posts.schedule(id, parseInstant('2026-03-09T08:00:00Z'), 'Ana');
  const { hash } = await checkPost(workspace, id);
  expect(await postsSource.find(workspace)).toEqual([]);
  clock.set('2026-03-08T09:00:00Z');
  expect(await postsSource.find(workspace)).toMatchObject([
    {
      urgency: 'soon',
      sentence: 'A post for X cannot go: Nobody has approved it yet.',
      clientId,
      action: { tab: 'publishing', open: id },
    },
  ]);
  clock.set('2026-03-09T08:00:00Z');
  expect(await postsSource.find(workspace)).toMatchObject([{ urgency: 'now' }]);
  const { approvals } = await workspace.delivery();
  const content = deliverableOf(await posts.get(id));
  await approvals.decide({ kind: 'POST', id }, content, { decision: 'APPROVED', seenHash: hash, by: 'Ben' });
  expect(await postsSource.find(workspace)).toEqual([]);
});

test('a source that could not be read needs a person until it is read again', async () => {
  const { workspace, clientId, sources } = await aHouse();
  const id = await sources.add({ clientId, name: 'Cuttings' });
  expect(await failedSourcesSource.find(workspace)).toEqual([]);
  await sources.ingest(id, '<!doctype html>');
  expect(await failedSourcesSource.find(workspace)).toMatchObject([
    {
      sentence: expect.stringMatching(/^The source "Cuttings" could not be read: Found a web page/),
      action: { tab: 'monitoring', open: id },
    },
  ]);
  await sources.ingest(id, '<rss version="2.0"><channel><title>T</title></channel></rss>');
  expect(await failedSourcesSource.find(workspace)).toEqual([]);
});
