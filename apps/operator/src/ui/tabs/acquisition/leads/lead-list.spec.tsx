import { conflict } from '@aicmo/core-kernel';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { LeadRow } from '../../../../contract/acquisition/leads.contract.ts';
import { fakeApi } from '../../../test-setup/fake-api.ts';
import { showPanel } from '../../../test-setup/show-panel.tsx';
import { AcquisitionPanel } from '../acquisition-panel.tsx';

afterEach(cleanup);

const now = '2026-03-02T09:00:00.000Z';
const aRow = (change: Partial<LeadRow> = {}): LeadRow => ({
  ...{ id: 'l1', clientId: 'c1', name: 'Maja Lindqvist', title: 'Head of Operations', company: 'Kurier Nord' },
  ...{ email: 'maja@k.example', place: 'Hamburg, Germany', score: 0.82, tier: 'WARM', grade: 'B', state: 'QUALIFIED' },
  ...{ consent: 'UNKNOWN', emailCheck: 'VALID', needsReview: false, source: 'leads.csv', createdAt: now },
  ...{ sequence: { name: 'Regular nurture', isPaused: false }, updatedAt: now },
  ...change,
});
const counts = { total: 2, byState: { QUALIFIED: 2 }, byTier: { WARM: 1, COOL: 1 }, needsReview: 0 };
const rows = [aRow(), aRow({ id: 'l2', name: 'Bo Holm', tier: 'COOL' })];
const full = {
  'GET /api/acquisition/leads': { leads: rows, total: 2, isTotalExact: true, next: null },
  'GET /api/acquisition/counts': counts,
  'GET /api/acquisition/campaigns': { campaigns: [] },
  'GET /api/acquisition/imports': { batches: [] },
  'GET /api/acquisition/views': { views: [] },
};
const undo = { id: 'u1', what: 'Moved 2 leads to contacted', until: now };

test('an empty house says what leads are and opens the import', async () => {
  fakeApi({
    ...full,
    'GET /api/acquisition/leads': { leads: [], total: 0, isTotalExact: true, next: null },
    'GET /api/acquisition/counts': { ...counts, total: 0 },
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
  await waitFor(() =>
    expect(asked.map(({ path }) => path)).toContain(
      '/api/acquisition/leads?client=c1&tier=WARM&sort=score&direction=desc',
    ),
  );
  expect(await screen.findByText('2 leads · warm · best first')).not.toBeNull();
});

test('a heading sorts, the same one again turns the order, and both stand in the address', async () => {
  fakeApi(full);
  const { address } = showPanel(<AcquisitionPanel />, { address: '/acquisition' });
  fireEvent.click(await screen.findByRole('button', { name: 'Company' }));
  expect(address()).toBe('/acquisition?sort=company&direction=asc');
  expect(screen.getByRole('columnheader', { name: 'Company' }).getAttribute('aria-sort')).toBe('ascending');
  fireEvent.click(await screen.findByRole('button', { name: 'Company' }));
  expect(address()).toBe('/acquisition?sort=company&direction=desc');
  expect(screen.getByText('2 leads · by company, from Z')).not.toBeNull();
});

test('more leads than can be sorted by a column are told so, with what to do', async () => {
  fakeApi({
    ...full,
    'GET /api/acquisition/leads': conflict({ code: 'lead-sort-many', message: 'Too many to sort.' }),
  });
  const { address } = showPanel(<AcquisitionPanel />, { address: '/acquisition?sort=title' });
  const told = await screen.findByRole('region', { name: 'Too many leads for this order' });
  expect(told.textContent).toContain('Too many to sort.');
  fireEvent.click(within(told).getByRole('button', { name: 'Show the best first' }));
  expect(address()).toBe('/acquisition');
});

test('ticked leads take one act together after a sentence with their number; those left alone are told', async () => {
  const result = { changed: 1, leftAlone: [{ why: 'lost, which cannot become contacted', leads: 1 }], undo };
  const asked = fakeApi({ ...full, 'POST /api/acquisition/bulk': result });
  showPanel(<AcquisitionPanel />, { address: '/acquisition' });
  fireEvent.click(await screen.findByRole('checkbox', { name: 'Select all rows' }));
  expect(screen.getByText('2 leads selected')).not.toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Move to' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Contacted' }));
  const question = await screen.findByRole('dialog', { name: 'Move to contacted' });
  expect(question.textContent).toContain('2 leads will become contacted');
  fireEvent.click(within(question).getByRole('button', { name: 'Move to contacted' }));
  expect(
    await screen.findByText('1 lead changed. Left alone: 1 lead: lost, which cannot become contacted.'),
  ).not.toBeNull();
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
    target: { ids: ['l1', 'l2'] },
    act: { kind: 'move', to: 'CONTACTED', reason: '' },
  });
  expect(screen.getByText(/Moved 2 leads to contacted/)).not.toBeNull();
});

test('the addresses of ticked leads are checked in the background, and how far that is stands above the list', async () => {
  const run = {
    ...{ id: 'r1', kind: 'CHECK', clientId: 'c1', campaignId: null, status: 'COMPLETED', why: '', total: 2, done: 2 },
    ...{ changed: 1, counts: {}, error: '', startedBy: 'Operator', startedAt: now, endedAt: now },
  };
  const asked = fakeApi({ ...full, 'POST /api/acquisition/bulk-pass': { runs: [run] } });
  showPanel(<AcquisitionPanel />, { address: '/acquisition' });
  fireEvent.click(await screen.findByRole('checkbox', { name: 'Select all rows' }));
  fireEvent.click(screen.getByRole('button', { name: 'More' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Check addresses' }));
  const question = await screen.findByRole('dialog', { name: 'Check addresses' });
  expect(question.textContent).not.toContain('undo');
  fireEvent.click(within(question).getByRole('button', { name: 'Check addresses' }));
  expect(await screen.findByText(/2 leads checked;/)).not.toBeNull();
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ target: { ids: ['l1', 'l2'] }, pass: 'check' });
});

test('all that match are taken with one click, however many are not loaded yet, and a reason is asked for', async () => {
  const page = Array.from({ length: 100 }, (_, number) => aRow({ id: `l${number}` }));
  const asked = fakeApi({
    ...full,
    'GET /api/acquisition/leads': { leads: page, total: 12_400, isTotalExact: true, next: 'more' },
    'POST /api/acquisition/bulk': { changed: 12_400, leftAlone: [], undo },
  });
  showPanel(<AcquisitionPanel />, { address: '/acquisition?client=c1&tier=HOT' });
  fireEvent.click(await screen.findByRole('checkbox', { name: 'Select all rows' }));
  fireEvent.click(screen.getByRole('button', { name: /^Select all 12,400 leads that match/ }));
  expect(screen.getByText('All 12,400 leads selected')).not.toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'More' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Never contact again' }));
  const question = await screen.findByRole('dialog', { name: 'Never contact again' });
  const act = within(question).getByRole('button', { name: 'Never contact again' });
  expect(act.hasAttribute('disabled')).toBe(true);
  fireEvent.change(within(question).getByLabelText('Why'), { target: { value: 'They asked' } });
  fireEvent.click(act);
  await waitFor(() =>
    expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
      target: { filter: { clientId: 'c1', tier: 'HOT' }, expected: 12_400 },
      act: { kind: 'never-contact', reason: 'They asked' },
    }),
  );
});

test('a list is saved with its filters and order, and removed with a way back', async () => {
  const view = { id: 'v1', clientId: null, name: 'Hot', query: 'tier=HOT', createdBy: 'Operator', createdAt: now };
  const asked = fakeApi({
    ...full,
    'GET /api/acquisition/views': { views: [view] },
    'POST /api/acquisition/views': view,
    'DELETE /api/acquisition/views/v1': view,
  });
  showPanel(<AcquisitionPanel />, { address: '/acquisition?client=c1&state=LOST&sort=name' });
  fireEvent.click(await screen.findByRole('button', { name: 'Saved' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Remove the view Hot' }));
  expect(await screen.findByText(/“Hot” is not saved any more/)).not.toBeNull();
  fireEvent.click(await screen.findByRole('button', { name: 'Save this list' }));
  const question = await screen.findByRole('dialog', { name: 'Save this list' });
  fireEvent.change(within(question).getByLabelText('Name'), { target: { value: 'Lost ones' } });
  fireEvent.click(within(question).getByRole('button', { name: 'Save list' }));
  await waitFor(() =>
    expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
      ...{ clientId: 'c1', name: 'Lost ones', query: 'state=LOST&sort=name' },
    }),
  );
});

test('a saved list is opened by its name, for the client that one looks at', async () => {
  const view = { id: 'v1', clientId: null, name: 'Hot', query: 'tier=HOT', createdBy: 'Operator', createdAt: now };
  fakeApi({ ...full, 'GET /api/acquisition/views': { views: [view] } });
  const { address } = showPanel(<AcquisitionPanel />, { address: '/acquisition?client=c1&state=LOST' });
  fireEvent.click(await screen.findByRole('button', { name: 'Saved' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Hot' }));
  expect(address()).toBe('/acquisition?tier=HOT&client=c1');
  expect(await screen.findByRole('button', { name: 'View: Hot' })).not.toBeNull();
});
