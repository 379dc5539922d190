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

async function open() {
  const { workspace, clock, dispose } = await aWorkspace({ publicUrl: 'https://forms.example' });
  opened.push(dispose);
  const app = aServer('acquisition', acquisitionRoutes, workspace);
  const api = createApiClient(acquisitionContract, { fetch: (url, init) => requestApp(app, url, init) });
  const { clients, capture } = await workspace.cam();
  const client = await clients.create({ name: 'Nordlicht' }, 'Olga');
  const draft = {
    name: 'Demo',
    title: 'Try it',
    intro: '',
    consentText: 'You may write.',
    fields: [],
    sites: [],
    campaignId: null,
  };
  const form = await api.formCreate({ body: { client: client.id, draft } });
  const pageToken = await capture.pageToken(form);
  clock.advance(10_000);
  const typed = { email: 'maja@kurier.example', consent: 'yes' };
  await capture.submit({ formKey: form.key, pageToken, typed, baseUrl: 'https://forms.example' });
  return { api, client, form, workspace, clock };
}

test('what somebody sent by a form is taken, held, given out and erased over HTTP', async () => {
  const { api, client } = await open();
  expect(await api.forms({ query: { client: client.id } })).toMatchObject({
    publicUrl: 'https://forms.example',
    forms: [{ counts: { waiting: 1 } }],
  });
  const [waiting] = (await api.submissions({ query: { status: 'WAITING' } })).submissions;
  await expect(api.submissionTake({ params: { id: waiting?.id ?? '' }, body: { reason: '' } })).rejects.toMatchObject({
    code: 'capture-reason',
  });
  const { leadId } = await api.submissionTake({ params: { id: waiting?.id ?? '' }, body: { reason: 'Met her' } });
  const address = 'MAJA@kurier.example';
  expect((await api.personHeld({ query: { address } })).leads).toMatchObject([{ id: leadId, clientName: 'Nordlicht' }]);
  expect((await api.personExport({ query: { address } })).held.map(({ title }) => title)).toContain(
    'Consent, with source and time',
  );
  await expect(api.personErase({ body: { address, reason: ' ' } })).rejects.toMatchObject({ code: 'erase-reason' });
  expect(await api.personErase({ body: { address, reason: 'Asked' } })).toMatchObject({
    deleted: 'gone',
    ledgerRows: 1,
    backups: [],
  });
  expect(await api.personHeld({ query: { address } })).toMatchObject({ leads: [], things: [] });
  expect((await api.erasures()).erasures).toMatchObject([{ by: 'Operator', reason: 'Asked' }]);
  await expect(api.personHeld({ query: { address: 'Maja' } })).rejects.toMatchObject({ code: 'person-address' });
});

test('rules of how long things are kept are changed within their bounds, looked at, and carried out', async () => {
  const { api, clock } = await open();
  const kind = 'unconfirmed-forms';
  await expect(api.retentionSet({ params: { kind }, body: { isOn: true, days: 3 } })).rejects.toMatchObject({
    code: 'retention-days',
  });
  await api.retentionSet({ params: { kind }, body: { isOn: false, days: 7 } });
  clock.advance(8 * 86_400_000);
  expect(await api.retentionPreview({ params: { kind }, query: {} })).toMatchObject({ count: 1, days: 7 });
  expect(await api.retentionPreview({ params: { kind }, query: { days: '30' } })).toMatchObject({ count: 0 });
  expect(await api.retentionRun({ params: { kind } })).toMatchObject({ removed: 1, error: '' });
  expect(await api.retention()).toMatchObject({
    rules: [{ kind, isOn: false, days: 7 }, {}, {}],
    runs: [{ removed: 1 }],
  });
  expect((await api.submissions({ query: {} })).total).toBe(0);
  await expect(api.retentionRun({ params: { kind: 'everything' } })).rejects.toMatchObject({ code: 'retention-kind' });
});

test('the list of those who are never contacted is kept over HTTP', async () => {
  const { api } = await open();
  const entry = await api.suppressionAdd({
    body: { client: null, kind: 'email', value: 'Ole@Berg.example', reason: 'Asked' },
  });
  const bytes = 'Mail\nole@berg.example\nute@berg.example\n';
  expect(await api.suppressionRead({ bytes })).toMatchObject({ rows: 2, found: { email: 2 } });
  expect(await api.suppressionImport({ query: { file: 'old.csv', reason: 'Old tool' }, bytes })).toMatchObject({
    added: 1,
    known: 1,
  });
  expect((await api.suppressions({ query: { search: 'ute' } })).entries).toMatchObject([{ source: 'old.csv' }]);
  expect((await api.suppressionExport({ query: {} })).text).toContain('ole@berg.example,email,Asked');
  expect(await api.suppressionRemoveSource({ body: { client: null, source: 'old.csv', reason: 'Wrong' } })).toEqual({
    removed: 1,
  });
  await api.suppressionRemove({ params: { id: entry.id }, body: { reason: 'Called' } });
  expect((await api.suppressions({ query: {} })).total).toBe(0);
});
