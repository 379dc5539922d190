import { afterEach, expect, test } from '@jest/globals';
import { parseInstant } from '@aicmo/core-kernel';
import { aWorkspace } from '@aicmo/workspace/testing';
import type { Workspace } from '../workspace.ts';
import { checkPost, deliverableOf, publishDuePosts, whatStopsPost } from './publish-posts.flow.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const dispose of opened.splice(0)) await dispose();
});

const monday = parseInstant('2026-03-09T08:00:00Z');

async function aPlannedPost(over: { text?: string; bannedWords?: string[] } = {}) {
  const { workspace, clock, dispose } = await aWorkspace();
  opened.push(dispose);
  const { clients } = await workspace.cam();
  const brandKit = { voice: '', bannedWords: over.bannedWords ?? [], disclaimers: [] };
  const client = await clients.create({ name: 'Northwind', brandKit }, 'Ana');
  const { posts } = await workspace.social();
  const text = over.text ?? 'Rye from the stone oven, Monday from eight.';
  const post = await posts.create({ clientId: client.id, platform: 'x', account: '@northwind', text, by: 'Ana' });
  return { workspace, clock, posts, client, post: await posts.schedule(post.id, monday, 'Ana') };
}

async function approve(workspace: Workspace, postId: string): Promise<void> {
  const [{ posts }, { approvals }] = [await workspace.social(), await workspace.delivery()];
  const { hash } = await checkPost(workspace, postId);
  const decision = { decision: 'APPROVED', seenHash: hash, by: 'Ben' } as const;
  await approvals.decide({ kind: 'POST', id: postId }, deliverableOf(await posts.get(postId)), decision);
}

test('an approved post is proofed at its time and not before, once, and nothing has left', async () => {
  const { workspace, clock, posts, post } = await aPlannedPost();
  await approve(workspace, post.id);
  expect(await publishDuePosts(workspace)).toEqual({ simulated: 0, proofed: 0, held: 0, missed: 0 });
  clock.set(monday);
  const passes = await Promise.all([publishDuePosts(workspace), publishDuePosts(workspace)]);
  expect(passes.reduce((sum, { proofed }) => sum + proofed, 0)).toBe(1);
  const { state, ledgerId } = await posts.get(post.id);
  expect(state).toBe('PROOFED');
  expect(await workspace.door.ledger.list()).toMatchObject([
    { id: ledgerId, kind: 'post', outcome: 'PROOFED', destination: '@northwind on X' },
  ]);
  expect(await workspace.door.ledger.externalSends()).toBe(0);
});

test('a post that nobody approved is held with its reasons, which are written once', async () => {
  const { workspace, clock, posts, post } = await aPlannedPost({
    text: 'Dear {{ name }}, the cheap rye',
    bannedWords: ['cheap'],
  });
  clock.set(monday);
  expect(await publishDuePosts(workspace)).toMatchObject({ held: 1 });
  expect(await publishDuePosts(workspace)).toMatchObject({ held: 1 });
  const { state, stoppedBy } = await posts.get(post.id);
  expect(state).toBe('SCHEDULED');
  expect(stoppedBy.join(' ')).toMatch(/left to fill in.*Banned by the client: "cheap".*Nobody has approved it yet/s);
  expect((await posts.story(post.id)).filter(({ what }) => what === 'Held back')).toHaveLength(1);
  expect(await workspace.door.ledger.list()).toEqual([]);
});

test('an edit after the approval stops the post and names what changed', async () => {
  const { workspace, clock, posts, post } = await aPlannedPost();
  await approve(workspace, post.id);
  await posts.edit(post.id, { version: post.version, text: 'Rye at nine.', by: 'Ana' });
  clock.set(monday);
  await publishDuePosts(workspace);
  expect((await posts.get(post.id)).stoppedBy).toEqual([
    'Since Ben approved it, the text changed. It has to be approved again.',
  ]);
});

test('a hold of the house stops every post, and a day late it is missed', async () => {
  const { workspace, clock, posts, post } = await aPlannedPost();
  await approve(workspace, post.id);
  clock.set(monday);
  await workspace.flags.set({ paused: true, by: 'Ana', reason: 'Checking' });
  expect(await whatStopsPost(workspace, await posts.get(post.id))).toMatchObject([{ text: 'Everything is on hold.' }]);
  expect(await publishDuePosts(workspace)).toMatchObject({ held: 1 });
  clock.set('2026-03-10T08:00:01Z');
  expect(await publishDuePosts(workspace)).toMatchObject({ missed: 1 });
  expect(await posts.get(post.id)).toMatchObject({ state: 'MISSED' });
});

test('a post of a campaign waits until the campaign runs, and is simulated while that only simulates', async () => {
  const { workspace, clock, posts, client } = await aPlannedPost();
  const { campaigns } = await workspace.cam();
  const draft = await campaigns.create(client.id, { name: 'Autumn', objective: 'More orders' }, 'Ana');
  const text = 'Rye rolls, Monday from eight.';
  const made = await posts.create({
    clientId: client.id,
    campaignId: draft.id,
    platform: 'x',
    account: '@n',
    text,
    by: 'Ana',
  });
  const post = await posts.schedule(made.id, monday, 'Ana');
  await approve(workspace, post.id);
  clock.set(monday);
  expect(await whatStopsPost(workspace, post)).toMatchObject([{ code: 'campaign-not-active' }]);
  await campaigns.move(draft.id, 'ACTIVE', 'Ana');
  expect(await publishDuePosts(workspace)).toMatchObject({ simulated: 1 });
  expect(await posts.get(post.id)).toMatchObject({ state: 'SIMULATED' });
});
