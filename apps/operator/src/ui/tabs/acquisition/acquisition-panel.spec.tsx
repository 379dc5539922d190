import { type ImportBatch, type OutreachAttempt } from '@aicmo/cam/contract';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
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
  ...{ error: '', importedBy: 'Operator', startedAt: now, endedAt: now, sizeBytes: 90, bytesDone: 90, undo: null },
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
