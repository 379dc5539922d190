import type { OperatorTask } from '@aicmo/campaign-ops/contract';
import { conflict, invalid, unavailable } from '@aicmo/core-kernel';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { fakeApi, type FakeAnswer } from '../../test-setup/fake-api.ts';
import { showPanel } from '../../test-setup/show-panel.tsx';
import { CalendarView } from './calendar-view.tsx';

afterEach(cleanup);

const aTask = (over: Partial<OperatorTask> = {}): OperatorTask => ({
  id: 't1',
  clientId: 'c1',
  campaignId: 'k1',
  kind: 'POST',
  platform: 'linkedin',
  title: 'Post on LinkedIn for Spring push',
  steps: ['Open LinkedIn.', 'Paste the address here as the proof.'],
  copy: '',
  dueAt: '2026-03-04T08:00:00.000Z',
  timeZone: 'Europe/Berlin',
  state: 'OPEN',
  dueness: 'later',
  reason: '',
  proof: null,
  proofExample: 'https://www.linkedin.com/posts/…',
  moves: ['complete', 'block', 'miss', 'cancel'],
  followsTaskId: null,
  createdAt: '2026-03-01T08:00:00.000Z',
  changedAt: '2026-03-01T08:00:00.000Z',
  ...over,
});
const late = aTask({
  id: 't2',
  title: 'Answer the first comments',
  dueAt: '2026-03-02T08:00:00.000Z',
  dueness: 'overdue',
});
const campaign = {
  id: 'k1',
  name: 'Spring push',
  clientId: 'c1',
  clientName: 'Northwind Studio',
  timeZone: 'Europe/Berlin',
  isOver: false,
};
const plan = {
  startsOn: '2026-03-02',
  endsOn: '2026-03-31',
  timeZone: 'Europe/Berlin',
  blackoutDates: [],
  cadence: [{ platform: 'linkedin', timesPerWeek: 3, weekdays: [1, 3, 5], localTimes: ['09:00'] }],
};
const week = {
  from: '2026-03-02',
  to: '2026-03-08',
  today: '2026-03-02',
  timeZone: 'Europe/Berlin',
  total: { planned: 3, done: 1, overdue: 1 },
  byPlatform: [],
  tasks: [late, aTask(), aTask({ id: 't3', title: 'Post of Monday', state: 'DONE', dueness: null, moves: [] })],
};
const change = {
  added: 12,
  kept: 0,
  moved: 0,
  removed: 0,
  past: 1,
  leftAlone: [],
  shifted: [],
  from: '2026-03-02',
  to: '2026-03-31',
};

const show = (over: Readonly<Record<string, FakeAnswer>> = {}, address = '/campaign-ops?view=calendar&campaign=k1') => {
  const asked = fakeApi({
    'GET /api/clients/choices': {
      clients: [{ id: 'c1', name: 'Northwind Studio', isAgency: false, timeZone: 'Europe/Berlin' }],
    },
    'GET /api/campaign-ops/choices': { campaigns: [campaign] },
    'GET /api/campaign-ops/week': week,
    'GET /api/campaign-ops/tasks': { tasks: [late, aTask()], overdue: 1 },
    'GET /api/campaign-ops/tasks/t1': { task: aTask(), story: [] },
    'GET /api/campaign-ops/calendars/k1': { saved: null, suggestion: plan, story: [] },
    ...over,
  });
  return { asked, ...showPanel(<CalendarView />, { address }) };
};
const posts = (asked: ReturnType<typeof fakeApi>) => asked.filter(({ method }) => method === 'POST');

test('the month shows each task on its local day, and the list says what is late', async () => {
  const { address } = show();
  const wednesday = await screen.findByRole('list', { name: 'Wednesday 4 March: 1 task' });
  expect(wednesday.textContent).toBe('09:00 LinkedIn');
  const table = await screen.findByRole('grid', { name: 'Tasks' });
  expect(within(table).getAllByRole('row')[1]?.textContent).toContain('Answer the first commentsSpring pushoverdue');
  expect(screen.getByText('2 tasks · waiting · 1 overdue in all')).not.toBeNull();
  fireEvent.click(within(wednesday).getByRole('button'));
  expect(address()).toContain('open=task.t1');
});

test('each figure of the week opens exactly the rows that it counts', async () => {
  show();
  fireEvent.click(await screen.findByRole('button', { name: 'Done this week: 1. Show the rows' }));
  expect(await screen.findByText('1 task · done this week · 1 overdue in all')).not.toBeNull();
  const [, row] = within(screen.getByRole('grid', { name: 'Tasks' })).getAllByRole('row');
  expect(row?.textContent).toContain('Post of Monday');
  fireEvent.click(screen.getByRole('button', { name: 'Overdue in all: 1. Show the rows' }));
  expect(await screen.findByText('1 task · overdue · 1 overdue in all')).not.toBeNull();
});

test('a post is completed with its address, and a wrong one is refused at its field with nothing lost', async () => {
  const wrong = invalid({ code: 'proof-url', message: 'Found an address at x.com.', details: { field: 'proofUrl' } });
  const { asked } = show(
    { 'POST /api/campaign-ops/tasks/t1/complete': wrong },
    '/campaign-ops?view=calendar&open=task.t1',
  );
  const drawer = await screen.findByRole('dialog', { name: 'Post on LinkedIn for Spring push' });
  const field = await within(drawer).findByLabelText<HTMLInputElement>('Address of the published post');
  fireEvent.change(field, { target: { value: 'https://x.com/acme' } });
  fireEvent.click(within(drawer).getByRole('button', { name: 'Complete with proof' }));
  expect(await within(drawer).findByText('Found an address at x.com.')).not.toBeNull();
  expect(field.value).toBe('https://x.com/acme');
  expect(posts(asked)[0]?.body).toEqual({ proofUrl: 'https://x.com/acme', note: '' });
});

test('what cannot be done is blocked, missed or cancelled with a reason', async () => {
  const { asked } = show(
    { 'POST /api/campaign-ops/tasks/t1/move': aTask({ state: 'BLOCKED' }) },
    '/campaign-ops?view=calendar&open=task.t1',
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Cannot be done' }));
  fireEvent.change(screen.getByLabelText('Reason'), { target: { value: 'no picture yet' } });
  fireEvent.click(screen.getByRole('button', { name: 'Block' }));
  await waitFor(() => expect(posts(asked)[0]?.body).toEqual({ move: 'block', reason: 'no picture yet' }));
});

test('a plan shows what it would do before it is saved, and saves the version that it edited', async () => {
  const { asked } = show(
    {
      'POST /api/campaign-ops/calendars/k1/preview': { ...change, sentences: ['12 slots added.'] },
      'POST /api/campaign-ops/calendars/k1': conflict({
        code: 'calendar-changed',
        message: 'Bo saved this calendar after you opened it.',
      }),
    },
    '/campaign-ops?view=calendar&campaign=k1&plan=yes',
  );
  const drawer = await screen.findByRole('dialog', { name: 'Spring push' });
  const blackout = await within(drawer).findByLabelText('Days without posts');
  fireEvent.change(blackout, { target: { value: '2026-03-09, 2026-03-11' } });
  fireEvent.click(within(drawer).getByRole('button', { name: 'Show what it would do' }));
  expect(await within(drawer).findByText('12 slots added.')).not.toBeNull();
  fireEvent.click(within(drawer).getByRole('button', { name: 'Save the calendar' }));
  expect((await within(drawer).findByRole('alert')).textContent).toContain('Bo saved this calendar');
  expect(posts(asked).at(-1)?.body).toEqual({
    version: 0,
    plan: { ...plan, blackoutDates: ['2026-03-09', '2026-03-11'] },
  });
});

test('a task is written down for a campaign, at a local time of its client', async () => {
  const { asked } = show({ 'POST /api/campaign-ops/tasks': aTask() });
  await screen.findByRole('grid', { name: 'Tasks' });
  fireEvent.click(screen.getByRole('button', { name: 'New task' }));
  fireEvent.change(await screen.findByLabelText('What has to be done'), { target: { value: 'Call Bob' } });
  fireEvent.click(screen.getByRole('button', { name: 'Write the task down' }));
  await waitFor(() =>
    expect(posts(asked)[0]?.body).toMatchObject({
      title: 'Call Bob',
      day: '2026-03-02',
      timeZone: 'Europe/Berlin',
      campaignId: 'k1',
    }),
  );
});

test('without campaigns it says that one comes first, and a failure says how to go on', async () => {
  const { address } = show({ 'GET /api/campaign-ops/choices': { campaigns: [] } });
  fireEvent.click(await screen.findByRole('button', { name: 'Make the first campaign' }));
  expect(address()).toBe('/campaign-ops?campaign=new');
  cleanup();
  show({
    'GET /api/campaign-ops/tasks': unavailable({ code: 'db-locked', message: 'The database is busy. Try again.' }),
  });
  const [failure] = await screen.findAllByRole('alert');
  expect(failure?.textContent).toContain('The database is busy. Try again.');
});
