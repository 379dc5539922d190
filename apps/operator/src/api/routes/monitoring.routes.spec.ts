import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { createApiClient } from '@aicmo/core-server/contract';
import { aServer, requestApp } from '@aicmo/core-server/testing';
import { aFeed } from '@aicmo/social/testing';
import { aWorkspace } from '@aicmo/workspace/testing';
import { monitoringContract } from '../../contract/monitoring.contract.ts';
import { monitoringRoutes } from './monitoring.routes.ts';

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const dispose of opened.splice(0)) await dispose();
});

const clientId = 'client-1';
const feed = aFeed('atom', [
  { title: 'Great bread at Northwind', url: 'https://gazette.example/a', date: '2026-02-25T12:00:00Z' },
  { title: 'Horrible queue at Northwind', url: 'https://gazette.example/b', date: '2026-02-26T12:00:00Z' },
  { title: 'Northwind, undated' },
]);

async function open() {
  const { workspace, dispose } = await aWorkspace();
  opened.push(dispose);
  const server = aServer('monitoring', monitoringRoutes, workspace);
  const api = createApiClient(monitoringContract, { fetch: (url, init) => requestApp(server, url, init) });
  return { api, workspace };
}

async function aSite(answer: string): Promise<string> {
  const site: Server = createServer((_, response) => response.end(answer)).listen(0, '127.0.0.1');
  await once(site, 'listening');
  opened.push(async () => {
    site.closeAllConnections();
    await new Promise((done) => site.close(done));
  });
  return `http://127.0.0.1:${(site.address() as AddressInfo).port}/feed`; // a listening TCP server has one
}

test('a feed is added by its address, read through the door, and what it says is explained', async () => {
  const { api } = await open();
  const { reading } = await api.addSource({ body: { clientId, name: 'Gazette', url: await aSite(feed) } });
  expect(reading).toMatchObject({ status: 'read', added: 3, undated: 1 });
  const { rows, total } = await api.mentions({ query: { client: clientId, sentiment: 'negative' } });
  expect(total).toBe(1);
  expect(rows[0]).toMatchObject({
    title: 'Horrible queue at Northwind',
    sourceName: 'Gazette',
    sentiment: { words: [{ word: 'Horrible' }] },
  });
  const params = { mentionId: rows[0]?.id ?? '' };
  expect(await api.correct({ params, body: { label: 'neutral' } })).toMatchObject({ correction: { by: 'Operator' } });
  expect(await api.mention({ params })).toMatchObject({ sentiment: { label: 'neutral' } });
});

test('a document that is handed in works without any network, and a file that is no text is refused in words', async () => {
  const { api } = await open();
  const { sourceId, reading } = await api.addSource({ body: { clientId, name: 'Cuttings', url: '' } });
  expect(reading).toBeNull();
  const params = { sourceId };
  expect(await api.handIn({ params, bytes: feed })).toMatchObject({ status: 'read', added: 3 });
  expect(await api.handIn({ params, bytes: feed })).toMatchObject({ added: 0, known: 3 });
  expect(await api.handIn({ params, bytes: '<!doctype html>' })).toMatchObject({
    status: 'failed',
    failure: expect.stringContaining('web page'),
  });
  const picture = api.handIn({ params, bytes: new Uint8Array([0x89, 0x50, 0xff, 0xfe]) });
  await expect(picture).rejects.toMatchObject({ kind: 'invalid', code: 'document-not-text' });
});

test('a report says what it is built on and what it misses, and a source that failed is in it as failed', async () => {
  const { api, workspace } = await open();
  const { sourceId } = await api.addSource({ body: { clientId, name: 'Cuttings', url: '' } });
  await api.handIn({ params: { sourceId }, bytes: feed });
  await workspace.flags.set({ killed: true, by: 'Ana', reason: 'Test' });
  const { reading } = await api.addSource({ body: { clientId, name: 'Gazette', url: 'https://gazette.example/feed' } });
  expect(reading).toMatchObject({ status: 'failed', failure: expect.stringContaining('Everything is stopped') });
  const body = { clientId, from: '2026-02-23T00:00:00Z', to: '2026-03-02T00:00:00Z', query: 'northwind -queue' };
  const { id, report } = await api.makeReport({ body });
  expect(report.counts).toMatchObject({ items: 3, mentions: 1, notAsked: 1, undated: 1, failedSources: 1 });
  expect(report.gaps.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['failed-source', 'undated-items']));
  expect(await api.report({ params: { reportId: id } })).toMatchObject({ report });
  expect(await api.reports({ query: { client: clientId } })).toMatchObject({
    reports: [{ id, mentions: 1, query: 'northwind -queue' }],
  });
  await expect(api.makeReport({ body: { ...body, query: '(bread' } })).rejects.toMatchObject({ code: 'query-faulty' });
});

test('what wanted to leave is counted by what became of it, and none of it left', async () => {
  const { api, workspace } = await open();
  const delivery = {
    kind: 'post',
    mode: 'SIMULATION',
    destination: 'x @n',
    summary: 'Rye',
    body: 'Rye',
    subjectRef: 'p1',
  } as const;
  await workspace.db.transaction((tx) => workspace.door.deliver(tx, delivery));
  expect(await api.effects()).toMatchObject({
    counts: { SIMULATED: 1 },
    externalSends: 0,
    latest: [{ summary: 'Rye' }],
  });
});

test('listening to a source can be stopped, and what was heard stays', async () => {
  const { api } = await open();
  const { sourceId } = await api.addSource({ body: { clientId, name: 'Cuttings', url: '' } });
  await api.handIn({ params: { sourceId }, bytes: feed });
  await api.stopListening({ params: { sourceId } });
  expect(await api.sources()).toEqual({ sources: [] });
  expect(await api.mentions()).toMatchObject({ total: 3 });
});
