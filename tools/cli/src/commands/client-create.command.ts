import { byCommandLine } from '../by-name.ts';
import type { Command } from '../command.ts';

/** `aicmo client create`. */
export const clientCreateCommand: Command = {
  name: 'client create',
  summary: 'Add a client of the agency',
  usage: '<name>',
  args: [1, 1],
  options: [
    { name: 'time-zone', value: '<zone>', about: 'such as Europe/Berlin; otherwise that of this machine' },
    { name: 'sender', value: '<name>', about: 'in whose name messages are written' },
    { name: 'sender-address', value: '<email>', about: 'the address that messages come from' },
    { name: 'postal-address', value: '<address>', about: 'what commercial mail has to carry' },
    { name: 'agency', about: 'this client is the agency itself' },
  ],
  run: async ({ args: [name = ''], option, has, workspace }) => {
    const { clients } = await (await workspace()).cam();
    const given = {
      // Whose times nobody has said are told as this desk tells them, not in UTC.
      timeZone: option('time-zone') ?? new Intl.DateTimeFormat().resolvedOptions().timeZone,
      senderName: option('sender'),
      senderAddress: option('sender-address'),
      postalAddress: option('postal-address'),
    };
    const client = await clients.create({ name, isAgency: has('agency'), ...given }, byCommandLine);
    return { json: client, text: `Added the client "${client.name}" (${client.timeZone}).` };
  },
};
