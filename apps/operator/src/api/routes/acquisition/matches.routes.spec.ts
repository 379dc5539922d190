import { afterEach, expect, test } from '@jest/globals';
import { createApiClient } from '@aicmo/core-server/contract';
import { aServer, requestApp } from '@aicmo/core-server/testing';
import { aWorkspace } from '@aicmo/workspace/testing';
import { acquisitionContract } from '../../../contract/acquisition.contract.ts';
import { acquisitionRoutes } from '../acquisition.routes.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const dispose of opened.splice(0)) await dispose();
});

const list = [
  'First name,Last name,Company,Email',
  'Maja,Lindqvist,Kurier Nord,maja@kurier.example',
  'Maja,Lindqivst,KURIER NORD GmbH,ml@gmx.example',
].join('\n');

test('people who may be the same are searched with progress, previewed, merged, undone, and told apart over HTTP', async () => {
  const { workspace, dispose } = await aWorkspace();
  opened.push(dispose);
  const app = aServer('acquisition', acquisitionRoutes, workspace);
  const api = createApiClient(acquisitionContract, { fetch: (url, init) => requestApp(app, url, init) });
  const cam = await workspace.cam();
  const client = await cam.clients.create({ name: 'Nordlicht' }, 'Olga');
  const bytes = new TextEncoder().encode(list);
  const batch = await cam.imports.begin({ clientId: client.id, campaignId: null, fileName: 'a.csv', bytes }, 'Olga');
  await cam.imports.finished(batch.id);

  expect(await api.matchSummary({ query: {} })).toEqual({ open: 0, run: null });
  const run = await api.searchMatches({ body: { client: client.id, scope: 'NEW' } });
  const seen = [];
  for await (const event of api.matchRunProgress({ params: { runId: run.id } })) seen.push(event);
  expect(seen.at(-1)).toMatchObject({ status: 'COMPLETED', found: 1, share: 1 });
  expect((await api.stopMatchRun({ params: { runId: run.id } })).status).toBe('COMPLETED');

  const { pairs } = await api.matches({ query: { client: client.id, kind: 'NEAR', status: 'OPEN' } });
  const [pair] = pairs;
  const two = { keepId: pair?.left.id ?? '', absorbId: pair?.right.id ?? '' };
  expect((await api.previewMerge({ body: two })).fields.find(({ field }) => field === 'email')?.isConflict).toBe(true);
  const { merge } = await api.mergeLeads({ body: { ...two, choices: { company: 'absorbed' } } });
  await expect(api.mergeLeads({ body: two })).rejects.toMatchObject({ kind: 'conflict', code: 'merge-already' });
  expect((await api.merges({ query: { lead: two.keepId } })).merges).toHaveLength(1);
  expect((await api.undoMerge({ params: { mergeId: merge.id } })).undoneBy).toBe('Operator');
  expect((await api.matchPair({ query: { one: two.absorbId, other: two.keepId } })).id).toBe(pair?.id);
  const offer = await api.notSame({ params: { matchId: pair?.id ?? '' } });
  expect((await api.matchSummary({ query: { client: client.id } })).open).toBe(0);
  await api.undo({ params: { undoId: offer.id } });
  expect((await api.matchSummary({ query: { client: client.id } })).open).toBe(1);
  await expect(api.samePerson({ body: { leadId: two.keepId, otherLeadId: two.absorbId } })).rejects.toMatchObject({
    code: 'match-one-client',
  });
});
