import { byName } from '../by-name.ts';
import type { Command } from '../command.ts';
import { table } from '../table.ts';

/** `aicmo campaign list`. */
export const campaignListCommand: Command = {
  name: 'campaign list',
  summary: 'The campaigns, newest first',
  options: [{ name: 'client', value: '<client>', about: 'of this client only' }],
  run: async ({ option, workspace }) => {
    const { clients, campaigns } = await (await workspace()).cam();
    const all = await clients.list();
    const said = option('client');
    const list = await campaigns.list(said === undefined ? {} : { clientId: byName('client', all, said).id });
    const nameOf = (clientId: string): string =>
      all.find((client) => client.id === clientId)?.name ?? 'archived client';
    const rows = list.map(({ name, clientId, status, mode, startsOn, endsOn }) => [
      name,
      nameOf(clientId),
      status.toLowerCase(),
      mode.toLowerCase(),
      startsOn ?? '-',
      endsOn ?? '-',
    ]);
    return {
      json: list,
      text: table(
        ['Campaign', 'Client', 'State', 'Mode', 'From', 'To'],
        rows,
        'There is no campaign yet. Type: npx aicmo campaign create --help',
      ),
    };
  },
};
