import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createApiClient, type EndpointTable } from '@aicmo/core-server/contract';
import { createServer, createLog } from '@aicmo/core-server';
import { requestApp } from '@aicmo/core-server/testing';
import { aWorkspace } from '@aicmo/workspace/testing';
import { clientsContract } from '../../contract/clients.contract.ts';
import { commandCenterContract } from '../../contract/command-center.contract.ts';
import { diagnosticsContract } from '../../contract/diagnostics.contract.ts';
import { frameRoutes, tabRoutes } from './index.ts';

let house: Awaited<ReturnType<typeof aWorkspace>>;
beforeAll(async () => {
  house = await aWorkspace();
});
afterAll(() => house.dispose());

/** The client of a contract over the real routes and a real database, without a port. */
function api<Table extends EndpointTable>(contract: Table) {
  const { clock, workspace } = house;
  const server = createServer({
    productName: 'Test',
    address: { host: '127.0.0.1', port: 8501 },
    context: workspace,
    parts: [...frameRoutes, ...tabRoutes],
    log: createLog({ clock, level: 'silent' }),
    clock,
  });
  return createApiClient(contract, { fetch: (address, init) => requestApp(server, address, init) });
}

const northwind = {
  name: 'Northwind Studio',
  isAgency: false,
  timeZone: 'Europe/Berlin',
  senderName: 'Mia',
  senderAddress: '',
  postalAddress: '',
};

describe('a house without a client', () => {
  test('is told to be empty, so that the Command Center opens on its two doors', async () => {
    const answer = await api(commandCenterContract).needsYou();
    expect(answer.isEmptyHouse).toBe(true);
  });
});

describe('clients', () => {
  test('one that is made stands in the choice, with its time zone, and the house is no longer empty', async () => {
    const made = await api(clientsContract).create({ body: northwind });
    expect((await api(clientsContract).list()).clients).toEqual([
      { id: made.id, name: 'Northwind Studio', isAgency: false, timeZone: 'Europe/Berlin' },
    ]);
    expect((await api(commandCenterContract).needsYou()).isEmptyHouse).toBe(false);
  });

  test('one is changed by a form that shows what is there; a form over older words changes nothing', async () => {
    const made = await api(clientsContract).create({ body: { ...northwind, name: 'Kontor Süd' } });
    const params = { clientId: made.id };
    const seen = await api(clientsContract).get({ params });
    house.clock.advance(1);
    const body = { postalAddress: 'Hafenstr. 1, 20359 Hamburg', updatedAt: seen.updatedAt };
    expect(await api(clientsContract).change({ params, body })).toMatchObject({
      ...{ name: 'Kontor Süd', senderName: 'Mia', postalAddress: 'Hafenstr. 1, 20359 Hamburg' },
    });
    await expect(api(clientsContract).change({ params, body: { ...body, name: 'Other' } })).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('while you were typing'),
    });
    expect((await api(clientsContract).list()).clients.map(({ name }) => name)).toEqual([
      ...['Kontor Süd', 'Northwind Studio'],
    ]);
  });

  test('a name that is in use is refused in words', async () => {
    await expect(api(clientsContract).create({ body: northwind })).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('Northwind Studio'),
    });
  });
});

describe('the search', () => {
  test('finds a campaign by a part of its name and says whose it is', async () => {
    const cam = await house.workspace.cam();
    const client = (await cam.clients.list()).find(({ name }) => name === 'Northwind Studio');
    const campaign = await cam.campaigns.create(client?.id ?? '', { name: 'Nordic food brands' }, 'Mia');
    expect((await api(clientsContract).find({ query: { text: 'FOOD' } })).found).toEqual([
      {
        kind: 'campaign',
        id: campaign.id,
        clientId: client?.id,
        title: 'Nordic food brands',
        note: 'Northwind Studio',
      },
    ]);
  });
});

describe('what needs a person', () => {
  test('a house that is held says so, with the way to release it', async () => {
    await house.workspace.flags.set({ paused: true, by: 'Mia', reason: 'The client called' });
    const { rows } = await api(commandCenterContract).needsYou();
    expect(rows).toContainEqual(expect.objectContaining({ urgency: 'now', clientId: null, clientName: null }));
    await house.workspace.flags.set({ paused: false, by: 'Mia', reason: 'All is well' });
  });
});

describe('diagnostics', () => {
  test('looks at database, libraries and model, each with a state and a reason', async () => {
    const { services } = await api(diagnosticsContract).services();
    const state = (id: string) => services.find((service) => service.id === id)?.state;
    expect([state('database'), state('cam'), state('core-llm-gate'), state('sending')]).toEqual([
      'ok',
      'ok',
      'off',
      'off',
    ]);
    expect(services.filter(({ reason }) => reason.trim() === '')).toEqual([]);
  });
});
