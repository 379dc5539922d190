import { conflict, unavailable } from '@aicmo/core-kernel';
import type { ListeningReport, ListeningSource, Mention } from '@aicmo/social/contract';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { fakeApi, type FakeAnswer } from '../../test-setup/fake-api.ts';
import { aHouse, showPanel } from '../../test-setup/show-panel.tsx';
import { MonitoringPanel } from './monitoring-panel.tsx';

afterEach(cleanup);

const aMention = (change: Partial<Mention> = {}): Mention => ({
  ...{ id: 'm1', clientId: 'c1', sourceId: 's1', sourceName: 'Gazette', url: 'https://gazette.example/a' },
  ...{ title: 'Northwind is not great', text: 'The queue is long.', author: null, language: 'en' },
  ...{ publishedAt: '2026-03-01T10:00:00.000Z', seenAt: '2026-03-02T09:00:00.000Z', correction: null },
  sentiment: {
    ...{ score: -0.4, label: 'negative', because: 'Leans negative: "great" −1.9 (turned round by "not").' },
    words: [{ word: 'great', base: 3.1, weight: -1.9, why: ['turned round by "not"'] }],
  },
  ...change,
});
const aSource = (change: Partial<ListeningSource> = {}): ListeningSource => ({
  ...{ id: 's1', clientId: 'c1', name: 'Gazette', url: 'https://gazette.example/feed', format: 'atom', status: 'read' },
  ...{ failure: null, readAt: '2026-03-02T09:00:00.000Z', triedAt: '2026-03-02T09:00:00.000Z', mentions: 3 },
  createdAt: '2026-03-01T09:00:00.000Z',
  ...change,
});
const failed = aSource({ id: 's2', name: 'Blog', status: 'failed', failure: 'blog.example answered with status 404.' });
const reading = { sourceId: 's1', status: 'read', failure: null, items: 3, added: 2, known: 1, undated: 1 };
const aReport: ListeningReport = {
  ...{ madeAt: '2026-03-02T10:00:00.000Z', query: 'northwind' },
  window: { from: '2026-02-22T23:00:00.000Z', to: '2026-03-01T23:00:00.000Z' },
  sources: [
    {
      ...{
        name: 'Gazette',
        url: null,
        status: 'read',
        format: 'atom',
        failure: null,
        readAt: '2026-03-02T09:00:00.000Z',
      },
      ...{
        items: 5,
        mentions: 1,
        duplicates: 1,
        outsideWindow: 1,
        notAsked: 1,
        undated: 1,
        oldest: null,
        newest: null,
      },
    },
  ],
  counts: { items: 5, mentions: 1, duplicates: 1, outsideWindow: 1, notAsked: 1, undated: 1, failedSources: 1 },
  sentiment: { positive: 0, neutral: 0, negative: 1, mean: -0.4 },
  mentions: [
    {
      ...{ url: 'https://gazette.example/a', title: 'Northwind is not great', text: '', author: null },
      ...{ publishedAt: '2026-02-25T10:00:00.000Z', sources: ['Gazette', 'Blog'], sentiment: aMention().sentiment },
    },
  ],
  gaps: [{ kind: 'failed-source', source: 'Blog', text: 'Blog could not be read, so nothing of it is in here.' }],
};

const answers = (more: Readonly<Record<string, FakeAnswer>> = {}) => ({
  'GET /api/clients/choices': {
    clients: [{ id: 'c1', name: 'Northwind', isAgency: false, timeZone: 'Europe/Berlin' }],
  },
  'GET /api/monitoring/mailboxes': { mailboxes: [] },
  'GET /api/monitoring/sources': { sources: [aSource(), failed] },
  'GET /api/monitoring/mentions': {
    rows: [aMention(), aMention({ id: 'm2', title: 'Undated', publishedAt: null })],
    total: 2,
  },
  'GET /api/monitoring/mentions/m1': aMention(),
  ...more,
});
const show = (address = '/monitoring', house = aHouse()) => showPanel(<MonitoringPanel />, { address, house });

test('each mention stands with its source, its sentiment and its date, and one without a date says so', async () => {
  fakeApi(answers());
  show();
  const table = await screen.findByRole('grid', { name: 'Mentions' });
  for (const words of ['Northwind is not great', 'negative −0.4', 'Gazette', '1 d ago', 'no date given']) {
    expect(table.textContent).toContain(words);
  }
});

test('a mention explains its sentiment word by word, and a person can correct it', async () => {
  const asked = fakeApi(
    answers({
      'POST /api/monitoring/mentions/m1/sentiment': conflict({
        code: 'x',
        message: 'The database is busy. Try again.',
      }),
    }),
  );
  show('/monitoring?open=m1');
  const drawer = await screen.findByRole('dialog', { name: 'Northwind is not great' });
  const row = await within(drawer).findByRole('row', { name: /great/ });
  expect(row.textContent).toBe('great+3.1−1.9turned round by "not"');
  expect(drawer.textContent).toContain('The queue is long.');
  const link = within(drawer).getByRole('link', { name: 'https://gazette.example/a' });
  expect(link.getAttribute('rel')).toContain('noopener');
  fireEvent.click(within(drawer).getByText('Neutral'));
  expect((await within(drawer).findByRole('alert')).textContent).toContain('The database is busy.');
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ label: 'neutral' });
});

test('a filter asks for what it says, and stands in the address and in the summary', async () => {
  const asked = fakeApi(answers());
  const { address } = show('/monitoring?sentiment=negative&client=c1');
  await screen.findByText('2 mentions · negative');
  expect(asked.some(({ path }) => path.includes('/mentions?') && path.includes('sentiment=negative'))).toBe(true);
  fireEvent.change(screen.getByLabelText('Words in the mention'), { target: { value: 'queue' } });
  await waitFor(() => expect(address()).toContain('search=queue'));
});

test('a source is added by its address, read at once, and what came of it is said', async () => {
  const asked = fakeApi(answers({ 'POST /api/monitoring/sources': { sourceId: 's1', reading } }));
  show('/monitoring?client=c1');
  fireEvent.click(await screen.findByRole('button', { name: 'Add a source' }));
  const form = await screen.findByRole('dialog', { name: 'Add a source' });
  fireEvent.change(within(form).getByLabelText('Address of the feed'), { target: { value: 'gazette.example/feed' } });
  fireEvent.click(within(form).getByRole('button', { name: 'Add and read source' }));
  expect(await within(form).findByText(/3 items read: 2 new, 1 known\. 1 item without a readable date/)).not.toBeNull();
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
    clientId: 'c1',
    name: '',
    url: 'gazette.example/feed',
  });
});

test('without an address the document is pasted in, and one that is no feed says what was found', async () => {
  const noFeed = {
    ...reading,
    status: 'failed',
    failure: 'Found a web page; expected a feed.',
    items: 0,
    added: 0,
    known: 0,
  };
  fakeApi(
    answers({
      'POST /api/monitoring/sources': { sourceId: 's9', reading: null },
      'POST /api/monitoring/sources/s9/documents': noFeed,
    }),
  );
  show('/monitoring?client=c1');
  fireEvent.click(await screen.findByRole('button', { name: 'Add a source' }));
  const form = await screen.findByRole('dialog', { name: 'Add a source' });
  fireEvent.change(within(form).getByLabelText('Name'), { target: { value: 'Cuttings' } });
  fireEvent.click(within(form).getByRole('button', { name: 'Add source' }));
  fireEvent.change(await within(form).findByLabelText(/The document of the feed/), { target: { value: '<html>' } });
  fireEvent.click(within(form).getByRole('button', { name: 'Take the pasted document' }));
  expect(await within(form).findByText(/It could not be read\. Found a web page; expected a feed\./)).not.toBeNull();
});

test('a source that failed says why, and its heard mentions are one click away', async () => {
  fakeApi(answers());
  const { address } = show('/monitoring?show=sources');
  expect(await screen.findByText('2 sources · 1 failed at the last reading')).not.toBeNull();
  fireEvent.click(screen.getByText('Blog'));
  const drawer = await screen.findByRole('dialog', { name: 'Blog' });
  expect(drawer.textContent).toContain('blog.example answered with status 404.');
  expect(address()).toContain('open=s2');
  expect(within(drawer).getByRole('link', { name: '3 mentions' }).getAttribute('href')).toBe('/monitoring?from=s2');
});

test('a link that names a source alone opens it among the sources, and another list can be chosen from there', async () => {
  fakeApi(answers());
  const { address } = show('/monitoring?client=c1&open=s2');
  expect(await screen.findByRole('dialog', { name: 'Blog' })).not.toBeNull();
  fireEvent.click(screen.getByText('Mentions', { selector: 'label *' }));
  expect(await screen.findByRole('grid', { name: 'Mentions' })).not.toBeNull();
  expect(address()).toBe('/monitoring?client=c1&show=mentions');
});

test('a report says what it cannot know before its rows, and each figure opens the rows that it counts', async () => {
  fakeApi(answers({ 'GET /api/monitoring/reports/r1': { id: 'r1', clientId: 'c1', madeBy: 'Ana', report: aReport } }));
  show('/monitoring?report=r1');
  expect(await screen.findByText('Blog could not be read, so nothing of it is in here.')).not.toBeNull();
  expect(document.body.textContent).toContain('Northwind · 23 Feb 2026 – 1 Mar 2026 · looking for northwind');
  expect(document.body.textContent).toContain('of 5 items: 1 twice, 1 outside the window, 1 not asked for, 1 undated');
  fireEvent.click(screen.getByRole('button', { name: 'Positive: 0. Show the rows' }));
  expect(screen.getByText('No mentions')).not.toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Negative: 1. Show the rows' }));
  expect(screen.getByText('1 mention · negative · newest first')).not.toBeNull();
});

test('a report is asked for in whole days of the client, and a search that cannot be understood says why', async () => {
  const asked = fakeApi(
    answers({
      'GET /api/monitoring/reports': { reports: [] },
      'POST /api/monitoring/reports': conflict({
        code: 'query-faulty',
        message: 'The search has a bracket that is not closed.',
      }),
    }),
  );
  show('/monitoring?show=reports&client=c1');
  fireEvent.click(await screen.findByRole('button', { name: 'Make the first report' }));
  const form = await screen.findByRole('dialog', { name: 'Make a report' });
  fireEvent.change(within(form).getByLabelText('First day'), { target: { value: '2026-02-23' } });
  fireEvent.change(within(form).getByLabelText('Last day'), { target: { value: '2026-03-01' } });
  fireEvent.change(within(form).getByLabelText('Look for'), { target: { value: '(bread' } });
  fireEvent.click(within(form).getByRole('button', { name: 'Make report' }));
  expect((await within(form).findByRole('alert')).textContent).toContain('a bracket that is not closed');
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
    clientId: 'c1',
    ...aReport.window,
    query: '(bread',
  });
});

test('the system view says what holds, that nothing left, and a part that fails hides no other', async () => {
  fakeApi(
    answers({
      'GET /api/diagnostics/services': unavailable({ code: 'x', message: 'The services cannot be asked.' }),
      'GET /api/monitoring/effects': {
        ...{ counts: { PROOFED: 2 }, externalSends: 0 },
        latest: [
          {
            ...{
              id: 'e1',
              kind: 'post',
              mode: 'LIVE',
              outcome: 'PROOFED',
              destination: 'x @northwind',
              summary: 'Rye',
            },
            ...{ bodyHash: 'h', reasons: [], at: '2026-03-02T09:00:00.000Z' },
          },
        ],
      },
    }),
  );
  show('/monitoring?view=system');
  expect(await screen.findByRole('button', { name: 'Really left: 0. Show the rows' })).not.toBeNull();
  expect(await screen.findByText('Rye')).not.toBeNull();
  expect(screen.getByText('On: everything is made ready, nothing leaves')).not.toBeNull();
  expect((await screen.findByRole('alert')).textContent).toContain('The services cannot be asked.');
  expect(await screen.findByRole('link', { name: 'Blog' })).not.toBeNull();
});

test('without mentions the page says what will stand there and offers the first source', async () => {
  fakeApi(
    answers({ 'GET /api/monitoring/mentions': { rows: [], total: 0 }, 'GET /api/monitoring/sources': { sources: [] } }),
  );
  show();
  fireEvent.click(await screen.findByRole('button', { name: 'Add the first source' }));
  expect(await screen.findByRole('dialog', { name: 'Add a source' })).not.toBeNull();
});

test('a failure is told with its remedy and Retry asks again', async () => {
  const asked = fakeApi(
    answers({
      'GET /api/monitoring/mentions': unavailable({ code: 'db-locked', message: 'The database is busy. Try again.' }),
    }),
  );
  show();
  expect((await screen.findByRole('alert')).textContent).toContain('The database is busy. Try again.');
  fireEvent.click(screen.getByRole('button', { name: 'Retry' }));
  await waitFor(() => expect(asked.filter(({ path }) => path.startsWith('/api/monitoring/mentions'))).toHaveLength(2));
});
