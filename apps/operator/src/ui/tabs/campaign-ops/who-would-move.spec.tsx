import { anyCustomer, type Campaign, type ScoringPreview } from '@aicmo/cam/contract';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { fakeApi } from '../../test-setup/fake-api.ts';
import { showPanel } from '../../test-setup/show-panel.tsx';
import { movesWords, WhoWouldMove } from './who-would-move.tsx';

afterEach(cleanup);

const stored = { id: 'k1', icp: anyCustomer } as Campaign; // what the component reads of it
const preview: ScoringPreview = {
  ...{ leads: 1200, moving: 3, before: {}, after: {}, examples: [] },
  moves: [
    { from: 'COOL', to: 'WARM', count: 2 },
    { from: null, to: 'HOT', count: 1 },
  ],
};

test('another ideal customer says who would move before it is saved, and the stored one asks nothing', async () => {
  const asked = fakeApi({ 'POST /api/campaign-ops/campaigns/k1/ideal-customer-preview': preview });
  const { unmount } = showPanel(<WhoWouldMove stored={stored} icp={{ ...anyCustomer }} />, {
    address: '/campaign-ops',
  });
  expect(screen.queryByRole('button', { name: 'See who would move' })).toBeNull();
  unmount();
  const icp = { ...anyCustomer, titles: ['CEO'] };
  showPanel(<WhoWouldMove stored={stored} icp={icp} />, { address: '/campaign-ops' });
  fireEvent.click(screen.getByRole('button', { name: 'See who would move' }));
  expect(await screen.findByText(/^3 of 1,200 leads would move: 2 cool to warm, 1 not scored to hot\./)).not.toBeNull();
  expect(asked.at(-1)?.body).toEqual(icp);
});

test('nobody who moves, and nobody at all, are told apart', () => {
  expect(movesWords({ ...preview, moving: 0, moves: [] })).toBe('None of 1,200 leads would move to another tier.');
  expect(movesWords({ ...preview, leads: 0, moving: 0, moves: [] })).toBe('This campaign has no leads yet.');
});
