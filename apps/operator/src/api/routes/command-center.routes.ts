import { defineRoutes } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import { commandCenterContract } from '../../contract/command-center.contract.ts';

export const commandCenterRoutes = defineRoutes(commandCenterContract, (workspace: Workspace) => ({
  needsYou: async () => {
    const [needs, clients] = await Promise.all([workspace.needsYou(), readClients(workspace)]);
    return {
      rows: needs.map(({ id, urgency, sentence, clientId, since, action }) => ({
        ...{ id, urgency, sentence, since },
        clientId: clientId ?? null,
        clientName: clients?.find((client) => client.id === clientId)?.name ?? null,
        action: {
          ...{ label: action.label, tab: action.tab, open: action.open ?? null },
          ...(action.view === undefined ? {} : { view: action.view }),
        },
      })),
      isEmptyHouse: clients?.length === 0,
    };
  },
}));

/** Undefined when they cannot be read: the list must stand without their names, and has a row that says why. */
async function readClients(workspace: Workspace) {
  try {
    const cam = await workspace.cam();
    return await cam.clients.list();
  } catch {
    return undefined;
  }
}
