import { afterEach, expect, test } from '@jest/globals';
import { createApiClient } from '@aicmo/core-server/contract';
import { aServer, requestApp } from '@aicmo/core-server/testing';
import { aWorkspace } from '@aicmo/workspace/testing';
import { publishingContract } from '../../contract/publishing.contract.ts';
import { publishingRoutes } from './publishing.routes.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const dispose of opened.splice(0)) await dispose();
});

async function open() {
  const { workspace, clock, dispose } = await aWorkspace();
  opened.push(dispose);
  const brandKit = { voice: '', bannedWords: ['cheap'], disclaimers: [] };
  const client = await (await workspace.cam()).clients.create({ name: 'Northwind', brandKit }, 'Ana');
  const server = aServer('publishing', publishingRoutes, workspace);
  const api = createApiClient(publishingContract, { fetch: (url, init) => requestApp(server, url, init) });
  const draft = { clientId: client.id, campaignId: null, platform: 'x', account: '@northwind' } as const;
  return { api, clock, workspace, client, draft };
}

const plannedAt = '2026-03-09T08:00:00.000Z';

test('a post is written, checked, planned, approved and, at its time, proofed once; nothing leaves', async () => {
  const { api, clock, workspace, draft } = await open();
  const { id } = await api.create({ body: { ...draft, text: 'Rye, Monday from eight.' } });
  await api.schedule({ params: { postId: id }, body: { plannedAt } });
  const seen = await api.post({ params: { postId: id } });
  expect(seen).toMatchObject({ qc: { current: true, report: { verdict: 'PASS', score: 100 } }, approval: null });
  expect(seen.stops.map(({ text, liftedBy }) => [text, liftedBy])).toEqual([
    ['Nobody has approved it yet.', 'person'],
    ['Its time has not come yet.', 'time'],
  ]);
  await api.decide({ params: { postId: id }, body: { decision: 'APPROVED', seenHash: seen.hash } });
  expect(await api.run()).toEqual({ simulated: 0, proofed: 0, held: 0, missed: 0 });
  clock.set(plannedAt);
  expect(await api.run()).toMatchObject({ proofed: 1 });
  expect(await api.run()).toMatchObject({ proofed: 0 });
  const { rows } = await api.posts();
  expect(rows).toMatchObject([{ post: { state: 'PROOFED' }, stops: [] }]);
  expect(await workspace.door.ledger.externalSends()).toBe(0);
});

test('a decision about words that changed meanwhile is refused, and an edit undoes the approval by itself', async () => {
  const { api, draft } = await open();
  const post = await api.create({ body: { ...draft, text: 'Rye, Monday from eight.' } });
  const params = { postId: post.id };
  const { hash } = await api.post({ params });
  await api.decide({ params, body: { decision: 'APPROVED', seenHash: hash } });
  await api.edit({ params, body: { ...draft, text: 'Rye, Monday from nine.', version: post.version } });
  const late = api.decide({ params, body: { decision: 'APPROVED', seenHash: hash } });
  await expect(late).rejects.toMatchObject({ kind: 'conflict', code: 'approval-other-content' });
  const { approval, stops } = await api.post({ params });
  expect(approval?.current).toBe(false);
  expect(stops.map(({ text }) => text)).toEqual([
    'Since Operator approved it, the text changed. It has to be approved again.',
  ]);
  const stale = api.edit({ params, body: { ...draft, text: 'x', version: post.version } });
  await expect(stale).rejects.toMatchObject({ code: 'post-edited' });
});

test('what a check finds stands with the post: a word that the client banned, and a text that is too long', async () => {
  const { api, draft, client } = await open();
  await api.create({ body: { ...draft, text: `The cheap one. ${'a'.repeat(300)}` } });
  const { rows } = await api.posts({ query: { client: client.id } });
  const sentences = rows[0]?.stops.map(({ text }) => text).join(' ');
  expect(sentences).toContain('Banned by the client: "cheap".');
  expect(sentences).toContain('X takes 280. Shorten it by');
});

test('a cancelled post stays to be read, cannot be planned again, and can be copied', async () => {
  const { api, draft } = await open();
  const { id } = await api.create({ body: { ...draft, text: 'Rye.' } });
  const params = { postId: id };
  await expect(api.schedule({ params, body: { plannedAt: '2026-01-01T08:00:00.000Z' } })).rejects.toMatchObject({
    code: 'post-past',
  });
  await api.schedule({ params, body: { plannedAt } });
  await api.cancel({ params, body: { why: 'Sold out' } });
  await expect(api.schedule({ params, body: { plannedAt } })).rejects.toMatchObject({ code: 'post-move' });
  expect((await api.post({ params })).story[0]).toMatchObject({ what: 'Cancelled', why: 'Sold out' });
  expect(await api.copy({ params })).toMatchObject({ state: 'DRAFT', text: 'Rye.' });
});
