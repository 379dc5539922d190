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
type Api = Awaited<ReturnType<typeof open>>['api'];

const begin = async (api: Api, fileName: string, wanted: ImportPlan, bytes: string) => {
  const { key } = await api.keepFile({ bytes });
  return api.begin({ body: { key, fileName, plan: wanted } });
};

test('a dropped file becomes a client, a campaign, leads in sequence and a first rendered message', async () => {
  const { api } = await open();
  const { key } = await api.keepFile({ bytes: list });
  const preview = await api.preview({ body: { key, fileName: 'leads.csv' } });
  expect(preview).toMatchObject({
    rows: 2,
    valid: 1,
    rejected: 1,
    mapping: { 0: 'fullName', 1: 'email', 3: 'company' },
  });
  const batch = await begin(api, 'leads.csv', plan, list);
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
  const { page, messages: written, moves } = await api.lead({ params: { leadId: leads[0]?.id ?? '' } });
  expect(page).toMatchObject({ lead: { state: 'QUALIFIED' }, enrolments: [{ campaignName: 'Spring' }] });
  expect(written).toHaveLength(1);
  expect(moves).toContain('LOST');
});

test('the rejected rows come back with number, text and reason, and as a file to correct', async () => {
  const { api } = await open();
  const { id: batchId } = await begin(api, 'leads.csv', plan, list);
  for await (const event of api.progress({ params: { batchId } })) expect(event.id).toBe(batchId);
  expect(await api.outcome({ params: { batchId } })).toMatchObject({
    batch: { status: 'COMPLETED' },
    rejections: [{ rowNumber: 3, raw: 'Bo Holm;bo holm;;Other', reason: '“bo holm” is no mail address.' }],
    conflicts: [],
  });
  const { fileName, blob } = await api.rejectedFile({ params: { batchId } });
  expect(fileName).toBe('leads-rejected.csv');
  expect(await blob.text()).toContain('Bo Holm;bo holm;;Other;3;“bo holm” is no mail address.');
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
    await expect(begin(api, 'x.csv', { ...plan, mapping }, text)).rejects.toMatchObject(error);
  }
  const unkept = api.begin({ body: { key: 'a'.repeat(64), fileName: 'x.csv', plan } });
  await expect(unkept).rejects.toMatchObject({ code: 'import-file-gone' });
  const { clients } = await workspace.cam();
  expect(await clients.list()).toEqual([]);
});

test('somebody who is never to be contacted stays so, and the decision has a reason', async () => {
  const { api } = await open();
  const { id: batchId, clientId } = await begin(api, 'leads.csv', plan, list);
  for await (const event of api.progress({ params: { batchId } })) expect(event.status).not.toBe('FAILED');
  const { leads } = await api.leads({ query: { client: clientId } });
  const leadId = leads[0]?.id ?? '';
  await expect(api.neverContact({ params: { leadId }, body: { reason: '' } })).rejects.toMatchObject({
    kind: 'invalid',
  });
  expect((await api.lead({ params: { leadId } })).page.lead.consent).toBe('UNKNOWN');
  await api.neverContact({ params: { leadId }, body: { reason: 'Asked by phone' } });
  const { page } = await api.lead({ params: { leadId } });
  expect(page.lead.consent).toBe('DO_NOT_CONTACT');
  expect(page.suppressedBy).toEqual(['maja@kurier.example: Asked by phone']);
  await api.lose({ params: { leadId }, body: { reason: 'NOT_INTERESTED', words: 'Asked by phone' } });
  await expect(api.move({ params: { leadId }, body: { to: 'REPLIED' } })).rejects.toMatchObject({ code: 'lead-move' });
});

test('a lead is corrected, planned with, won and put back, all of it through the console', async () => {
  const { api } = await open();
  const { id: batchId, clientId } = await begin(api, 'leads.csv', plan, list);
  for await (const event of api.progress({ params: { batchId } })) expect(event.status).not.toBe('FAILED');
  const leadId = (await api.leads({ query: { client: clientId } })).leads[0]?.id ?? '';
  const params = { leadId };
  const read = () => api.lead({ params });
  const { page } = await read();
  const { offer } = await api.editLead({ params, body: { edit: { title: 'Founder' }, seen: page.lead.updatedAt } });
  expect((await read()).page.lead.title).toBe('Founder');
  await api.undo({ params: { undoId: offer?.id ?? '' } });
  expect((await read()).page.lead.title).toBe(page.lead.title);
  await api.addNote({ params, body: { text: 'Met at the fair.' } });
  const dueAt = '2026-03-09T09:00:00.000Z';
  await api.addTask({ params, body: { title: 'Call back', dueAt, timeZone: 'Europe/Berlin' } });
  const won = await api.win({ params, body: { client: { name: 'Kurier Nord', timeZone: 'Europe/Berlin' } } });
  const after = (await read()).page;
  expect(after.won).toEqual({ clientId: won.clientId, clientName: 'Kurier Nord' });
  const told = after.story.lines.map(({ what }) => what);
  expect(told.slice(0, 2)).toEqual(['Won', 'Task set: Call back']);
  expect(told).toContain('Met at the fair.');
  expect(after.tasks).toHaveLength(1);
});
