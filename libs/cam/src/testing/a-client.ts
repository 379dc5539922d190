import type { Client } from '../contract/client.ts';

/** A client with everything that a message needs. */
export const aClient = (given: Partial<Client> = {}): Client => ({
  ...{
    id: '01990000-0000-7000-8000-000000000001',
    name: 'Nordlicht Bikes',
    isAgency: false,
    timeZone: 'Europe/Berlin',
  },
  ...{ senderName: 'Anna Berg', senderAddress: 'anna@nordlicht.example', postalAddress: 'Hafenstr. 1, 20359 Hamburg' },
  brandKit: { voice: '', bannedWords: [], disclaimers: [] },
  ...{ createdAt: '2026-03-02T10:00:00.000Z', updatedAt: '2026-03-02T10:00:00.000Z', archivedAt: null },
  ...given,
});
