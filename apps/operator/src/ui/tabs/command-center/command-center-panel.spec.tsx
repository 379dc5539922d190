import { unavailable } from '@aicmo/core-kernel';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useState, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import type { NeedsYouRow } from '../../../contract/command-center.contract.ts';
import { useCarriedFile } from '../../components/carried-file.tsx';
import { fakeApi } from '../../test-setup/fake-api.ts';
import { showPanel } from '../../test-setup/show-panel.tsx';
import { CommandCenterPanel } from './command-center-panel.tsx';

afterEach(cleanup);

const endpoint = 'GET /api/command-center/needs-you';
const aRow = (change: Partial<NeedsYouRow> = {}): NeedsYouRow => ({
  id: 'r1',
  urgency: 'now',
  sentence: 'Two messages are blocked: the sender has no postal address',
  clientId: 'c1',
  clientName: 'Northwind Studio',
  since: '2026-03-02T09:22:00.000Z',
  action: { label: 'Add the address', tab: 'campaign-ops', open: 'k1' },
  ...change,
});

test('each row says for whom, what and since when, and has its one next action as a link', async () => {
  fakeApi({
    [endpoint]: { rows: [aRow(), aRow({ id: 'r2', clientId: null, clientName: null })], isEmptyHouse: false },
  });
  showPanel(<CommandCenterPanel />);
  const [first, second] = await screen.findAllByRole('listitem');
  expect(first?.textContent).toContain('Northwind Studio');
  expect(first?.textContent).toContain('Two messages are blocked: the sender has no postal address');
  expect(first?.textContent).toContain('38 min ago');
  const act = within(first ?? document.body).getByRole('link', { name: /^Add the address: Two messages/ });
  expect(act.getAttribute('href')).toBe('/campaign-ops?client=c1&open=k1');
  expect(second?.textContent).toContain('The house');
});

test('with a client chosen only what concerns that client is listed', async () => {
  fakeApi({
    [endpoint]: { rows: [aRow(), aRow({ id: 'r2', clientId: 'c2', clientName: 'Lumen' })], isEmptyHouse: false },
  });
  showPanel(<CommandCenterPanel />, { address: '/command-center?client=c2' });
  expect(await screen.findAllByRole('listitem')).toHaveLength(1);
  expect(screen.getByText('Lumen')).not.toBeNull();
});

test('an empty list says what would stand here and offers the next step', async () => {
  fakeApi({ [endpoint]: { rows: [], isEmptyHouse: false } });
  const { address } = showPanel(<CommandCenterPanel />);
  expect(await screen.findByText('Nothing needs you')).not.toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Open Campaign Ops' }));
  expect(address()).toBe('/campaign-ops');
});

test('a failure is told with its remedy and Retry asks again', async () => {
  const asked = fakeApi({
    [endpoint]: unavailable({ code: 'db-locked', message: 'The database is busy. Try again.' }),
  });
  showPanel(<CommandCenterPanel />);
  expect((await screen.findByRole('alert')).textContent).toContain('The database is busy. Try again.');
  fireEvent.click(screen.getByRole('button', { name: 'Retry' }));
  await waitFor(() => expect(asked).toHaveLength(2));
});

function Import(): ReactNode {
  const { take } = useCarriedFile();
  const { pathname } = useLocation();
  const [name, setName] = useState<string>();
  return pathname === '/acquisition' ? (
    <button type="button" onClick={() => setName(take()?.name ?? 'nothing')}>
      Take {name}
    </button>
  ) : null;
}

test('a file dropped into an empty house is carried to the import, which can take it once', async () => {
  fakeApi({ [endpoint]: { rows: [], isEmptyHouse: true } });
  const { address } = showPanel(
    <>
      <CommandCenterPanel />
      <Import />
    </>,
  );
  const file = new File(['name,Anna'], 'leads.csv', { type: 'text/csv' });
  const door = await screen.findByRole('region', { name: 'Drop your list here' });
  fireEvent.drop(door, { dataTransfer: { files: [file] } });
  expect(address()).toBe('/acquisition?import=new');
  fireEvent.click(screen.getByRole('button', { name: 'Take' }));
  fireEvent.click(screen.getByRole('button', { name: 'Take leads.csv' }));
  expect(screen.getByRole('button', { name: 'Take nothing' })).not.toBeNull();
});

test('the other door says what to type', async () => {
  fakeApi({ [endpoint]: { rows: [], isEmptyHouse: true } });
  showPanel(<CommandCenterPanel />);
  const door = await screen.findByRole('region', { name: 'Show me the demo' });
  expect(within(door).getByText('npm run demo')).not.toBeNull();
});
