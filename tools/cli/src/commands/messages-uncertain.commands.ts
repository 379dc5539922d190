import type { SendingTry, UncertainMessage } from '@aicmo/cam/contract';
import { invalid } from '@aicmo/core-kernel';
import { byCommandLine, byName } from '../by-name.ts';
import { exitCodes, type Command, type CommandContext } from '../command.ts';
import { table } from '../table.ts';
import { localTime } from './runs.command.ts';

const sendingOf = async (context: CommandContext) => (await (await context.workspace()).cam()).sending;

/** An uncertain message by its lead's name or the beginning of it. */
async function meant(context: CommandContext): Promise<UncertainMessage> {
  const uncertain = await (await sendingOf(context)).uncertain(null);
  const named = uncertain.map((each) => ({ ...each, id: each.message.id, name: each.message.leadName }));
  return byName('uncertain message', named, context.args[0] ?? '');
}

const uncertainCommand: Command = {
  name: 'messages uncertain',
  summary: 'The messages that may or may not have left; none is sent again by itself',
  options: [{ name: 'look', about: 'look for each in the folder of sent mail of its mailbox' }],
  statuses: [
    [exitCodes.done, 'there is none'],
    [exitCodes.actionNeeded, 'somebody has to decide'],
  ],
  run: async (context) => {
    const sending = await sendingOf(context);
    const list = await sending.uncertain(null);
    const found = context.has('look') ? await Promise.all(list.map(({ message }) => sending.find(message.id))) : [];
    const rows = list.map(({ message, mailbox, since }, index) => [
      ...[message.leadName, message.subject, mailbox ?? '-', localTime(since)],
      found[index]?.sentence ?? message.reasons.map(({ text }) => text).join(' '),
    ]);
    const next = '\nTo decide one: npx aicmo messages resolve "<lead>" --sent | --not-sent --because "<how you know>"';
    const none = 'No message is uncertain.';
    return {
      json: { messages: list, found },
      text: table(['To', 'Subject', 'From', 'When', 'What is known'], rows, none) + (list.length > 0 ? next : ''),
      exitCode: list.length === 0 ? exitCodes.done : exitCodes.actionNeeded,
    };
  },
};

const resolveCommand: Command = {
  name: 'messages resolve',
  summary: 'Say whether an uncertain message left',
  usage: '<lead>',
  args: [1, 1],
  options: [
    { name: 'sent', about: 'it left: the lead was contacted, and the sequence goes on' },
    { name: 'not-sent', about: 'it did not leave: it stays unsent, and the next one waits for a person' },
    { name: 'because', value: '<words>', about: 'how you know; kept in the story of the lead' },
  ],
  run: async (context) => {
    const { message } = await meant(context);
    if (context.has('sent') === context.has('not-sent')) {
      throw invalid({ code: 'cli-usage', message: 'Say one of --sent and --not-sent.' });
    }
    const outcome = context.has('sent') ? 'SENT' : 'FAILED';
    const decision = { outcome, reason: context.option('because') ?? '' } as const;
    const resolved = await (await sendingOf(context)).resolve(message.id, decision, byCommandLine);
    const words = outcome === 'SENT' ? 'counts as sent' : 'stays unsent';
    return { json: resolved, text: `The message to ${message.leadName} ${words}.` };
  },
};

const triesCommand: Command = {
  name: 'messages tries',
  summary: 'Every try at sending a message, with what was said at the mail server',
  usage: '<lead>',
  args: [1, 1],
  options: [{ name: 'campaign', value: '<campaign>', about: 'whose messages' }],
  run: async (context) => {
    const { campaigns, messages, sending } = await (await context.workspace()).cam();
    const said = context.option('campaign');
    const inCampaign = said === undefined ? {} : { campaignId: byName('campaign', await campaigns.list(), said).id };
    const { attempts } = await messages.list({ mode: 'LIVE', ...inCampaign }, { limit: 500 });
    const named = attempts
      .filter(({ ledgerId }) => ledgerId !== null)
      .map((each) => ({ ...each, name: each.leadName }));
    const message = byName('message to', named, context.args[0] ?? '');
    const tries = await sending.tries(message.id);
    return {
      json: { message, tries },
      text: [`${message.leadName}: ${message.subject}`, ...tries.map(tryText)].join('\n\n'),
    };
  },
};

const tryText = ({ outcome, at, reasons, conversation }: SendingTry, index: number): string =>
  [
    `Try ${index + 1}, ${localTime(at)}: ${outcome.toLowerCase()}`,
    ...reasons,
    ...conversation.map((line) => `  ${line}`),
  ].join('\n');

/** `aicmo messages uncertain`, `messages resolve`, `messages tries`. */
export const messagesUncertainCommands: readonly Command[] = [uncertainCommand, resolveCommand, triesCommand];
