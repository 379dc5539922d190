import { conflict, unavailable } from '@aicmo/core-kernel';
import type { Post } from '@aicmo/social/contract';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { PostRecord, PostRow, Stop } from '../../../contract/publishing.contract.ts';
import { fakeApi, type FakeAnswer } from '../../test-setup/fake-api.ts';
import { showPanel } from '../../test-setup/show-panel.tsx';
import { PublishingPanel } from './publishing-panel.tsx';

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

const aPost = (change: Partial<Post> = {}): Post => ({
  ...{ id: 'p1', version: 2, clientId: 'c1', campaignId: null, platform: 'x', account: '@northwind' },
  ...{
    text: 'Rye, Monday from eight.',
    links: [],
    media: [],
    state: 'SCHEDULED',
    plannedAt: '2026-03-09T07:00:00.000Z',
  },
  ...{ stoppedBy: [], ledgerId: null, createdAt: '2026-03-01T10:00:00.000Z', updatedAt: '2026-03-01T10:00:00.000Z' },
  ...change,
});
const unapproved: Stop = { text: 'Nobody has approved it yet.', liftedBy: 'person', notBefore: null };
const early: Stop = { text: 'Its time has not come yet.', liftedBy: 'time', notBefore: '2026-03-09T07:00:00.000Z' };
const aRow = (change: Partial<Post> = {}, stops: Stop[] = [unapproved, early]): PostRow => ({
  post: aPost(change),
  stops,
});
const aRecord = (change: Partial<PostRecord> = {}): PostRecord => ({
  ...{ post: aPost(), stops: [unapproved, early], hash: 'h1', approval: null },
  qc: {
    current: true,
    report: {
      ...{ hash: 'h1', verdict: 'FAIL', score: 70, at: '2026-03-01T10:00:00.000Z' },
      checks: [
        {
          id: 'banned-words',
          title: 'No banned word',
          outcome: 'FAIL',
          severity: 'BLOCKER',
          why: 'Banned: "cheap".',
          found: ['cheap'],
        },
        {
          id: 'links',
          title: 'Every link opens',
          outcome: 'PASS',
          severity: 'MAJOR',
          why: 'There is no link.',
          found: [],
        },
      ],
    },
  },
  story: [{ at: '2026-03-01T10:00:00.000Z', by: 'Ana', what: 'Written', why: null }],
  ...change,
});
const clients = { clients: [{ id: 'c1', name: 'Northwind', isAgency: false, timeZone: 'Europe/Berlin' }] };
const answers = (more: Readonly<Record<string, FakeAnswer>> = {}) => ({
  'GET /api/clients/choices': clients,
  'GET /api/publishing/posts': { rows: [aRow()] },
  'GET /api/publishing/posts/p1': aRecord(),
  ...more,
});
const show = (address = '/publishing') => showPanel(<PublishingPanel />, { address });

test('each post stands with its platform, its time, and the first thing that a person has to lift', async () => {
  fakeApi(
    answers({ 'GET /api/publishing/posts': { rows: [aRow(), aRow({ id: 'p2', state: 'PROOFED', text: 'Old' }, [])] } }),
  );
  show();
  const table = await screen.findByRole('grid', { name: 'Posts' });
  expect(table.textContent).toContain('Rye, Monday from eight.');
  expect(table.textContent).toContain('in 6 d');
  expect(table.textContent).toContain('Nobody has approved it yet.');
  expect(table.textContent).not.toContain('Old');
  fireEvent.click(screen.getByText('All'));
  expect(await screen.findByText('proof')).not.toBeNull();
});

test('the record says every reason, each check with what it found, who decided and what happened', async () => {
  fakeApi(answers());
  show('/publishing?open=p1');
  const drawer = await screen.findByRole('dialog', { name: 'Post for X' });
  await within(drawer).findByText('Nobody has approved it yet.');
  for (const words of [
    'Its time has not come yet.',
    'Time lifts this.',
    'Banned: "cheap".',
    '70 of 100',
    'Nobody has decided yet.',
    'Written',
  ]) {
    expect(drawer.textContent).toContain(words);
  }
  expect(drawer.textContent).toContain('Mon, 9 Mar 2026, 08:00');
  expect(drawer.textContent).not.toContain('SCHEDULED');
});

test('approving says exactly what is approved and names the hash of what the person saw', async () => {
  const asked = fakeApi(
    answers({
      'POST /api/publishing/posts/p1/decisions': conflict({
        code: 'approval-other-content',
        message: 'It has changed. Look again.',
      }),
    }),
  );
  show('/publishing?open=p1');
  fireEvent.click(await screen.findByRole('button', { name: 'Approve' }));
  const question = await screen.findByRole('dialog', { name: 'Approve' });
  expect(question.textContent).toContain('exactly this text for @northwind on X, Mon, 9 Mar 2026, 08:00');
  fireEvent.click(within(question).getByRole('button', { name: 'Approve' }));
  expect((await within(question).findByRole('alert')).textContent).toContain('It has changed. Look again.');
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ decision: 'APPROVED', seenHash: 'h1' });
});

test('a post is planned in the time of its client, whatever the zone of the person is', async () => {
  const asked = fakeApi(answers({ 'POST /api/publishing/posts/p1/schedule': aPost() }));
  show('/publishing?open=p1');
  const when = await screen.findByLabelText('When, Europe/Berlin time');
  expect(when).toHaveProperty('value', '2026-03-09T08:00');
  fireEvent.change(when, { target: { value: '2026-07-01T09:30' } });
  fireEvent.click(screen.getByRole('button', { name: 'Plan anew' }));
  await waitFor(() =>
    expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ plannedAt: '2026-07-01T07:30:00.000Z' }),
  );
});

test('a new post is counted as its platform counts while it is typed, and what is typed survives a refusal', async () => {
  const asked = fakeApi(
    answers({
      'POST /api/publishing/posts': unavailable({ code: 'db-locked', message: 'The database is busy. Try again.' }),
    }),
  );
  show('/publishing?client=c1');
  fireEvent.click(await screen.findByRole('button', { name: 'Write a post' }));
  const form = await screen.findByRole('dialog', { name: 'New post' });
  fireEvent.click(within(form).getByRole('button', { name: 'Save post' }));
  expect(within(form).getByText('Type the text of the post.')).not.toBeNull();
  expect(asked.some(({ method }) => method === 'POST')).toBe(false);
  fireEvent.change(within(form).getByLabelText(/Account/), { target: { value: '@northwind' } });
  fireEvent.change(within(form).getByLabelText(/Text/), { target: { value: 'Hi 👍' } });
  expect(form.textContent).toContain('5 of 3,000, as LinkedIn counts (UTF-16 units).');
  fireEvent.click(within(form).getByRole('button', { name: 'Save post' }));
  expect((await within(form).findByRole('alert')).textContent).toContain('The database is busy. Try again.');
  cleanup();
  show('/publishing?client=c1');
  fireEvent.click(await screen.findByRole('button', { name: 'Write a post' }));
  expect(await screen.findByLabelText(/Text/)).toHaveProperty('value', 'Hi 👍');
});

test('running what is due tells what became of them and that nothing left', async () => {
  fakeApi(answers({ 'POST /api/publishing/passes': { simulated: 1, proofed: 0, held: 2, missed: 0 } }));
  show();
  fireEvent.click(await screen.findByRole('button', { name: 'Run what is due' }));
  expect(await screen.findByText('1 simulated, 2 held back. Nothing left the house.')).not.toBeNull();
});

test('the calendar places each post on the day of its client, marks what is stopped, and opens it', async () => {
  fakeApi(
    answers({
      'GET /api/publishing/posts': {
        rows: [aRow({ plannedAt: '2026-03-31T22:30:00.000Z' }), aRow({ id: 'p2', plannedAt: null })],
      },
    }),
  );
  const { address } = show('/publishing?view=calendar');
  expect(await screen.findByText('April 2026')).not.toBeNull();
  expect(screen.getByText('1 post planned · 1 post without a time')).not.toBeNull();
  fireEvent.click(screen.getByRole('button', { name: /^00:30 X · stopped: Rye, Monday from eight\.$/ }));
  expect(address()).toContain('open=p1');
});

test('without posts the page says what will stand there and offers the first one', async () => {
  fakeApi(answers({ 'GET /api/publishing/posts': { rows: [] } }));
  show();
  expect(await screen.findByText('No posts yet')).not.toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Write the first post' }));
  expect(await screen.findByRole('dialog', { name: 'New post' })).not.toBeNull();
});

test('a failure is told with its remedy and Retry asks again', async () => {
  const asked = fakeApi(
    answers({
      'GET /api/publishing/posts': unavailable({ code: 'db-locked', message: 'The database is busy. Try again.' }),
    }),
  );
  show();
  expect((await screen.findByRole('alert')).textContent).toContain('The database is busy. Try again.');
  fireEvent.click(screen.getByRole('button', { name: 'Retry' }));
  await waitFor(() => expect(asked.filter(({ path }) => path.startsWith('/api/publishing/posts'))).toHaveLength(2));
});
