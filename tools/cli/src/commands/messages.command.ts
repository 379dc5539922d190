import { byName } from '../by-name.ts';
import type { Command, CommandContext } from '../command.ts';
import { table } from '../table.ts';
import { required } from './campaign-create.command.ts';
import { localTime } from './runs.command.ts';
import type { AttemptState, OutreachAttempt } from '@aicmo/cam/contract';

const stateWords: Readonly<Partial<Record<AttemptState, string>>> = {
  SCHEDULED: 'waits for its time',
  BLOCKED: 'waits for a person',
  PROOFED: 'proof',
};
const stateWord = ({ state }: OutreachAttempt): string => stateWords[state] ?? state.toLowerCase();

async function list(context: CommandContext, limit: number) {
  const { campaigns, messages } = await (await context.workspace()).cam();
  const campaign = byName('campaign', await campaigns.list(), required(context.option('campaign'), 'campaign'));
  return messages.list({ campaignId: campaign.id }, { limit });
}

/** `aicmo messages`. */
export const messagesCommand: Command = {
  name: 'messages',
  summary: 'The messages of a campaign: what became of each, and why',
  options: [
    { name: 'campaign', value: '<campaign>', about: 'whose messages' },
    { name: 'limit', value: '<number>', about: '50 otherwise, 500 at most' },
  ],
  run: async (context) => {
    const page = await list(context, Number(context.option('limit') ?? 50) || 50);
    const rows = page.attempts.map((each) => [
      each.leadName,
      `${each.step} of ${each.stepCount}`,
      stateWord(each),
      each.notBefore ? localTime(each.notBefore) : '-',
      each.subject ?? '-',
      each.reasons.map((reason) => reason.text).join(' '),
    ]);
    const more = page.attempts.length < page.total ? `\n${page.attempts.length} of ${page.total} messages.` : '';
    return {
      json: page,
      text:
        table(
          ['To', 'Message', 'State', 'Not before', 'Subject', 'Why'],
          rows,
          'There are no messages yet. Type: npx aicmo run "<campaign>"',
        ) + more,
    };
  },
};

/** `aicmo messages show`: one message as it would leave. */
export const messagesShowCommand: Command = {
  name: 'messages show',
  summary: 'One message as it would leave, with everything that holds it',
  usage: '<lead>',
  args: [1, 1],
  options: [{ name: 'campaign', value: '<campaign>', about: 'whose message' }],
  run: async (context) => {
    const page = await list(context, 500);
    const message = byName(
      'message to',
      page.attempts.map((each) => ({ ...each, name: each.leadName })),
      context.args[0] ?? '',
    );
    const held = message.reasons.map((reason) => `Held: ${reason.text}`);
    const would = message.wouldBe.map((reason) => `Would hold it if it were live: ${reason.text}`);
    const text = [
      `To: ${message.leadName} <${message.recipient ?? 'no address'}>`,
      `Subject: ${message.subject ?? ''}`,
      `State: ${stateWord(message)}${message.notBefore ? `, not before ${localTime(message.notBefore)}` : ''}`,
      ...held,
      ...would,
      '',
      message.body ?? '',
    ];
    return { json: message, text: text.join('\n') };
  },
};
