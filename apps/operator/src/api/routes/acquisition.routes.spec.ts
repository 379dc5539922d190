import { afterEach, expect, test } from '@jest/globals';
import { createApiClient } from '@aicmo/core-server/contract';
import { aServer, requestApp } from '@aicmo/core-server/testing';
import { aWorkspace } from '@aicmo/workspace/testing';
import { acquisitionContract } from '../../contract/acquisition.contract.ts';
import type { ImportPlan } from '../../contract/acquisition/imports.contract.ts';
import { acquisitionRoutes } from './acquisition.routes.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const dispose of opened.splice(0)) await dispose();
});

async function open() {
  const { workspace, clock, dispose } = await aWorkspace();
  opened.push(dispose);
  const app = aServer('acquisition', acquisitionRoutes, workspace);
  const api = createApiClient(acquisitionContract, { fetch: (url, init) => requestApp(app, url, init) });
  return { workspace, clock, api };
}

const list = 'Kontakt;Mail;Rolle;Firma\nMaja Lindqvist;maja@kurier.example;CEO;Kurier\nBo Holm;bo holm;;Other\n';
const plan: ImportPlan = {
  client: { name: 'Nordlicht', timeZone: 'Europe/Berlin', senderName: 'Anna Berg' },
  campaign: {
    name: 'Spring',
    icp: { industries: [], sizes: [], revenueFromCents: null, revenueToCents: null, locations: [], titles: ['CEO'] },
  },
  mapping: { 0: 'fullName', 1: 'email', 2: 'title', 3: 'company' },
  policy: 'merge',
};
const asked = (file: string, wanted: ImportPlan) => ({ file, plan: JSON.stringify(wanted) });

test('a dropped file becomes a client, a campaign, leads in sequence and a first rendered message', async () => {
  const { api } = await open();
  const preview = await api.preview({ query: { file: 'leads.csv' }, bytes: list });
  expect(preview).toMatchObject({
    rows: 2,
    valid: 1,
    rejected: 1,
    mapping: { 0: 'fullName', 1: 'email', 3: 'company' },
  });
  const batch = await api.begin({ query: asked('leads.csv', plan), bytes: list });
  const seen = [];
  for await (const event of api.progress({ params: { batchId: batch.id } })) seen.push(event);
  expect(seen.at(-1)).toMatchObject({ status: 'COMPLETED', rowsDone: 2, imported: 1, rejected: 1, enrolled: 1 });

  const { leads, total } = await api.leads({ query: { client: batch.clientId, search: 'maja' } });
  expect(total).toBe(1);
  expect(leads[0]).toMatchObject({ name: 'Maja Lindqvist', state: 'QUALIFIED', sequence: { name: 'Regular nurture' } });
  expect(await api.counts({ query: { client: batch.clientId } })).toMatchObject({ total: 1, byTier: { WARM: 1 } });

  const { outcome, messages } = await api.simulate({ params: { campaignId: batch.campaignId ?? '' } });
  expect(messages.map(({ state, reasons }) => ({ state, reasons }))).toEqual([{ state: 'SIMULATED', reasons: [] }]);
  expect(outcome).toMatchObject({ claimed: true, run: { status: 'COMPLETED', counters: { due: 1, simulated: 1 } } });
  expect(messages[0]?.body).toContain('Hello Maja,');
  const { detail, messages: written, moves } = await api.lead({ params: { leadId: leads[0]?.id ?? '' } });
  expect(detail).toMatchObject({ lead: { state: 'QUALIFIED' }, enrolments: [{ campaignName: 'Spring' }] });
  expect(written).toHaveLength(1);
  expect(moves).toContain('LOST');
});

test('the rejected rows come back with number, text and reason, and as a file to correct', async () => {
  const { api } = await open();
  const { id: batchId } = await api.begin({ query: asked('leads.csv', plan), bytes: list });
  for await (const event of api.progress({ params: { batchId } })) expect(event.id).toBe(batchId);
  expect(await api.outcome({ params: { batchId } })).toMatchObject({
    batch: { status: 'COMPLETED' },
    rejections: [{ rowNumber: 3, raw: 'Bo Holm;bo holm;;Other', reason: '“bo holm” is no mail address.' }],
    conflicts: [],
  });
  expect(await api.rejectedFile({ params: { batchId } })).toMatchObject({
    fileName: 'leads-rejected.csv',
    text: expect.stringContaining('Bo Holm,bo holm,,Other,3,“bo holm” is no mail address.'),
  });
});

test('a file that is refused leaves no client and no campaign behind', async () => {
  const { workspace, api } = await open();
  const refused: readonly (readonly [string, object])[] = [
    ['', { code: 'import-empty-file' }],
    ['Name,Email\n', { code: 'import-header-only' }],
    ['Name,Email\nMaja,nowhere\n', { code: 'import-nobody' }],
  ];
  for (const [text, error] of refused) {
    const mapping = { 0: 'fullName', 1: 'email' } as const;
    await expect(api.begin({ query: asked('x.csv', { ...plan, mapping }), bytes: text })).rejects.toMatchObject(error);
  }
  await expect(api.begin({ query: { file: 'x.csv', plan: '{' }, bytes: list })).rejects.toMatchObject({
    kind: 'invalid',
  });
  const { clients } = await workspace.cam();
  expect(await clients.list()).toEqual([]);
});

test('somebody who is never to be contacted stays so, and the decision has a reason', async () => {
  const { api } = await open();
  const { id: batchId, clientId } = await api.begin({ query: asked('leads.csv', plan), bytes: list });
  for await (const event of api.progress({ params: { batchId } })) expect(event.status).not.toBe('FAILED');
  const { leads } = await api.leads({ query: { client: clientId } });
  const leadId = leads[0]?.id ?? '';
  await expect(api.neverContact({ params: { leadId }, body: { reason: '' } })).rejects.toMatchObject({
    kind: 'invalid',
  });
  expect((await api.lead({ params: { leadId } })).detail.lead.consent).toBe('UNKNOWN');
  await api.neverContact({ params: { leadId }, body: { reason: 'Asked by phone' } });
  const { detail } = await api.lead({ params: { leadId } });
  expect(detail.lead.consent).toBe('DO_NOT_CONTACT');
  expect(detail.suppressedBy).toEqual(['maja@kurier.example: Asked by phone']);
  await api.move({ params: { leadId }, body: { to: 'LOST', reason: 'Asked by phone' } });
  await expect(api.move({ params: { leadId }, body: { to: 'WON', reason: '' } })).rejects.toMatchObject({
    code: 'lead-move',
  });
});
