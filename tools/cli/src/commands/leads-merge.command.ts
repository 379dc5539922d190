import { MergeField, type Lead, type MergeChoices } from '@aicmo/cam/contract';
import { invalid, notFound } from '@aicmo/core-kernel';
import type { Workspace } from '@aicmo/workspace';
import { byLead } from '../by-lead.ts';
import { byCommandLine } from '../by-name.ts';
import type { Command, CommandContext, CommandResult } from '../command.ts';
import { table } from '../table.ts';

type Cam = Awaited<ReturnType<Workspace['cam']>>;

/** `aicmo leads merge`. */
export const leadsMergeCommand: Command = {
  name: 'leads merge',
  summary: 'Make two leads of one person one, or (--undo) two again',
  usage: '<lead> <other lead>',
  args: [1, 2],
  options: [
    {
      name: 'take',
      value: '<field>',
      about: `this field from the other lead, where both have one: ${MergeField.options.join(', ')}`,
      multiple: true,
    },
    { name: 'same-person', about: 'leads of two clients: each client keeps its own, and both name one person' },
    { name: 'dry-run', about: 'only say what would happen' },
    { name: 'undo', about: 'with one lead: undo the last merge into it' },
  ],
  about: [
    'The first lead stays and takes over the other: its sequences with their messages, its notes, tasks and appointments. The other is hidden with its sources and its story. Name a lead by its address, its id, or words that fit one lead only.',
    'Who of the two asked not to be contacted, or is on the list of those who never are, stays so for both.',
  ],
  examples: [
    ['npx aicmo leads merge anna@firm.example a.berg@gmx.example --dry-run', 'what would happen?'],
    ['npx aicmo leads merge anna@firm.example a.berg@gmx.example --take title', 'merge, with the other’s title'],
    ['npx aicmo leads merge anna@firm.example --undo', 'make them two again, also after days'],
  ],
  run: async (context) => {
    const cam = await (await context.workspace()).cam();
    const [said = '', other] = context.args;
    const kept = await byLead(cam.leads, said);
    if (context.has('undo')) return undoLast(cam, kept.id);
    if (other === undefined)
      throw invalid({ code: 'cli-usage', message: 'Found one lead; type the other one that is the same person, too.' });
    const absorbed = await byLead(cam.leads, other);
    if (context.has('same-person')) return link(cam, kept, absorbed);
    const input = { keepId: kept.id, absorbId: absorbed.id, choices: choicesOf(context) };
    if (context.has('dry-run')) return preview(cam, input);
    const { merge } = await cam.merges.merge(input, byCommandLine);
    const text = `${merge.keptName} took over ${merge.absorbedName}. To undo: npx aicmo leads merge ${kept.email || kept.id} --undo`;
    return { json: merge, text };
  },
};

function choicesOf({ options }: CommandContext): MergeChoices {
  const choices: MergeChoices = {};
  for (const said of options('take')) {
    const field = MergeField.options.find((each) => each === said);
    if (!field)
      throw invalid({
        code: 'cli-take',
        message: `Found --take "${said}"; expected one of ${MergeField.options.join(', ')}.`,
      });
    choices[field] = 'absorbed';
  }
  return choices;
}

async function preview({ merges }: Cam, input: Parameters<Cam['merges']['preview']>[0]): Promise<CommandResult> {
  const found = await merges.preview(input);
  const rows = found.fields
    .filter(({ kept, absorbed }) => kept !== '' || absorbed !== '')
    .map(({ field, kept, absorbed, takes }) => [
      field,
      kept || '-',
      absorbed || '-',
      takes === 'kept' ? 'first' : 'other',
    ]);
  const lines = [
    table(['Field', found.keep.name, found.absorb.name, 'Stays'], rows, 'Nothing is known of either.'),
    '',
  ];
  return { json: found, text: [...lines, ...found.says, 'Nothing was written.'].join('\n') };
}

async function link({ matches }: Cam, one: Lead, other: Lead): Promise<CommandResult> {
  const undo = await matches.samePerson([one.id, other.id], byCommandLine);
  return { json: undo, text: `${one.name} and ${other.name} are one person now; each client keeps its own lead.` };
}

async function undoLast({ merges }: Cam, leadId: string): Promise<CommandResult> {
  const last = (await merges.list({ leadId })).find(({ keptId, undoneAt }) => keptId === leadId && undoneAt === null);
  if (!last)
    throw notFound({ code: 'cli-no-merge', message: 'No merge into this lead stands, so there is nothing to undo.' });
  const merge = await merges.undo(last.id, byCommandLine);
  return { json: merge, text: `${merge.absorbedName} is a lead of its own again.` };
}
