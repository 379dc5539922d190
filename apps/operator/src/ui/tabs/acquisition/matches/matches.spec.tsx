import type { MatchPair, MergePreview } from '@aicmo/cam/contract';
import { aLead } from '@aicmo/cam/testing';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { fakeApi } from '../../../test-setup/fake-api.ts';
import { showPanel } from '../../../test-setup/show-panel.tsx';
import { MatchesView } from './matches-view.tsx';

afterEach(cleanup);

const at = '/acquisition?view=matches';
const maja = aLead({ id: 'a', name: 'Maja Lindqvist', email: 'maja@kurier.example', title: 'COO' });
const again = aLead({ id: 'b', name: 'M. Lindqvist', email: 'ml@gmx.example', title: 'Chief operating officer' });
const aPair = (given: Partial<MatchPair> = {}): MatchPair => ({
  ...{ id: 'p1', kind: 'NEAR', status: 'OPEN', sureness: 0.95, left: maja, right: again },
  evidence: [
    { about: 'last', finding: 'same', bits: 6 },
    { about: 'first', finding: 'initial', bits: 1.5 },
    { about: 'country', finding: 'different', bits: -1 },
  ],
  ...{ leftClient: 'Nordlicht Bikes', rightClient: 'Nordlicht Bikes', createdAt: '2026-03-02T10:00:00.000Z', ...given },
});
const preview: MergePreview = {
  ...{ keep: maja, absorb: again },
  fields: [
    { field: 'title', kept: 'COO', absorbed: 'Chief operating officer', takes: 'kept', isConflict: true },
    { field: 'phone', kept: '', absorbed: '+4930901820', takes: 'absorbed', isConflict: false },
    { field: 'company', kept: 'Kurier Nord', absorbed: 'Kurier Nord', takes: 'kept', isConflict: false },
  ],
  says: ['The merge can be undone at any time; what somebody changes after it stays.'],
};
const until = '2026-03-03T10:00:00.000Z';
const run = {
  ...{ id: 'r1', clientId: null, scope: 'ALL', status: 'COMPLETED', share: 1, leads: 1204, compared: 9000, found: 1 },
  ...{ error: '', startedBy: 'Olga', startedAt: '2026-03-02T10:00:00.000Z', endedAt: '2026-03-02T10:00:03.000Z' },
};
const base = {
  'GET /api/acquisition/matches/summary': { open: 1, run },
  'GET /api/acquisition/matches': { pairs: [aPair()], total: 1, next: null },
  'POST /api/acquisition/merges/preview': preview,
};

test('before the first search the view says what is looked for, and begins it', async () => {
  const asked = fakeApi({
    'GET /api/acquisition/matches/summary': { open: 0, run: null },
    'GET /api/acquisition/matches': { pairs: [], total: 0, next: null },
    'POST /api/acquisition/match-runs': { ...run, found: 0 },
  });
  showPanel(<MatchesView />, { address: at });
  const empty = await screen.findByRole('region', { name: 'Nobody has looked yet' });
  fireEvent.click(within(empty).getByRole('button', { name: 'Look for matches' }));
  await waitFor(() =>
    expect(asked.some(({ body }) => JSON.stringify(body) === '{"client":null,"scope":"NEW"}')).toBe(true),
  );
});

test('two leads stand side by side with what speaks for and against it, and the values that are chosen are merged', async () => {
  const merge = {
    id: 'm1',
    clientId: 'c',
    keptId: 'b',
    keptName: 'M. Lindqvist',
    absorbedId: 'a',
    absorbedName: 'Maja',
  };
  const asked = fakeApi({
    ...base,
    'POST /api/acquisition/merges': {
      merge: { ...merge, mergedBy: 'Operator', mergedAt: until, undoneAt: null, undoneBy: '' },
      undo: { id: 'u1', what: 'Merged two leads of M. Lindqvist', until },
    },
  });
  showPanel(<MatchesView />, { address: at });
  const pane = await screen.findByRole('region', { name: 'Maja Lindqvist and M. Lindqvist' });
  expect(pane.textContent).toContain('Same last name, an initial that fits. Against it: other countries.');
  expect(document.body.textContent).toContain('1,204 leads looked through, 1 new pair found');
  const phone = (await within(pane).findByRole('rowheader', { name: 'Phone' })).closest('tr');
  expect(phone?.textContent).toBe('Phone–+4930901820');
  fireEvent.click(within(pane).getByRole('radio', { name: 'Chief operating officer' }));
  fireEvent.click(within(pane).getByRole('button', { name: 'Merge the two' }));
  await waitFor(() =>
    expect(asked.find(({ path }) => path === '/api/acquisition/merges')?.body).toEqual({
      ...{ keepId: 'a', absorbId: 'b', choices: { title: 'absorbed' } },
    }),
  );
});

test('who is told apart leaves the list; leads of two clients are linked instead of merged', async () => {
  let pairs = [aPair({ id: 'p2', kind: 'PERSON', rightClient: 'Solar West' }), aPair()];
  const asked = fakeApi({
    ...base,
    'GET /api/acquisition/matches': () => ({ pairs, total: pairs.length, next: null }),
    'POST /api/acquisition/matches/same-person': () => {
      pairs = pairs.slice(1);
      return { id: 'u1', what: 'Said that leads of two clients are one person', until };
    },
    'POST /api/acquisition/matches/p1/not-same': () => {
      pairs = [];
      return { id: 'u2', what: 'Said that two leads are not the same person', until };
    },
  });
  showPanel(<MatchesView />, { address: at });
  fireEvent.click(await screen.findByRole('button', { name: 'One person' }));
  await waitFor(() =>
    expect(asked.find(({ path }) => path.endsWith('same-person'))?.body).toEqual({ leadId: 'a', otherLeadId: 'b' }),
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Not the same person' }));
  expect(await screen.findByRole('region', { name: 'No pairs wait for you' })).not.toBeNull();
});

test('two leads that somebody ticked are compared though nobody suggested them', async () => {
  fakeApi({ ...base, 'GET /api/acquisition/matches/pair': aPair({ id: '', evidence: [] }) });
  showPanel(<MatchesView />, { address: `${at}&one=a&other=b` });
  const pane = await screen.findByRole('region', { name: 'Maja Lindqvist and M. Lindqvist' });
  expect(pane.textContent).toContain('Nothing that the search looks at speaks for it.');
  await within(pane).findByRole('button', { name: 'Merge the two' });
  expect(within(pane).queryByRole('button', { name: 'Not the same person' })).toBeNull();
});

test('merges that were made can be undone at any time, and a refused one says why', async () => {
  fakeApi({
    ...base,
    'GET /api/acquisition/merges': {
      merges: [
        {
          id: 'm1',
          clientId: 'c',
          keptId: 'a',
          keptName: 'Maja Lindqvist',
          absorbedId: 'b',
          absorbedName: 'M. Lindqvist',
          mergedBy: 'Olga',
          mergedAt: '2026-02-02T10:00:00.000Z',
          undoneAt: null,
          undoneBy: '',
        },
      ],
    },
  });
  showPanel(<MatchesView />, { address: `${at}&shown=merged` });
  const merges = await screen.findByRole('list', { name: 'Merges' });
  expect(merges.textContent).toContain('Maja Lindqvist took over M. Lindqvist');
  fireEvent.click(within(merges).getByRole('button', { name: 'Undo the merge' }));
  expect((await screen.findByRole('alert')).textContent).toContain('answers no POST /api/acquisition/merges/m1/undo');
});
