import type { LintFinding, MessagePreview, Sequence, SequenceTrial, StepVariant } from '@aicmo/cam/contract';
import { byCommandLine, byName } from '../by-name.ts';
import { exitCodes, type Command, type CommandContext } from '../command.ts';
import { table } from '../table.ts';
import { required } from './campaign-create.command.ts';

const house = async (context: CommandContext) => (await context.workspace()).cam();

/** The built-in sequences, and every client's own. */
async function everySequence(context: CommandContext): Promise<readonly Sequence[]> {
  const { sequences, clients } = await house(context);
  const builtIn = await sequences.list(null);
  const own = await Promise.all((await clients.list()).map(({ id }) => sequences.list(id)));
  return [...builtIn, ...own.flat().filter(({ clientId }) => clientId !== null)];
}

const meant = async (context: CommandContext): Promise<Sequence> =>
  byName('sequence', await everySequence(context), context.args[0] ?? '');

/** A message with its wordings: `1`, or `1 A` and `1 B` where several are tried. */
const wordingsOf = ({ steps }: Sequence): readonly (StepVariant & Place)[] =>
  steps.flatMap(({ position, day, channel, variants, subject, body, html, weight }) =>
    [{ subject, body, html, weight }, ...variants].map((texts, index) => ({
      ...{ ...texts, position, day, channel },
      name: `${position}${variants.length > 0 ? ` ${String.fromCodePoint(65 + index)}` : ''}`,
    })),
  );
interface Place extends Pick<Sequence['steps'][number], 'position' | 'day' | 'channel'> {
  readonly name: string;
}

const listCommand: Command = {
  name: 'sequence list',
  summary: 'The sequences: those that are built in, and the own ones of each client',
  run: async (context) => {
    const { clients } = await house(context);
    const names = new Map((await clients.list()).map(({ id, name }) => [id, name]));
    const list = await everySequence(context);
    const rows = list.map(({ name, clientId, tier, steps, version }) => [
      ...[name, clientId === null ? 'built in' : (names.get(clientId) ?? ''), tier?.toLowerCase() ?? 'by choice'],
      ...[String(steps.length), steps.map(({ day }) => day).join(', '), String(version)],
    ]);
    const header = ['Sequence', 'Of', 'For', 'Messages', 'On days', 'Version'];
    return { json: { sequences: list }, text: table(header, rows, 'No sequences. Type: npx aicmo db bootstrap') };
  },
};

const showCommand: Command = {
  name: 'sequence show',
  summary: 'One sequence: its messages as templates, who is in it, and what is known of tried wordings',
  usage: '<name or id>',
  args: [1, 1],
  run: async (context) => {
    const sequence = await meant(context);
    const { sequences } = await house(context);
    const versions = await sequences.history(sequence.id);
    const trials = await sequences.trials(sequence.id);
    const people = versions.reduce((sum, { inSequence }) => sum + inSequence, 0);
    const parts = wordingsOf(sequence).map(({ name, day, channel, subject, body, html }) =>
      [
        `Message ${name}, day ${day}, ${channel.replaceAll('_', ' ')}`,
        ...(channel === 'email' ? [`Subject: ${subject || '(continues the thread)'}`] : []),
        ...(body.trim() === '' ? [] : ['', body]),
        ...(html === null ? [] : ['', 'HTML:', html]),
      ].join('\n'),
    );
    const head = `${sequence.name}, version ${sequence.version}: ${sequence.goal || 'no goal'}. In sequence: ${people}.`;
    return {
      json: { sequence, versions, trials },
      text: [head, ...parts, ...trials.map(trialWords)].join('\n\n'),
    };
  },
};

function trialWords({ position, mode, wordings, split, result }: SequenceTrial): string {
  const rows = wordings.map(({ letter, sent, replied, positive, optedOut, bounced }) => [
    ...[letter, String(sent), String(replied), String(positive), String(optedOut), String(bounced)],
  ]);
  const header = ['Wording', 'Sent', 'Answered', 'Interested', 'Opted out', 'Came back'];
  const what = mode === 'LIVE' ? '' : ` (${mode.toLowerCase()})`;
  return `Message ${position}${what}\n${table(header, rows, '')}\n${result.text}\n${split.text}`;
}

const copyCommand: Command = {
  name: 'sequence copy',
  summary: 'Make a copy of a sequence that belongs to a client and can be changed',
  usage: '<name or id>',
  args: [1, 1],
  options: [
    { name: 'client', value: '<client>', about: 'whose copy it is' },
    { name: 'name', value: '<name>', about: 'how it is called; "… (copy)" otherwise' },
  ],
  examples: [['npx aicmo sequence copy "Cold outreach" --client Nordlicht', 'an own one to change in Campaign Ops']],
  run: async (context) => {
    const { sequences, clients } = await house(context);
    const client = byName('client', await clients.list(), required(context.option('client'), 'client'));
    const made = await sequences.copy((await meant(context)).id, client.id, byCommandLine, context.option('name'));
    return { json: made, text: `Made "${made.name}" for ${client.name}. Change it in Campaign Ops, under Sequences.` };
  },
};

/** The campaign that was named, else the newest one of the sequence's client. */
async function campaignOf(context: CommandContext, { clientId }: Sequence): Promise<{ readonly id: string }> {
  const { campaigns } = await house(context);
  const all = await campaigns.list(clientId === null ? {} : { clientId });
  const said = context.option('campaign');
  const [newest] = all;
  if (said === undefined && newest) return newest;
  return byName('campaign', all, required(said, 'campaign'));
}

/** What a lead of a campaign would read: each wording, as if the messages before had gone. */
async function previews(context: CommandContext, sequence: Sequence) {
  const { leads, messages } = await house(context);
  const { id: campaignId } = await campaignOf(context, sequence);
  const said = context.option('lead');
  const found = said === undefined ? [] : (await leads.list({ campaignId, search: said }, { limit: 9 })).leads;
  const [only, ...others] = found;
  const lead = said === undefined ? undefined : only && others.length === 0 ? only : byName('lead', found, said);
  const shown: (Place & { readonly preview: MessagePreview })[] = [];
  for (const { name, position, day, channel, subject, body, html } of wordingsOf(sequence)) {
    const before = sequence.steps.findLast((step) => step.position < position && step.subject.trim() !== '');
    const texts = { channel, subject, body, html, firstSubject: before?.subject ?? '' };
    const whose = { campaignId, ...(lead === undefined ? {} : { leadId: lead.id }) };
    shown.push({ name, position, day, channel, preview: await messages.preview({ ...whose, ...texts }) });
  }
  return shown;
}

const forWhom = [
  { name: 'campaign', value: '<campaign>', about: 'whose sender, reason and leads are used; else the newest' },
  { name: 'lead', value: '<name or address>', about: 'the lead; the best-scored one of the campaign otherwise' },
];

const previewCommand: Command = {
  name: 'sequence preview',
  summary: 'What a lead would read: every message of a sequence, filled, with what would stop it',
  usage: '<name or id>',
  args: [1, 1],
  options: forWhom,
  statuses: [
    [exitCodes.done, 'every message could go'],
    [exitCodes.actionNeeded, 'a value is missing, or something is left over'],
  ],
  run: async (context) => {
    const shown = await previews(context, await meant(context));
    const text = shown.map(({ name, day, preview: { leadName, subject, body, problems } }) =>
      [
        `Message ${name}, day ${day}, to ${leadName ?? 'nobody yet (example values)'}`,
        ...(subject === '' ? [] : [`Subject: ${subject}`]),
        ...['', body.trimEnd(), ...problems.map((problem) => `! ${problem}`)],
      ].join('\n'),
    );
    const isStopped = shown.some(({ preview }) => preview.problems.length > 0);
    return {
      json: { messages: shown },
      text: text.join('\n\n'),
      exitCode: isStopped ? exitCodes.actionNeeded : exitCodes.done,
    };
  },
};

const lintCommand: Command = {
  name: 'sequence lint',
  summary: 'What could be better in each message, with before and after; nothing of it stops a message',
  usage: '<name or id>',
  args: [1, 1],
  options: forWhom,
  statuses: [
    [exitCodes.done, 'nothing was found'],
    [exitCodes.actionNeeded, 'something could be better'],
  ],
  run: async (context) => {
    const shown = await previews(context, await meant(context));
    const found = shown.flatMap(({ name, preview }) => preview.lint.map((finding) => ({ message: name, ...finding })));
    const text = found.map((each) => `Message ${each.message}: ${lintWords(each)}`);
    return {
      json: { findings: found },
      text: text.join('\n') || 'Nothing that could be better was found.',
      exitCode: found.length > 0 ? exitCodes.actionNeeded : exitCodes.done,
    };
  },
};

const lintWords = ({ text, before, after }: LintFinding): string =>
  [text, `  before: ${before}`, ...(after === null ? [] : [`  after:  ${after || '(nothing)'}`])].join('\n');

/** `aicmo sequence …`. */
export const sequenceCommands: readonly Command[] = [
  listCommand,
  showCommand,
  copyCommand,
  previewCommand,
  lintCommand,
];
