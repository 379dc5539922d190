import { builtInRules, type LeadRun, type RulesVersion, type ScoringPreview } from '@aicmo/cam/contract';
import { conflict } from '@aicmo/core-kernel';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { fakeApi } from '../../../test-setup/fake-api.ts';
import { showPanel } from '../../../test-setup/show-panel.tsx';
import { RulesView } from './rules-view.tsx';

beforeEach(() => sessionStorage.clear());
afterEach(cleanup);

const aClient = (id: string, name: string) => ({ id, name, isAgency: false, timeZone: 'Europe/Berlin' });
const now = '2026-03-02T09:00:00.000Z';
const strict = { ...builtInRules, tiers: { hot: 0.9, warm: 0.7, cool: 0.5 } };
const second: RulesVersion = { version: 2, rules: builtInRules, at: now, by: 'Olga', why: 'As before.' };
const first: RulesVersion = { version: 1, rules: strict, at: now, by: 'Ben', why: 'Only the best.' };
const run: LeadRun = {
  ...{ id: 'r1', kind: 'SCORE', clientId: 'c1', campaignId: null, status: 'COMPLETED', why: 'x', total: 40, done: 40 },
  ...{ changed: 40, counts: { moved: 3 }, error: '', startedBy: 'Olga', startedAt: now, endedAt: now },
};
const preview: ScoringPreview = {
  ...{ leads: 40, moving: 3, moves: [{ from: 'COOL', to: 'WARM', count: 3 }] },
  ...{ before: { HOT: 0, WARM: 10, COOL: 30, COLD: 0 }, after: { HOT: 0, WARM: 13, COOL: 27, COLD: 0 } },
  examples: [
    {
      ...{ leadId: 'l1', name: 'Maja Lindqvist', company: 'Kurier Nord' },
      ...{ fromTier: 'COOL', toTier: 'WARM', fromScore: 0.6, toScore: 0.7 },
    },
  ],
};
const page = {
  current: second,
  history: [second, first],
  sequences: [{ id: 's1', name: 'Regular nurture', tier: 'WARM' }],
  runs: [run],
};
const api = {
  'GET /api/clients/choices': { clients: [aClient('c1', 'Nordlicht')] },
  'GET /api/acquisition/rules': page,
  'GET /api/acquisition/addresses': {
    ...{ counts: [{ check: 'INVALID', leads: 2 }], checks: [], fills: [] },
    connectors: [{ id: 'hunter', name: 'Hunter', does: 'addresses', isOn: false, text: 'Hunter is off.' }],
  },
  'POST /api/acquisition/rules/preview': preview,
};
const show = () => showPanel(<RulesView />, { address: '/acquisition?view=rules' });
const type = async (label: string, value: string) =>
  fireEvent.change(await screen.findByLabelText(label), { target: { value } });

test('weights say at once what they add up to, and cannot be tried while it is not 1', async () => {
  fakeApi(api);
  show();
  await type('Title', '0.50');
  expect(screen.getByText('adds up to 1.15, not 1.00')).not.toBeNull();
  expect(screen.getByText('The weights of opportunity add up to 1.15; expected 1.00: take 0.15 away.')).not.toBeNull();
  const look = screen.getByRole<HTMLButtonElement>('button', { name: 'See who would move' });
  expect(look.disabled).toBe(true);
  await type('Signals', '0,25');
  expect(screen.getByText('Title 0.35 → 0.50 · Signals 0.40 → 0.25')).not.toBeNull();
  expect(look.disabled).toBe(false);
});

test('a change is saved only after it was seen who would move, with a reason', async () => {
  const asked = fakeApi({ ...api, 'POST /api/acquisition/rules': { version: { ...second, version: 3 }, run } });
  show();
  await type('Cool from', '0.45');
  fireEvent.click(screen.getByRole('button', { name: 'See who would move' }));
  const moves = await screen.findByRole('group', { name: 'Leads of each tier, before and after' });
  expect(within(moves).getByText('3 cool')).not.toBeNull();
  expect(screen.getByRole('link', { name: 'Maja Lindqvist' })).not.toBeNull();
  const save = screen.getByRole<HTMLButtonElement>('button', { name: 'Save as version 3' });
  expect(save.disabled).toBe(true);
  await type('Why do they change?', 'More of the cool ones.');
  fireEvent.click(save);
  await waitFor(() => expect(asked.at(-1)?.path).toContain('/api/acquisition/rules'));
  const sent = asked.find(({ method, path }) => method === 'POST' && path === '/api/acquisition/rules');
  expect(sent?.body).toMatchObject({
    ...{ client: 'c1', basedOn: 2, why: 'More of the cool ones.' },
    rules: { tiers: { hot: 0.85, warm: 0.65, cool: 0.45 } },
  });
});

test('another number takes the preview of the one before away: nothing unseen is saved', async () => {
  fakeApi(api);
  show();
  await type('Cool from', '0.45');
  fireEvent.click(screen.getByRole('button', { name: 'See who would move' }));
  await screen.findByRole('button', { name: 'Save as version 3' });
  await type('Cool from', '0.46');
  expect(screen.queryByRole('button', { name: 'Save as version 3' })).toBeNull();
});

test('what somebody saved meanwhile is told, and nothing that was typed is lost', async () => {
  const refusal = conflict({ code: 'scoring-version', message: 'Somebody has saved version 3 meanwhile (Ben).' });
  fakeApi({ ...api, 'POST /api/acquisition/rules': refusal });
  show();
  await type('Cool from', '0.45');
  fireEvent.click(screen.getByRole('button', { name: 'See who would move' }));
  await type('Why do they change?', 'x');
  fireEvent.click(screen.getByRole('button', { name: 'Save as version 3' }));
  expect(await screen.findByText('Somebody has saved version 3 meanwhile (Ben).')).not.toBeNull();
  expect(screen.getByLabelText<HTMLInputElement>('Cool from').value).toBe('0.45');
});

test('the history says who changed what and why, and an old version goes back into the form', async () => {
  fakeApi(api);
  show();
  const history = await screen.findByRole('group', { name: 'Versions of the rules' });
  expect(history.textContent).toContain('Only the best.');
  expect(history.textContent).toContain('Hot from 0.85 → 0.90, Warm from 0.65 → 0.70, Cool from 0.40 → 0.50');
  const [take] = within(history).getAllByRole('button', { name: 'Go back to it' });
  if (take) fireEvent.click(take);
  expect(screen.getByLabelText<HTMLInputElement>('Hot from').value).toBe('0.90');
});

test('with several clients one has to be named, and the addresses lead to their rows', async () => {
  const clients = [aClient('c1', 'Nordlicht'), aClient('c2', 'Südwind')];
  fakeApi({ ...api, 'GET /api/clients/choices': { clients } });
  const { address } = show();
  fireEvent.click(await screen.findByRole('button', { name: 'Südwind' }));
  expect(address()).toBe('/acquisition?view=rules&client=c2');
  const bad = await screen.findByRole('link', { name: /No good: 2/ });
  expect(bad.getAttribute('href')).toBe('/acquisition?client=c2&check=INVALID');
  expect(screen.getByText('Hunter is off.')).not.toBeNull();
});
