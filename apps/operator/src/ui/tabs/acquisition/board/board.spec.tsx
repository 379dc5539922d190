import { conflict } from '@aicmo/core-kernel';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { LeadRow } from '../../../../contract/acquisition/leads.contract.ts';
import { fakeApi, type AskedRequest } from '../../../test-setup/fake-api.ts';
import { showPanel } from '../../../test-setup/show-panel.tsx';
import { BoardView } from './board-view.tsx';

afterEach(cleanup);

const now = '2026-03-02T09:00:00.000Z';
const aRow = (change: Partial<LeadRow> = {}): LeadRow => ({
  ...{ id: 'l1', clientId: 'c1', name: 'Maja Lindqvist', title: 'Head of Operations', company: 'Kurier Nord' },
  ...{ email: 'maja@k.example', place: 'Hamburg, Germany', score: 0.82, tier: 'WARM', grade: 'B', state: 'CONTACTED' },
  ...{ consent: 'UNKNOWN', emailCheck: 'VALID', needsReview: false, source: 'leads.csv', createdAt: now },
  ...{ sequence: null, updatedAt: now },
  ...change,
});
const list = ({ path }: AskedRequest) => {
  const leads = path.includes('state=CONTACTED') ? [aRow()] : [];
  return { leads, total: leads.length, isTotalExact: true, next: null };
};
const undo = { id: 'u1', what: 'Moved Maja Lindqvist to replied', until: now };
const full = {
  'GET /api/acquisition/leads': list,
  'GET /api/acquisition/counts': { total: 1204, byState: { CONTACTED: 1204 }, byTier: {}, needsReview: 0 },
  'GET /api/acquisition/campaigns': { campaigns: [] },
  'GET /api/clients/choices': { clients: [] },
  'POST /api/acquisition/leads/l1/state': undo,
};
const drag = (card: HTMLElement, target: HTMLElement): void => {
  const dataTransfer = { setData: () => undefined, effectAllowed: '' };
  fireEvent.dragStart(card, { dataTransfer });
  fireEvent.dragOver(target, { dataTransfer });
  fireEvent.drop(target, { dataTransfer });
  fireEvent.dragEnd(card, { dataTransfer });
};
const posted = (asked: readonly AskedRequest[]) => asked.filter(({ method }) => method === 'POST');

test('a card goes by mouse where a lead may go, and nowhere else', async () => {
  const asked = fakeApi(full);
  showPanel(<BoardView />, { address: '/acquisition?view=board' });
  const contacted = await screen.findByRole('region', { name: 'Contacted' });
  await waitFor(() => expect(within(contacted).getByRole('heading').textContent).toBe('Contacted 1,204'));
  const card = (await within(contacted).findByText('Maja Lindqvist')).closest<HTMLElement>('[draggable]');
  if (!card) throw new Error('the card is not to be dragged');
  drag(card, screen.getByRole('region', { name: 'New' }));
  expect(posted(asked)).toEqual([]);
  drag(card, screen.getByRole('region', { name: 'Replied' }));
  await waitFor(() => expect(posted(asked)[0]?.body).toEqual({ to: 'REPLIED' }));
});

test('by keyboard m offers the legal moves, and giving up asks why', async () => {
  fakeApi(full);
  showPanel(<BoardView />, { address: '/acquisition?view=board' });
  const contacted = await screen.findByRole('region', { name: 'Contacted' });
  fireEvent.keyDown(await within(contacted).findByRole('button', { name: /^Maja Lindqvist/ }), { key: 'm' });
  const goals = await screen.findAllByRole('menuitem');
  expect(goals.map(({ textContent }) => textContent)).toEqual(['Replied', 'Won', 'Lost']);
  fireEvent.click(screen.getByRole('menuitem', { name: 'Lost' }));
  expect(await screen.findByRole('dialog', { name: 'Give up' })).not.toBeNull();
});

test('a refusal is told, and the card stays where it was', async () => {
  const refusal = conflict({ code: 'lead-move', message: 'Somebody has decided meanwhile.' });
  fakeApi({ ...full, 'POST /api/acquisition/leads/l1/state': refusal });
  showPanel(<BoardView />, { address: '/acquisition?view=board' });
  fireEvent.click(await screen.findByRole('button', { name: 'Move Maja Lindqvist' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Replied' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Somebody has decided meanwhile.');
  expect(within(screen.getByRole('region', { name: 'Contacted' })).getByText('Maja Lindqvist')).not.toBeNull();
});
