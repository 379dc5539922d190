import {
  anyCustomer,
  type ImportBatch,
  type ImportPreview,
  type Lead,
  type OutreachAttempt,
} from '@aicmo/cam/contract';
import { conflict } from '@aicmo/core-kernel';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { ImportPlan } from '../../../contract/acquisition/imports.contract.ts';
import type { LeadRow } from '../../../contract/acquisition/leads.contract.ts';
import { eventStream, fakeApi } from '../../test-setup/fake-api.ts';
import { showPanel } from '../../test-setup/show-panel.tsx';
import { AcquisitionPanel } from './acquisition-panel.tsx';

afterEach(cleanup);

const now = '2026-03-02T09:00:00.000Z';
const aRow = (change: Partial<LeadRow> = {}): LeadRow => ({
  ...{ id: 'l1', name: 'Maja Lindqvist', title: 'Head of Operations', company: 'Kurier Nord', email: 'maja@k.example' },
  ...{ place: 'Hamburg, Germany', score: 0.82, tier: 'WARM', state: 'QUALIFIED', needsReview: false },
  ...{ sequence: { name: 'Regular nurture', isPaused: false }, source: 'leads.csv', createdAt: now },
  ...change,
});
const aLead: Lead = {
  ...{
    id: 'l1',
    clientId: 'c1',
    personId: 'l1',
    campaignId: 'k1',
    firstName: 'Maja',
    lastName: 'Lindqvist',
    name: 'Maja Lindqvist',
  },
  ...{ title: 'Head of Operations', company: 'Kurier Nord', companyDomain: '', industry: '', employeeCount: null },
  ...{ revenueCents: null, location: 'Hamburg', country: 'Germany', email: 'maja@k.example', linkedin: '', phone: '' },
  ...{ timeZone: 'Europe/Berlin', language: '', signals: [], budgetKnown: false, timelineKnown: false },
  ...{ score: 0.5175, fit: 0.5, opportunity: 0.535, tier: 'COOL', grade: 'C' },
  factors: [
    { key: 'size', part: 'fit', value: 0.5, weight: 1, why: 'Nobody said. Counted as neutral.', isKnown: false },
    { key: 'title', part: 'opportunity', value: 0.6, weight: 0.35, why: 'Close to what is looked for.', isKnown: true },
  ],
  ...{ scoreVersion: null, emailCheck: 'UNCHECKED', emailCheckWhy: '', emailCheckedAt: null },
  ...{
    state: 'QUALIFIED',
    stateReason: '',
    consent: 'UNKNOWN',
    needsReview: false,
    reviewReason: '',
    reviewSince: null,
  },
  ...{
    source: 'leads.csv',
    batchId: 'b1',
    batchRow: 2,
    fields: { Note: 'met in Kiel' },
    createdAt: now,
    updatedAt: now,
  },
};
const aMessage: OutreachAttempt = {
  ...{ id: 'm1', clientId: 'c1', campaignId: 'k1', campaignName: 'Leads', leadId: 'l1', leadName: 'Maja Lindqvist' },
  ...{ company: 'Kurier Nord', enrolmentId: 'e1', sequenceName: 'Regular nurture', step: 1, stepCount: 4 },
  ...{ mode: 'SIMULATION', state: 'SCHEDULED', channel: 'email', recipient: 'maja@k.example', subject: 'A question' },
  ...{ body: 'Hello Maja,', notBefore: '2026-03-03T08:00:00.000Z', recipientZone: 'Europe/Berlin', wouldBe: [] },
  reasons: [{ code: 'outside-window', text: 'It is outside the sending hours.', liftedBy: 'time' }],
  ...{ ledgerId: null, settledAt: null, createdAt: now, updatedAt: now },
};
const aBatch: ImportBatch = {
  ...{ id: 'b1', clientId: 'c1', campaignId: 'k1', fileName: 'leads.csv', sha256: 'x', status: 'COMPLETED' },
  ...{ policy: 'merge', rowsTotal: 3, rowsDone: 3, imported: 2, updated: 0, duplicates: 0, rejected: 1, enrolled: 2 },
  ...{ error: '', importedBy: 'Operator', startedAt: now, endedAt: now },
};
const rejected = { rowNumber: 3, raw: 'Bo;bo holm', code: 'email-invalid', reason: '“bo holm” is no mail address.' };
const aPreview: ImportPreview = {
  ...{ sha256: 'x', encoding: 'utf-8', delimiter: ';', mapping: { 0: 'fullName', 1: 'email' }, rows: 3, valid: 2 },
  columns: [
    { index: 0, header: 'Who', samples: ['Maja'], field: 'fullName', confidence: 0.9, why: 'The name says so.' },
    {
      index: 1,
      header: 'Reach',
      samples: ['maja@k.example'],
      field: 'email',
      confidence: 0.8,
      why: 'The values look like it.',
    },
    {
      index: 2,
      header: 'Firma',
      samples: ['Kurier Nord'],
      field: null,
      confidence: 0,
      why: 'Nothing tells what it is.',
    },
  ],
  ...{ rejected: 1, duplicatesInFile: 0, duplicatesKnown: 0, sample: [aLead], rejectedSample: [rejected] },
};
const counts = { total: 2, byState: { QUALIFIED: 2 }, byTier: { WARM: 1, COOL: 1 }, needsReview: 0 };
const full = {
  'GET /api/acquisition/leads': {
    leads: [aRow(), aRow({ id: 'l2', name: 'Bo Holm', tier: 'COOL' })],
    total: 2,
    next: null,
  },
  'GET /api/acquisition/counts': counts,
  'GET /api/acquisition/campaigns': { campaigns: [] },
  'GET /api/acquisition/imports': { batches: [aBatch] },
  'GET /api/clients/choices': { clients: [] },
};
const drop = async () => {
  const file = new File(['Who;Reach;Firma'], 'fleet_leads.csv', { type: 'text/csv' });
  fireEvent.drop(await screen.findByRole('region', { name: 'Drop your list here' }), {
    dataTransfer: { files: [file] },
  });
};

test('an empty house says what leads are and opens the import', async () => {
  fakeApi({
    ...full,
    'GET /api/acquisition/leads': { leads: [], total: 0, next: null },
    'GET /api/acquisition/counts': { ...counts, total: 0 },
    'GET /api/acquisition/imports': { batches: [] },
  });
  const { address } = showPanel(<AcquisitionPanel />, { address: '/acquisition' });
  const empty = await screen.findByRole('region', { name: 'No leads yet' });
  fireEvent.click(within(empty).getByRole('button', { name: 'Import leads' }));
  expect(address()).toBe('/acquisition?import=new');
});

test('each lead stands with its score, tier, state and sequence, and a figure narrows to its rows', async () => {
  const asked = fakeApi(full);
  const { address } = showPanel(<AcquisitionPanel />, { address: '/acquisition?client=c1' });
  const table = await screen.findByRole('grid', { name: 'Leads' });
  const [, first] = within(table).getAllByRole('row');
  expect(first?.textContent).toBe('Maja LindqvistHead of OperationsKurier Nord0.82WarmQualifiedRegular nurture');
  fireEvent.click(screen.getByRole('button', { name: 'Warm leads: 1. Show the rows' }));
  expect(address()).toBe('/acquisition?client=c1&tier=WARM');
  await waitFor(() => expect(asked.map(({ path }) => path)).toContain('/api/acquisition/leads?client=c1&tier=WARM'));
  expect(await screen.findByText('2 leads · warm · best first')).not.toBeNull();
});

test('a lead unfolds its score so that it can be computed again, its messages and its story', async () => {
  const story = [{ id: 's1', at: now, actor: 'Olga', what: 'NEW → QUALIFIED', why: 'Her score is warm.' }];
  fakeApi({
    ...full,
    'GET /api/acquisition/leads/l1': {
      detail: { lead: aLead, enrolments: [], suppressedBy: [], story },
      messages: [aMessage],
      moves: ['CONTACTED', 'LOST'],
    },
  });
  showPanel(<AcquisitionPanel />, { address: '/acquisition?open=l1' });
  const drawer = await screen.findByRole('dialog', { name: 'Maja Lindqvist' });
  expect(await within(drawer).findByText('met in Kiel')).not.toBeNull();
  const text = drawer.textContent;
  expect(text).toContain('Title: 0.60 × 0.35 = 0.2100. Close to what is looked for.');
  expect(text).toContain('fit 0.5000 and opportunity 0.5350 = 0.5175');
  expect(text).toContain('It is outside the sending hours.');
  expect(text).toContain('New → Qualified');
});

test('giving a lead up asks for the reason and keeps the question open when the server refuses', async () => {
  const asked = fakeApi({
    ...full,
    'GET /api/acquisition/leads/l1': {
      detail: { lead: aLead, enrolments: [], suppressedBy: [], story: [] },
      messages: [],
      moves: ['LOST'],
    },
    'POST /api/acquisition/leads/l1/state': conflict({ code: 'lead-move', message: 'Somebody has decided meanwhile.' }),
  });
  showPanel(<AcquisitionPanel />, { address: '/acquisition?open=l1' });
  fireEvent.click(await screen.findByRole('button', { name: 'Give up' }));
  const question = await screen.findByRole('dialog', { name: 'Give up' });
  fireEvent.change(within(question).getByLabelText('Reason'), { target: { value: 'Company closed' } });
  fireEvent.click(within(question).getByRole('button', { name: 'Give up' }));
  expect((await within(question).findByRole('alert')).textContent).toBe('Somebody has decided meanwhile.');
  expect(asked.at(-1)?.body ?? asked.find(({ method }) => method === 'POST')?.body).toEqual({
    to: 'LOST',
    reason: 'Company closed',
  });
});

test('a dropped list shows what each row becomes, with every answer filled in, and one button imports it', async () => {
  const asked = fakeApi({
    ...full,
    'POST /api/acquisition/imports/preview': aPreview,
    'POST /api/acquisition/imports': { ...aBatch, status: 'RUNNING' },
    'GET /api/acquisition/imports/b1/progress': () => eventStream(aBatch),
    'GET /api/acquisition/imports/b1/outcome': { batch: aBatch, rejections: [rejected], conflicts: [] },
  });
  const { address } = showPanel(<AcquisitionPanel />, { address: '/acquisition?import=new' });
  await drop();
  expect(await screen.findByRole('group', { name: 'New leads' })).not.toBeNull();
  expect(screen.getByRole('group', { name: 'Rejected rows' }).textContent).toContain(
    '3“bo holm” is no mail address.Bo;bo holm',
  );
  expect(screen.getByLabelText<HTMLInputElement>(/^Campaign/).value).toBe('Fleet leads');
  expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Reach becomes' }).value).toBe('email');
  fireEvent.click(screen.getByRole('button', { name: 'Import 2 leads' }));
  await waitFor(() => expect(address()).toBe('/acquisition?import=b1'));
  const begun = asked.find(({ method, path }) => method === 'POST' && path.startsWith('/api/acquisition/imports?'));
  const plan = JSON.parse(new URLSearchParams(begun?.path.split('?')[1]).get('plan') ?? '') as ImportPlan; // our own text
  expect(plan).toMatchObject({
    client: { name: 'My first client' },
    campaign: { name: 'Fleet leads', icp: anyCustomer },
    policy: 'merge',
  });
  expect(plan.mapping).toEqual({ 0: 'fullName', 1: 'email' });
  expect(await screen.findByRole('button', { name: 'Download to correct' })).not.toBeNull();
});

test('a column that is given a place takes it from the one that had it, and the preview is asked again', async () => {
  const asked = fakeApi({ ...full, 'POST /api/acquisition/imports/preview': aPreview });
  showPanel(<AcquisitionPanel />, { address: '/acquisition?import=new' });
  await drop();
  fireEvent.change(await screen.findByRole('combobox', { name: 'Firma becomes' }), { target: { value: 'email' } });
  await waitFor(() =>
    expect(decodeURIComponent(asked.at(-1)?.path ?? '')).toContain('mapping={"0":"fullName","2":"email"}'),
  );
});

test('a file that cannot be read is told in words, and another one can be chosen', async () => {
  fakeApi({
    ...full,
    'POST /api/acquisition/imports/preview': conflict({
      code: 'import-same-file',
      message: 'This very file was imported as “leads.csv” by Olga on 2026-03-01: 12 leads.',
    }),
  });
  showPanel(<AcquisitionPanel />, { address: '/acquisition?import=new' });
  await drop();
  expect((await screen.findByRole('alert')).textContent).toContain('imported as “leads.csv” by Olga');
  fireEvent.click(screen.getByRole('button', { name: 'Choose another file' }));
  expect(screen.getByRole('region', { name: 'Drop your list here' })).not.toBeNull();
});

test('an import that stopped half-way says how far it came and how to go on', async () => {
  const stopped: ImportBatch = { ...aBatch, status: 'CANCELLED', rowsDone: 1, error: 'Stopped by a person.' };
  fakeApi({
    ...full,
    'GET /api/acquisition/imports/b1/progress': () => eventStream({ ...stopped, status: 'RUNNING' }, stopped),
    'GET /api/acquisition/imports/b1/outcome': { batch: stopped, rejections: [], conflicts: [] },
  });
  const { address } = showPanel(<AcquisitionPanel />, { address: '/acquisition?import=b1' });
  expect((await screen.findByRole('alert')).textContent).toContain(
    '1 of 3 rows done: they stay. Choose the same file again',
  );
  fireEvent.click(screen.getByRole('button', { name: 'Choose the file again' }));
  expect(address()).toBe('/acquisition?import=new');
});

test('the simulation shows its counters and the first message as it would be read, with what holds it', async () => {
  const run = {
    ...{ id: 'r1', clientId: 'c1', campaignId: 'k1', campaignName: 'Leads', mode: 'SIMULATION', status: 'COMPLETED' },
    ...{ holder: 'Operator', fence: 1, startedAt: now, leaseUntil: now, endedAt: now, reason: '', nextDueAt: null },
    counters: { due: 1, simulated: 0, proofed: 0, scheduled: 1, blocked: 0, left: 0 },
  };
  fakeApi({
    ...full,
    'GET /api/acquisition/imports/b1/progress': () => eventStream(aBatch),
    'GET /api/acquisition/imports/b1/outcome': { batch: aBatch, rejections: [], conflicts: [] },
    'POST /api/acquisition/campaigns/k1/simulation': {
      outcome: { claimed: true, run },
      messages: [aMessage],
      total: 1,
    },
  });
  showPanel(<AcquisitionPanel />, { address: '/acquisition?import=b1' });
  fireEvent.click(await screen.findByRole('button', { name: 'Run simulation' }));
  const messages = await screen.findByRole('list', { name: 'Messages' });
  expect(messages.textContent).toContain('Hello Maja,');
  expect(messages.textContent).toContain('It is outside the sending hours.');
  expect(within(messages).getByText('simulated')).not.toBeNull();
  expect(screen.getByRole('link', { name: 'Wait for their time: 1. Show the rows' }).getAttribute('href')).toBe(
    '/campaigns?open=k1&run=r1&outcome=SCHEDULED',
  );
});
