import { readFile } from 'node:fs/promises';
import type { InboundKind } from '@aicmo/cam/contract';
import { invalid } from '@aicmo/core-kernel';
import { byName } from '../by-name.ts';
import { exitCodes, type Command, type CommandContext } from '../command.ts';
import { table } from '../table.ts';

const mostShown = 50;

/** What each kind is called; machines' kinds are told as what they say. */
const kindWords: Readonly<Record<InboundKind, string>> = {
  ...{ POSITIVE: 'interested', NEGATIVE: 'not interested', NEUTRAL: 'an answer', UNSUBSCRIBE: 'opted out' },
  ...{ OUT_OF_OFFICE: 'out of office', AUTO_REPLY: 'automatic answer', BOUNCE: 'came back' },
  ...{ COMPLAINT: 'complaint', DELIVERED: 'delivered' },
};

const listCommand: Command = {
  name: 'inbox list',
  summary: 'What came in: who wrote, what it is, whether it waits for an answer; and how reading goes',
  options: [
    { name: 'client', value: '<client>', about: 'of this client only' },
    { name: 'waiting', about: 'only what waits for a person' },
    { name: 'read', about: 'read the mailboxes first' },
  ],
  statuses: [
    [exitCodes.done, 'every mailbox can be read, or there is none'],
    [exitCodes.actionNeeded, 'a mailbox could not be read when it was tried last'],
  ],
  examples: [['npx aicmo inbox list --read --waiting', 'look now, and show what waits']],
  run: async (context) => {
    const { inbound } = await (await context.workspace()).cam();
    if (context.has('read')) await inbound.readDue(context.signal);
    const messages = await inbound.newest({ ...(await clientOf(context)), waiting: context.has('waiting') }, mostShown);
    const readings = await inbound.readings();
    const rows = messages.map(({ receivedAt, leadName, fromAddress, kind, subject, waitsSince }) => [
      receivedAt.slice(0, 16).replace('T', ' '),
      leadName === '' ? fromAddress : leadName,
      kindWords[kind],
      waitsSince === null ? '' : 'waits',
      subject.slice(0, 60),
    ]);
    const none = 'Nothing came in yet that concerns your outreach. To look now: npx aicmo inbox list --read';
    const failing = readings.filter(({ failure }) => failure !== '');
    const lines = failing.map(({ address, failure }) => `${address} cannot be read: ${failure}`);
    return {
      json: { messages, readings },
      text: [table(['Received (UTC)', 'From', 'Is', '', 'Subject'], rows, none), ...lines].join('\n'),
      exitCode: failing.length === 0 ? exitCodes.done : exitCodes.actionNeeded,
    };
  },
};

async function clientOf(context: CommandContext): Promise<{ readonly clientId?: string }> {
  const named = context.option('client');
  if (named === undefined) return {};
  const { clients } = await (await context.workspace()).cam();
  return { clientId: byName('client', await clients.list(), named).id };
}

const classifyCommand: Command = {
  name: 'inbox classify',
  summary: 'Say what a message in a file is, and which words decided; nothing is stored or looked up',
  usage: '<file.eml>',
  args: [1, 1],
  examples: [['npx aicmo inbox classify answer.eml', 'a message as the mail program saved it']],
  run: async (context) => {
    const [file = ''] = context.args;
    const raw = await readFile(file).catch((cause: unknown) => {
      throw invalid({ code: 'cli-mail-file', message: `Found no file “${file}” that can be read.`, cause });
    });
    const mail = await (await (await context.workspace()).cam()).inbound.classify(raw);
    const { kind, permanent, reason, status, recipient, originalMessageId, returnsOn, confidence, evidence } = mail;
    const facts: readonly (readonly [string, string])[] = [
      ['It is', `${kindWords[kind]} (${Math.round(confidence * 100)} % sure)`],
      ['Because of', evidence.join('; ')],
      ['Came back', kind === 'BOUNCE' ? `${permanent ? 'for good' : 'for now'}: ${reason.replaceAll('-', ' ')}` : ''],
      ['Status', status],
      ['About', recipient],
      ['Our message', originalMessageId],
      ['Back on', returnsOn ?? ''],
      ['Written', mail.text.slice(0, 500)],
    ];
    const lines = facts.flatMap(([label, value]) => (value === '' ? [] : [`${`${label}:`.padEnd(13)}${value}`]));
    return { json: mail, text: lines.join('\n') };
  },
};

/** `aicmo inbox …`: what comes in. */
export const inboxCommands: readonly Command[] = [listCommand, classifyCommand];
