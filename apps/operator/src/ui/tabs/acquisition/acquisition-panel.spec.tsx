import { type ImportBatch, type OutreachAttempt } from '@aicmo/cam/contract';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { eventStream, fakeApi } from '../../test-setup/fake-api.ts';
import { showPanel } from '../../test-setup/show-panel.tsx';
import { AcquisitionPanel } from './acquisition-panel.tsx';

afterEach(cleanup);

const now = '2026-03-02T09:00:00.000Z';
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
const full = {
  'GET /api/acquisition/campaigns': { campaigns: [] },
  'GET /api/acquisition/imports': { batches: [aBatch] },
  'GET /api/clients/choices': { clients: [] },
};

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
