import type { Command } from '../command.ts';
import { table } from '../table.ts';

/** `aicmo client list`. */
export const clientListCommand: Command = {
  name: 'client list',
  summary: 'The clients of the agency',
  run: async ({ workspace }) => {
    const clients = await (await (await workspace()).cam()).clients.list();
    const rows = clients.map(({ name, timeZone, senderAddress, isAgency }) => [
      name,
      timeZone,
      senderAddress || '-',
      isAgency ? 'yes' : '',
    ]);
    return {
      json: clients,
      text: table(
        ['Client', 'Time zone', 'Sender', 'Agency'],
        rows,
        'There is no client yet. Type: npx aicmo client create "<name>"',
      ),
    };
  },
};
