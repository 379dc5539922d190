import { defineRoutes } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import { clientsContract, type ClientChoice } from '../../contract/clients.contract.ts';

/** There is one operator at this console; sign-in names come with the access rules of a later version. */
const by = 'Operator';

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
}));

const choice = ({ id, name, isAgency, timeZone }: ClientChoice): ClientChoice => ({ id, name, isAgency, timeZone });
