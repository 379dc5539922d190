import type { ReviewItem } from '@aicmo/cam/contract';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { fakeApi } from '../../../test-setup/fake-api.ts';
import { showPanel } from '../../../test-setup/show-panel.tsx';
import { AcquisitionPanel } from '../acquisition-panel.tsx';

afterEach(cleanup);

const since = '2026-02-02T09:00:00.000Z';
const anItem = (number: number, change: Partial<ReviewItem> = {}): ReviewItem => ({
  ...{ leadId: `l${number}`, clientId: 'c1', name: `Person ${number}`, title: 'CEO', company: 'Firm', email: '' },
  ...{ state: 'NEW', tier: 'WARM', score: 0.7, since },
  reasons: [{ kind: 'ADDRESS', since, why: `p${number}@firm.example is no good: there is no such domain.` }],
  ...change,
});
const summary = {
  counts: { REVIEW: 0, ADDRESS: 3, COMPANY: 1000 },
  groups: [{ kind: 'conflicts', count: 12, batchId: 'b1', name: 'apollo.csv', since }],
};
const at = '/acquisition?view=review';

test('an empty queue says what would stand there', async () => {
  fakeApi({
    'GET /api/acquisition/review': { items: [], next: null },
    'GET /api/acquisition/review-summary': { counts: { REVIEW: 0, ADDRESS: 0, COMPANY: 0 }, groups: [] },
  });
  showPanel(<AcquisitionPanel />, { address: at });
  expect(await screen.findByRole('region', { name: 'Nobody needs you' })).not.toBeNull();
});

test('each lead stands with why and since when; j moves, d answers, and the next one has the focus', async () => {
  let items = [1, 2, 3].map((number) => anItem(number));
  const asked = fakeApi({
    'GET /api/acquisition/review': () => ({ items, next: null }),
    'GET /api/acquisition/review-summary': summary,
    'POST /api/acquisition/leads/l2/looked-at': () => {
      items = items.filter(({ leadId }) => leadId !== 'l2');
      return { id: 'u1', what: 'Looked at Person 2', until: since };
    },
  });
  const { address } = showPanel(<AcquisitionPanel />, { address: at });
  const list = await screen.findByRole('list', { name: 'Leads that need a person' });
  expect(within(list).getAllByRole('listitem')[0]?.textContent).toContain('p1@firm.example is no good');
  expect(screen.getByRole('checkbox', { name: 'Company not known · 1,000 or more' })).not.toBeNull();
  expect(document.body.textContent).toContain('“apollo.csv” says something else than the lead in 12 places');
  fireEvent.keyDown(window, { key: 'j' });
  fireEvent.keyDown(window, { key: 'j' });
  expect(document.activeElement?.textContent).toContain('Person 2');
  fireEvent.keyDown(document.activeElement ?? window, { key: 'd' });
  await screen.findByText('Looked at Person 2.');
  await waitFor(() => expect(within(list).getAllByRole('listitem')).toHaveLength(2));
  expect(document.activeElement?.textContent).toContain('Person 3');
  fireEvent.click(within(list).getByRole('button', { name: /^Person 1/ }));
  expect(address()).toContain('open=l1');
  expect(asked.some(({ path }) => path === '/api/acquisition/leads/l2/looked-at')).toBe(true);
});

test('a reason narrows the queue, and a lead is put off until tomorrow at nine', async () => {
  const asked = fakeApi({
    'GET /api/acquisition/review': { items: [anItem(1)], next: null },
    'GET /api/acquisition/review-summary': summary,
    'POST /api/acquisition/leads/l1/later': { id: 'u1', what: 'Put Person 1 off', until: since },
  });
  showPanel(<AcquisitionPanel />, { address: at });
  fireEvent.click(await screen.findByRole('checkbox', { name: 'Address no good · 3' }));
  await waitFor(() => expect(asked.some(({ path }) => path === '/api/acquisition/review?kind=ADDRESS')).toBe(true));
  fireEvent.click(await screen.findByRole('button', { name: 'More for Person 1' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Later: tomorrow at nine' }));
  await screen.findByText('Put Person 1 off.');
  const put = asked.find(({ path }) => path === '/api/acquisition/leads/l1/later');
  expect(put?.body).toMatchObject({ until: expect.stringMatching(/T\d\d:00:00\.000Z$/) });
});
