import { defineRoutes } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import { clientsContract, type ClientChoice, type ClientDetails } from '../../contract/clients.contract.ts';

/** There is one operator at this console; sign-in names come with the access rules of a later version. */
const by = 'Operator';

/** More than this nobody reads below a search field. */
const handful = 6;

/** The clients of the agency, for the frame around every tab. */
export const clientsRoutes = defineRoutes(clientsContract, (workspace: Workspace) => ({
  list: async () => {
    const { clients } = await workspace.cam();
    return { clients: (await clients.list()).map(choice) };
  },
  create: async ({ body }) => {
    const { clients } = await workspace.cam();
    return choice(await clients.create(body, by));
  },
  get: async ({ params }) => {
    const { clients } = await workspace.cam();
    return details(await clients.get(params.clientId));
  },
  change: async ({ params, body: { updatedAt, ...change } }) => {
    const { clients } = await workspace.cam();
    return details(await clients.change(params.clientId, change, by, updatedAt));
  },
  find: async ({ query }) => {
    const cam = await workspace.cam();
    const [campaigns, leads, clients] = await Promise.all([
      cam.campaigns.list(),
      cam.leads.list({ search: query.text }, { limit: handful }),
      cam.clients.list(),
    ]);
    const wanted = query.text.trim().toLocaleLowerCase();
    return {
      found: [
        ...campaigns
          .filter(({ name }) => name.toLocaleLowerCase().includes(wanted))
          .slice(0, handful)
          .map(({ id, clientId, name }) => ({
            ...{ kind: 'campaign' as const, id, clientId, title: name },
            note: clients.find((client) => client.id === clientId)?.name ?? '',
          })),
        ...leads.leads.map(({ id, clientId, name, company }) => ({
          ...{ kind: 'lead' as const, id, clientId, title: name, note: company },
        })),
      ],
    };
  },
}));

const choice = ({ id, name, isAgency, timeZone }: ClientChoice): ClientChoice => ({ id, name, isAgency, timeZone });

/** What the form of a client shows, and nothing more of it. */
const details = (client: ClientDetails): ClientDetails => {
  const { id, name, isAgency, timeZone, senderName, senderAddress, postalAddress, updatedAt } = client;
  return { id, name, isAgency, timeZone, senderName, senderAddress, postalAddress, updatedAt };
};
