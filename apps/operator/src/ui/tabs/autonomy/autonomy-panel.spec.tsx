import type { ActionView } from '@aicmo/autonomy/contract';
import { conflict, unavailable } from '@aicmo/core-kernel';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { fakeApi, type FakeAnswer } from '../../test-setup/fake-api.ts';
import { aHouse, showPanel } from '../../test-setup/show-panel.tsx';
import { AutonomyPanel } from './autonomy-panel.tsx';

afterEach(cleanup);

const anAction = (over: Partial<ActionView> = {}): ActionView => ({
  id: 'a1',
  kind: 'run-campaign-simulation',
  kindTitle: 'Run a campaign as a simulation',
  clientId: 'c1',
  campaignId: 'k1',
  title: 'Run Spring push as a simulation',
  why: '12 messages are due. Each one is rendered and checked; nothing leaves.',
  evidence: [{ label: 'Due messages', value: '12' }],
  state: 'AWAITING_APPROVAL',
  decision: null,
  notBefore: '2026-03-02T09:00:00.000Z',
  failures: 0,
  lastError: '',
  result: null,
  proposedAt: '2026-03-02T09:00:00.000Z',
  changedAt: '2026-03-02T09:00:00.000Z',
  moves: ['approve', 'reject', 'cancel'],
  ...over,
});
const counts = { asks: 1, queue: 0, stuck: 2, over: 0 };
const flags = { paused: false, killed: false, proofMode: true, reason: null, changedBy: null, changedAt: null };
const entry = {
  id: 'l1',
  kind: 'mail',
  mode: 'SIMULATION',
  outcome: 'SIMULATED',
  destination: 'jo@example.com',
  summary: 'First message to Jo',
  bodyHash: 'ab'.repeat(32),
  reasons: [],
  at: '2026-03-02T09:30:00.000Z',
};
const policy = {
  clientId: 'c1',
  mode: 'REVIEW_FIRST',
  narrower: [],
  version: 0,
  changedBy: null,
  changedAt: null,
  reason: '',
};
const story = [
  {
    id: 'e1',
    actionId: 'a1',
    clientId: 'c1',
    at: '2026-03-02T09:00:00.000Z',
    who: 'Autonomy',
    what: 'Proposed',
    why: '',
  },
];

const show = (over: Readonly<Record<string, FakeAnswer>> = {}, options: Parameters<typeof showPanel>[1] = {}) => {
  const asked = fakeApi({
    'GET /api/clients/choices': { clients: [{ id: 'c1', name: 'Northwind Studio', isAgency: false, timeZone: 'UTC' }] },
    'GET /api/autonomy/actions': { actions: [anAction()], counts },
    'GET /api/autonomy/actions/a1': { action: anAction(), story },
    'GET /api/autonomy/ledger': { entries: [entry], total: 1, externalSends: 0 },
    'GET /api/autonomy/ledger/l1/body': { body: 'Hello Jo' },
    'GET /api/autonomy/flags': { now: flags, history: [] },
    'GET /api/autonomy/policies': {
      policies: [
        { client: { id: 'c1', name: 'Northwind Studio' }, policy, campaigns: [{ id: 'k1', name: 'Spring push' }] },
      ],
      kinds: [{ kind: 'run-campaign-simulation', title: 'Run a campaign as a simulation' }],
    },
    ...over,
  });
  return { asked, ...showPanel(<AutonomyPanel />, options) };
};
const posts = (asked: ReturnType<typeof fakeApi>) => asked.filter(({ method }) => method === 'POST');

test('what asks a person stands first, for whom and why, and its figures lead to their rows', async () => {
  const { address } = show();
  const table = await screen.findByRole('grid', { name: 'Asks you' });
  const [, row] = within(table).getAllByRole('row');
  expect(row?.textContent).toContain('Run Spring push as a simulationNorthwind Studioasks you12 messages are due');
  fireEvent.click(await screen.findByRole('button', { name: 'Given up or uncertain: 2. Show the rows' }));
  expect(address()).toContain('view=stuck');
});

test('an action shows what it rests on, and a yes needs no reason', async () => {
  const { asked } = show({ 'POST /api/autonomy/actions/a1/decision': anAction() }, { address: '/autonomy?open=a1' });
  const drawer = await screen.findByRole('dialog', { name: 'Run Spring push as a simulation' });
  expect(await within(drawer).findByText('Due messages')).not.toBeNull();
  fireEvent.click(within(drawer).getByRole('button', { name: 'Approve' }));
  await waitFor(() => expect(posts(asked).map(({ path }) => path)).toEqual(['/api/autonomy/actions/a1/decision']));
  expect(posts(asked)[0]?.body).toEqual({ verdict: 'APPROVED', reason: '' });
});

test('a no needs a reason before anything is asked of the server', async () => {
  const { asked } = show({ 'POST /api/autonomy/actions/a1/decision': anAction() }, { address: '/autonomy?open=a1' });
  fireEvent.click(await screen.findByRole('button', { name: 'Reject' }));
  expect(await screen.findByText(/Write one sentence/)).not.toBeNull();
  expect(posts(asked)).toEqual([]);
  fireEvent.change(screen.getByLabelText('Reason'), { target: { value: 'Not this week.' } });
  fireEvent.click(screen.getByRole('button', { name: 'Reject' }));
  await waitFor(() =>
    expect(posts(asked).map(({ body }) => body)).toEqual([{ verdict: 'REJECTED', reason: 'Not this week.' }]),
  );
});

test('somebody who was faster is named, and what was typed stays', async () => {
  const decided = conflict({
    code: 'action-decided',
    message: 'Bo has rejected this already. Reload the list to see where it stands.',
  });
  show({ 'POST /api/autonomy/actions/a1/decision': decided }, { address: '/autonomy?open=a1' });
  fireEvent.change(await screen.findByLabelText('Reason'), { target: { value: 'Fine by me.' } });
  fireEvent.click(screen.getByRole('button', { name: 'Approve' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Bo has rejected this already');
  expect(screen.getByLabelText<HTMLInputElement>('Reason').value).toBe('Fine by me.');
});

test('a dead letter can be tried again or cancelled, and says what went wrong', async () => {
  const dead = anAction({
    state: 'DEAD_LETTER',
    lastError: 'The mail server did not answer.',
    moves: ['requeue', 'cancel'],
  });
  show({ 'GET /api/autonomy/actions/a1': { action: dead, story } }, { address: '/autonomy?open=a1' });
  expect(await screen.findByText('The mail server did not answer.')).not.toBeNull();
  expect(screen.getByRole('button', { name: 'Try again' })).not.toBeNull();
  expect(screen.getByRole('button', { name: 'Cancel the action' })).not.toBeNull();
});

test('an approved action that is held says why it does not begin', async () => {
  const decision = { verdict: 'APPROVED', by: 'Ana', at: '2026-03-02T09:10:00.000Z', reason: '' } as const;
  const house = aHouse({ flags: { ...flags, paused: true } });
  const waiting = anAction({ decision, moves: ['cancel'] });
  show({ 'GET /api/autonomy/actions/a1': { action: waiting, story } }, { address: '/autonomy?open=a1', house });
  expect(await screen.findByText(/Everything is on hold/)).not.toBeNull();
  expect(screen.getByText('approved, waits for the engine')).not.toBeNull();
});

test('looking for work says what it found', async () => {
  show({ 'POST /api/autonomy/look': { proposed: 1, known: 2, manual: 0 } });
  fireEvent.click(await screen.findByRole('button', { name: 'Look for work' }));
  expect(await screen.findByText('1 new proposal · 2 things proposed already.')).not.toBeNull();
});

test('an empty list says what would stand here, and a failing one how to go on', async () => {
  show({ 'GET /api/autonomy/actions': { actions: [], counts: { ...counts, asks: 0 } } });
  expect(await screen.findByText('Nothing asks you')).not.toBeNull();
  cleanup();
  show({
    'GET /api/autonomy/actions': unavailable({ code: 'db-locked', message: 'The database is busy. Try again.' }),
  });
  expect((await screen.findByRole('alert')).textContent).toContain('The database is busy. Try again.');
  expect(screen.getByRole('button', { name: 'Retry' })).not.toBeNull();
});

test('every outbound effect says that it was simulated, and keeps what was made ready', async () => {
  show({}, { address: '/autonomy?view=outbound&entry=l1' });
  const table = await screen.findByRole('grid', { name: 'Outbound effects' });
  expect(within(table).getAllByText('simulated')).toHaveLength(1);
  expect(screen.getByText('1 effect attempted · 0 external sends')).not.toBeNull();
  expect(await screen.findByText('Hello Jo')).not.toBeNull();
});

test('what the engine may do for a client is set with exceptions and a reason', async () => {
  const { asked } = show({ 'POST /api/autonomy/policies/c1': policy }, { address: '/autonomy?view=may&policy=c1' });
  const drawer = await screen.findByRole('dialog', { name: 'Northwind Studio' });
  fireEvent.click(within(drawer).getByRole('radio', { name: 'Full auto' }));
  fireEvent.click(within(drawer).getByRole('button', { name: 'Add exception' }));
  fireEvent.change(within(drawer).getByLabelText('Reason'), { target: { value: 'It runs well.' } });
  fireEvent.click(within(drawer).getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(posts(asked)).toHaveLength(1));
  expect(posts(asked)[0]?.body).toEqual({
    mode: 'FULL_AUTO',
    narrower: [{ campaignId: 'k1', kind: null, mode: 'MANUAL' }],
    version: 0,
    reason: 'It runs well.',
  });
});

test('stopping everything says what will happen, and asks for the reason', async () => {
  const { asked } = show(
    { 'POST /api/house/hold': { ...flags, paused: true, killed: true } },
    { address: '/autonomy?view=may' },
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Stop everything' }));
  const question = await screen.findByRole('dialog', { name: 'Stop everything' });
  expect(question.textContent).toContain('running actions are told to stop');
  fireEvent.change(within(question).getByLabelText('Reason'), { target: { value: 'wrong list' } });
  fireEvent.click(within(question).getByRole('button', { name: 'Stop everything' }));
  await waitFor(() => expect(posts(asked)[0]?.body).toEqual({ what: 'everything', reason: 'wrong list' }));
});
