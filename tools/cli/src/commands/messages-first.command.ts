import type { FirstMessage, FirstMessages } from '@aicmo/cam/contract';
import { byCommandLine, byName } from '../by-name.ts';
import type { Command, CommandContext } from '../command.ts';
import { table } from '../table.ts';

const nameOf = (each: FirstMessage) => ({ ...each, id: each.message.id, name: each.message.leadName });

/** Lets go what was named: one lead's message, or all that wait. */
async function letGo(context: CommandContext, campaignId: string, list: FirstMessages, said: string) {
  const { firstMessages } = await (await context.workspace()).cam();
  const chosen = said === 'all' ? list.waiting : [byName('waiting message to', list.waiting.map(nameOf), said)];
  const read = chosen.map(({ message, fingerprint }) => ({ id: message.id, fingerprint }));
  return firstMessages.letGo(campaignId, read, byCommandLine);
}

/** `aicmo messages first`: what a person reads before a live campaign begins. */
export const messagesFirstCommand: Command = {
  name: 'messages first',
  summary: 'The first messages of a live campaign, which go when read',
  usage: '<campaign>',
  args: [1, 1],
  options: [
    { name: 'let-go', value: '<lead>', about: 'that message goes as it reads now; "all": each' },
    { name: 'hold', value: '<lead>', about: 'hold one again that has not left' },
  ],
  run: async (context) => {
    const { campaigns, firstMessages } = await (await context.workspace()).cam();
    const { id } = byName('campaign', await campaigns.list(), context.args[0] ?? '');
    let list = await firstMessages.list(id);
    const [going, held] = [context.option('let-go'), context.option('hold')];
    if (going !== undefined) list = await letGo(context, id, list, going);
    if (held !== undefined)
      list = await firstMessages.takeBack(
        byName('message let go to', list.letGo.map(nameOf), held).message.id,
        byCommandLine,
      );
    const rows = [...list.waiting, ...list.letGo].map(({ message, from, letGoBy }) => [
      ...[message.leadName, from || '-', message.subject],
      letGoBy === '' ? 'waits for a reader' : `let go by ${letGoBy}`,
    ]);
    const none = 'No message of this campaign waits for a reader.';
    return { json: list, text: table(['To', 'From', 'Subject', 'State'], rows, none) };
  },
};
