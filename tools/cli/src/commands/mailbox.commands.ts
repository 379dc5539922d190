import { defaultMailboxLimits, mailPresets, type Mailbox, type MailboxDraft } from '@aicmo/cam/contract';
import { invalid } from '@aicmo/core-kernel';
import { byCommandLine, byName } from '../by-name.ts';
import { exitCodes, type Command, type CommandContext } from '../command.ts';
import { readSecret } from '../read-secret.ts';
import { table } from '../table.ts';
import { required } from './campaign-create.command.ts';

const house = async (context: CommandContext) => (await context.workspace()).cam();

/** A mailbox by its address or the beginning of one. */
async function meant(context: CommandContext): Promise<Mailbox> {
  const { mailboxes } = await house(context);
  const named = (await mailboxes.list(null)).map((mailbox) => ({ ...mailbox, name: mailbox.address }));
  return byName('mailbox', named, context.args[0] ?? '');
}

const listCommand: Command = {
  name: 'mailbox list',
  summary: 'The mailboxes, and whether their last test went well',
  run: async (context) => {
    const { mailboxes, clients } = await house(context);
    const names = new Map((await clients.list()).map(({ id, name }) => [id, name]));
    const list = await mailboxes.list(null);
    const rows = list.map((mailbox) => [
      mailbox.address,
      names.get(mailbox.clientId) ?? '',
      mailbox.status === 'PAUSED' ? `paused: ${mailbox.statusReason}` : 'in use',
      String(mailbox.limits.perDay),
      mailbox.test === null ? 'never' : mailbox.test.at.slice(0, 10),
    ]);
    const none = 'No mailbox yet. To add one: npx aicmo mailbox add <address> --client <client> --provider <provider>';
    return { json: { mailboxes: list }, text: table(['Address', 'Client', 'State', 'A day', 'Tested'], rows, none) };
  },
};

const addCommand: Command = {
  name: 'mailbox add',
  summary: 'Add a mailbox; its password is asked for, or read from standard input',
  usage: '<address>',
  args: [1, 1],
  options: [
    { name: 'client', value: '<client>', about: 'whose mailbox it is' },
    { name: 'name', value: '<name>', about: 'the sender as recipients see it' },
    { name: 'provider', value: '<provider>', about: `${mailPresets.map(({ id }) => id).join(', ')}` },
    { name: 'smtp', value: '<host:port>', about: 'the server for sending; port 465 speaks TLS, any other STARTTLS' },
    { name: 'imap', value: '<host:port>', about: 'the server for reading; port 993 speaks TLS, any other STARTTLS' },
    { name: 'user', value: '<name>', about: 'who logs in; the address otherwise' },
    { name: 'proxy', value: '<url>', about: 'on the way to both servers: http://host:port or socks5://host:port' },
    { name: 'no-imap', about: 'do not read it: neither answers nor bounces are found' },
  ],
  about: [
    'The password is never an argument: those stand in the history of the shell. docs/mail.md goes through it step by step.',
  ],
  examples: [
    [
      'npx aicmo mailbox add anna@nordlicht.example --client Nordlicht --name Anna --provider fastmail',
      'asks for the password',
    ],
  ],
  run: async (context) => {
    const { mailboxes, clients } = await house(context);
    const client = byName('client', await clients.list(), required(context.option('client'), 'client'));
    const draft = draftOf(context);
    const smtp = await readSecret(`Password of ${draft.address}: `, context.signal);
    const added = await mailboxes.add(client.id, draft, { smtp }, byCommandLine);
    const next = `npx aicmo mailbox test ${added.address} --message`;
    return { json: added, text: `Added ${added.address} for ${client.name}. Nothing was sent. To test it: ${next}` };
  },
};

function draftOf(context: CommandContext): MailboxDraft {
  const [address = ''] = context.args;
  const said = context.option('provider');
  const preset = mailPresets.find(({ id }) => id === said);
  if (said !== undefined && !preset)
    throw invalid({
      code: 'cli-provider',
      message: `Found the provider "${said}"; expected one of ${mailPresets.map(({ id }) => id).join(', ')}.`,
    });
  const user = context.option('user') ?? address;
  const proxy = context.option('proxy');
  const through = proxy === undefined ? {} : { proxy };
  const smtp = serverOf(context.option('smtp'), 465) ?? preset?.smtp;
  const imap = serverOf(context.option('imap'), 993) ?? preset?.imap;
  if (!smtp || (!imap && !context.has('no-imap')))
    throw invalid({
      code: 'cli-usage',
      message: 'Say which servers: --provider <provider>, or --smtp <host:port> and --imap <host:port> (or --no-imap).',
    });
  return {
    ...{ address, senderName: required(context.option('name'), 'name'), replyTo: '', signature: '', postalAddress: '' },
    ...{ providerId: preset?.id ?? null, certificate: '', limits: defaultMailboxLimits },
    smtp: { ...smtp, user, ...through },
    imap: imap && !context.has('no-imap') ? { ...imap, user, ...through } : null,
  };
}

function serverOf(said: string | undefined, tlsPort: number) {
  if (said === undefined) return undefined;
  const [, host = '', port = String(tlsPort)] = /^(.+?)(?::(\d+))?$/.exec(said) ?? [];
  return { host, port: Number(port), security: Number(port) === tlsPort ? 'tls' : 'starttls' } as const;
}

const testCommand: Command = {
  name: 'mailbox test',
  summary: 'Log in to both servers of a mailbox, and with --message send one to itself and look for it',
  usage: '<address>',
  args: [1, 1],
  options: [{ name: 'message', about: 'also send a message to the own address; it leaves in proof mode too' }],
  statuses: [
    [exitCodes.done, 'everything that was tried works'],
    [exitCodes.actionNeeded, 'something failed, or nobody knows'],
  ],
  run: async (context) => {
    const { id, address } = await meant(context);
    const test = await (await house(context)).mailboxes.test(id, { message: context.has('message') });
    const rows = test.steps.map(({ step, verdict, sentence }) => [step, verdict, sentence]);
    const isGood = test.steps.every(({ verdict }) => verdict === 'pass' || verdict === 'skipped');
    const text = `${address}\n${table(['Step', 'Verdict', 'Found'], rows, '')}`;
    return { json: test, text, exitCode: isGood ? exitCodes.done : exitCodes.actionNeeded };
  },
};

const checkCommand: Command = {
  name: 'mailbox check',
  summary: 'Ask the name servers whether mail of a mailbox is seen as genuine: SPF, DKIM, DMARC',
  usage: '<address>',
  args: [1, 1],
  statuses: [
    [exitCodes.done, 'nothing failed'],
    [exitCodes.actionNeeded, 'something failed, or nobody knows'],
  ],
  run: async (context) => {
    const { id } = await meant(context);
    const report = await (await house(context)).mailboxes.checkDomain(id);
    const lines = report.findings.flatMap(({ what, verdict, sentences, publish }) => [
      `${what}: ${verdict}. ${sentences.join(' ')}`,
      ...(publish === null ? [] : [`  Publish under ${publish.name} (TXT):`, `  ${publish.value}`]),
    ]);
    const isGood = report.findings.every(({ verdict }) => verdict === 'pass' || verdict === 'warn');
    return { json: report, text: lines.join('\n'), exitCode: isGood ? exitCodes.done : exitCodes.actionNeeded };
  },
};

const pauseCommand: Command = {
  name: 'mailbox pause',
  summary: 'Send nothing from a mailbox until it is taken into use again; with --off, take it into use again',
  usage: '<address>',
  args: [1, 1],
  options: [
    { name: 'reason', value: '<why>', about: 'one short sentence; it is kept' },
    { name: 'off', about: 'take it into use again' },
  ],
  run: async (context) => {
    const { id, version } = await meant(context);
    const { mailboxes } = await house(context);
    if (context.has('off')) {
      const mailbox = await mailboxes.resume(id, version, byCommandLine);
      return { json: mailbox, text: `${mailbox.address} is in use again.` };
    }
    const mailbox = await mailboxes.pause(id, version, context.option('reason') ?? '', byCommandLine);
    return {
      json: mailbox,
      text: `${mailbox.address} is paused. To end it: npx aicmo mailbox pause ${mailbox.address} --off`,
    };
  },
};

/** `aicmo mailbox …`: from which clients write. */
export const mailboxCommands: readonly Command[] = [addCommand, listCommand, testCommand, checkCommand, pauseCommand];
