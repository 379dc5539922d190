import { unavailable } from '@aicmo/core-kernel';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { HouseStatus } from '../../contract/house.contract.ts';
import { App } from '../app.tsx';
import { fakeApi, type FakeAnswer } from '../test-setup/fake-api.ts';
import { aHouse } from '../test-setup/show-panel.tsx';

const atDiagnostics = {
  'GET /api/diagnostics/services': { takenAt: '2026-03-02T09:59:00.000Z', services: [] },
  'GET /api/house/log': { lines: [] },
};

/** The whole app at an address, with this house behind it. */
function open(house: HouseStatus, address = '/command-center', more: Readonly<Record<string, FakeAnswer>> = {}) {
  window.history.replaceState(null, '', address);
  const asked = fakeApi({
    'GET /api/house/status': () => house,
    'GET /api/clients/choices': { clients: [{ id: 'c1', name: 'Northwind', isAgency: false, timeZone: 'UTC' }] },
    'GET /api/command-center/needs-you': { rows: [], isEmptyHouse: false },
    ...atDiagnostics,
    ...more,
  });
  render(<App />);
  return asked;
}

beforeEach(() => window.localStorage.clear());
afterEach(cleanup);

test('the first address is the Command Center, and the window is named after the tab', async () => {
  open(aHouse(), '/');
  expect(await screen.findByRole('heading', { level: 1, name: 'Command Center' })).not.toBeNull();
  expect(window.location.pathname).toBe('/command-center');
  expect(document.title).toBe('Command Center · AICMO');
});

test('a tab counts what needs a person there, and says nothing where nobody is needed', async () => {
  open(aHouse({ needsYou: { 'command-center': 7 } }));
  const tabs = screen.getByRole('navigation', { name: 'Tabs' });
  expect(await within(tabs).findByLabelText('7 need you')).not.toBeNull();
  expect(within(tabs).getByRole('link', { name: 'Diagnostics' })).not.toBeNull();
});

test('an address with a client that is not there says so, with a way to all of them', async () => {
  open(aHouse(), '/diagnostics?client=gone');
  const told = await screen.findByText(/The client in this address is not there/);
  fireEvent.click(within(told.parentElement ?? told).getByRole('button', { name: 'Show all clients' }));
  await waitFor(() => expect(screen.queryByText(/The client in this address is not there/)).toBeNull());
  cleanup();
  open(aHouse(), '/diagnostics?client=c1');
  await screen.findByRole('heading', { name: 'Diagnostics' });
  expect(screen.queryByText(/The client in this address is not there/)).toBeNull();
});

test('demonstration data is marked on every page, real data never', async () => {
  open(aHouse({ demo: true }), '/diagnostics');
  expect((await screen.findByRole('region', { name: 'Mock data' })).textContent).toContain('MOCK DATA');
  cleanup();
  open(aHouse(), '/diagnostics');
  await screen.findByRole('heading', { name: 'Diagnostics' });
  expect(screen.queryByRole('region', { name: 'Mock data' })).toBeNull();
});

test('g and a letter open a tab, but not while somebody types', async () => {
  open(aHouse());
  await screen.findByRole('heading', { name: 'Command Center' });
  const field = document.body.appendChild(document.createElement('input'));
  fireEvent.keyDown(field, { key: 'g' });
  fireEvent.keyDown(field, { key: 'd' });
  expect(window.location.pathname).toBe('/command-center');
  field.remove();
  fireEvent.keyDown(document.body, { key: 'g' });
  fireEvent.keyDown(document.body, { key: 'd' });
  expect(await screen.findByRole('heading', { name: 'Diagnostics' })).not.toBeNull();
});

test('the search finds an act by its words and a client by name, by keyboard alone', async () => {
  open(aHouse());
  await screen.findByRole('option', { name: 'Northwind' });
  fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
  const field = await screen.findByRole('combobox', { name: 'Search or do anything' });
  fireEvent.change(field, { target: { value: 'northw' } });
  fireEvent.keyDown(field, { key: 'Enter' });
  await waitFor(() => expect(window.location.search).toBe('?client=c1'));
});

test('the search finds a lead by name and opens it where leads are', async () => {
  const anna = { kind: 'lead', id: 'l7', clientId: 'c1', title: 'Anna Bergström', note: 'Kvarnby Foods' };
  open(aHouse(), '/command-center', { 'GET /api/clients/find': { found: [anna] } });
  await screen.findByRole('heading', { name: 'Command Center' });
  fireEvent.click(screen.getByRole('button', { name: /Search or do anything/ }));
  const field = await screen.findByRole('combobox', { name: 'Search or do anything' });
  fireEvent.change(field, { target: { value: 'bergst' } });
  fireEvent.click(await screen.findByRole('option', { name: /Anna Bergström/ }));
  expect(window.location.pathname + window.location.search).toBe('/acquisition?client=c1&open=l7');
});

test('holding everything asks once more in a sentence and keeps the reason', async () => {
  const held = { paused: true, killed: false, proofMode: true, reason: 'x', changedBy: 'Operator', changedAt: null };
  const asked = open(aHouse(), '/command-center', { 'POST /api/house/hold': held });
  await waitFor(() =>
    expect(screen.getByRole('button', { name: /Hold everything/ })).toHaveProperty('disabled', false),
  );
  fireEvent.keyDown(document.body, { key: 'H', shiftKey: true });
  const dialog = await screen.findByRole('dialog', { name: 'Hold everything' });
  expect(dialog.textContent).toContain('From now on nothing leaves');
  fireEvent.change(within(dialog).getByLabelText('Reason'), { target: { value: 'Client called' } });
  expect(asked.some(({ method }) => method === 'POST')).toBe(false);
  fireEvent.click(within(dialog).getByRole('button', { name: 'Hold everything' }));
  await waitFor(() =>
    expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ what: 'sending', reason: 'Client called' }),
  );
});

test('a database without a schema is said, and made only at the press of the button', async () => {
  const missing = {
    state: 'missing',
    text: 'There is no database yet.',
    command: 'npx x',
    canBootstrap: true,
  } as const;
  let house = aHouse({ schema: missing, flags: null, needsYou: null });
  const asked = open(house, '/command-center', {
    'GET /api/house/status': () => house,
    'POST /api/house/bootstrap': () => {
      house = aHouse();
      return { tablesBefore: [], tablesAfter: ['cam_lead'], applied: [], upToDate: 0, tookMs: 3 };
    },
  });
  expect((await screen.findByRole('alert')).textContent).toContain('There is no database yet.');
  expect(asked.some(({ path }) => path.startsWith('/api/command-center'))).toBe(false);
  fireEvent.click(screen.getByRole('button', { name: 'Create the schema' }));
  expect(await screen.findByText(/The schema stands: 0 tables before, 1 now/)).not.toBeNull();
  expect(await screen.findByText('Nothing needs you')).not.toBeNull();
});

test('a server that does not answer is said in words, with Retry', async () => {
  open(aHouse(), '/command-center', {
    'GET /api/house/status': unavailable({ code: 'server-unreachable', message: 'The server did not answer.' }),
  });
  expect(await screen.findByRole('button', { name: 'Retry' }, { timeout: 8000 })).not.toBeNull();
});

test('a new client needs only its name, and is then the one looked at', async () => {
  const asked = open(aHouse(), '/command-center', {
    'POST /api/clients/new': { id: 'c1', name: 'Northwind', isAgency: false, timeZone: 'UTC' },
  });
  fireEvent.change(await screen.findByRole('combobox', { name: 'Client' }), { target: { value: 'new' } });
  const dialog = await screen.findByRole('dialog', { name: 'New client' });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Create client' }));
  expect(within(dialog).getByText('Type the name of the client.')).not.toBeNull();
  fireEvent.change(within(dialog).getByRole('textbox', { name: 'Name' }), { target: { value: 'Northwind' } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Create client' }));
  await waitFor(() => expect(window.location.search).toBe('?client=c1'));
  expect(asked.find(({ path }) => path === '/api/clients/new')?.body).toMatchObject({ name: 'Northwind' });
});

test('the client that is looked at can be changed; only what was touched is sent, with what was seen', async () => {
  const details = {
    ...{ id: 'c1', name: 'Northwind', isAgency: false, timeZone: 'UTC', senderName: 'Anna Berg', senderAddress: '' },
    ...{ postalAddress: '', updatedAt: '2026-03-02T10:00:00.000Z' },
  };
  const asked = open(aHouse(), '/command-center?client=c1', {
    'GET /api/clients/choices': { clients: [{ id: 'c1', name: 'Northwind', isAgency: false, timeZone: 'UTC' }] },
    'GET /api/clients/c1/details': details,
    'POST /api/clients/c1/details': { ...details, postalAddress: 'Hafenstr. 1, 20359 Hamburg' },
  });
  fireEvent.change(await screen.findByRole('combobox', { name: 'Client' }), { target: { value: 'change' } });
  const address = await screen.findByRole('textbox', { name: 'Postal address' });
  fireEvent.change(address, { target: { value: 'Hafenstr. 1, 20359 Hamburg' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(asked.find(({ method, path }) => method === 'POST' && path === '/api/clients/c1/details')?.body).toEqual({
    postalAddress: 'Hafenstr. 1, 20359 Hamburg',
    updatedAt: '2026-03-02T10:00:00.000Z',
  });
});

test('an address that no tab has says so and leads back', async () => {
  open(aHouse(), '/nowhere');
  expect(await screen.findByRole('heading', { name: 'No such page' })).not.toBeNull();
  fireEvent.click(screen.getByRole('link', { name: 'Open the Command Center' }));
  expect(await screen.findByRole('heading', { name: 'Command Center' })).not.toBeNull();
});
