import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SuppressionKind, type SuppressionFilter } from '@aicmo/cam/contract';
import { invalid, notFound } from '@aicmo/core-kernel';
import type { Workspace } from '@aicmo/workspace';
import { byCommandLine, byName } from '../by-name.ts';
import type { Command, CommandContext, CommandOption } from '../command.ts';
import { table } from '../table.ts';

type Cam = Awaited<ReturnType<Workspace['cam']>>;

const clientOption: CommandOption = {
  name: 'client',
  value: '<client>',
  about: 'for this client only; every client otherwise',
};
const reasonOption: CommandOption = { name: 'reason', value: '<why>', about: 'one short sentence; it is kept' };

const cam = async (context: CommandContext): Promise<Cam> => (await context.workspace()).cam();

async function clientOf(context: CommandContext, { clients }: Cam): Promise<string | null> {
  const said = context.option('client');
  return said === undefined ? null : byName('client', await clients.list(), said).id;
}

function reasonOf(context: CommandContext): string {
  const reason = context.option('reason');
  if (reason !== undefined) return reason;
  throw invalid({ code: 'cli-option', message: 'Found no --reason; write one short sentence why.' });
}

async function filterOf(context: CommandContext, house: Cam): Promise<SuppressionFilter> {
  const clientId = await clientOf(context, house);
  const search = context.option('search');
  return { ...(clientId === null ? {} : { clientId }), ...(search === undefined ? {} : { search }) };
}

const listCommand: Command = {
  name: 'suppression list',
  summary: 'Those who are never contacted, the newest 500',
  options: [clientOption, { name: 'search', value: '<part>', about: 'part of an address, domain, profile or number' }],
  run: async (context) => {
    const house = await cam(context);
    const page = await house.suppression.page(await filterOf(context, house), { limit: 500 });
    const rows = page.entries.map(({ value, kind, reason, source, createdAt }) => [
      value,
      kind,
      reason,
      source,
      createdAt.slice(0, 10),
    ]);
    const more =
      page.total > rows.length ? `\n${page.total - rows.length} more; npx aicmo suppression export has all.` : '';
    return {
      json: page,
      text: `${table(['Who', 'Kind', 'Why', 'From', 'Since'], rows, 'Nobody is on the list.')}${more}`,
    };
  },
};

const addCommand: Command = {
  name: 'suppression add',
  summary: 'Put an address, domain, profile or number on the list of those who are never contacted',
  usage: '<value>',
  args: [1, 1],
  options: [
    reasonOption,
    clientOption,
    { name: 'kind', value: '<kind>', about: `${SuppressionKind.options.join(', ')}; by its look otherwise` },
  ],
  run: async (context) => {
    const house = await cam(context);
    const [value = ''] = context.args;
    const kind = kindOf(context.option('kind'), value);
    const entry = {
      kind,
      value,
      clientId: await clientOf(context, house),
      reason: reasonOf(context),
      source: 'Command line',
    };
    const added = await house.suppression.add(entry, byCommandLine);
    return {
      json: added,
      text: `${added.value} is never contacted. To take it off: npx aicmo suppression remove ${added.value} --reason "…"`,
    };
  },
};

function kindOf(said: string | undefined, value: string): SuppressionKind {
  const named = SuppressionKind.options.find((each) => each === said);
  if (said !== undefined && !named) {
    const message = `Found --kind "${said}"; expected one of ${SuppressionKind.options.join(', ')}.`;
    throw invalid({ code: 'cli-kind', message });
  }
  if (named) return named;
  if (/linkedin\.com\//i.test(value)) return 'linkedin';
  if (value.includes('@') && !value.startsWith('@')) return 'email';
  return /^\+|^00/.test(value) ? 'phone' : 'domain';
}

const removeCommand: Command = {
  name: 'suppression remove',
  summary: 'Take somebody off the list, or everybody who came by one file',
  usage: '[<value>]',
  args: [0, 1],
  options: [
    reasonOption,
    { name: 'source', value: '<file>', about: 'instead of a value: everybody who came by this file' },
    clientOption,
  ],
  run: async (context) => {
    const house = await cam(context);
    const source = context.option('source');
    const reason = reasonOf(context);
    if (source !== undefined) {
      const list = { source, clientId: await clientOf(context, house) };
      const removed = await house.suppression.removeSource(list, reason, byCommandLine);
      return { json: { removed }, text: `${removed} that came by “${source}” may be contacted again.` };
    }
    const [value = ''] = context.args;
    const found = (await house.suppression.page({ search: value }, { limit: 500 })).entries.filter(
      (each) => each.value === value.trim().toLowerCase(),
    );
    if (found.length === 0)
      throw notFound({
        code: 'cli-unknown',
        message: `"${value}" is not on the list. Type: npx aicmo suppression list --search <part>`,
      });
    for (const { id } of found) await house.suppression.remove(id, reason, byCommandLine);
    return { json: { removed: found.length }, text: `${value} may be contacted again.` };
  },
};

const importCommand: Command = {
  name: 'suppression import',
  summary: 'Put everybody of a list on it (CSV, TSV, XLSX, JSON): the first address of each row counts',
  usage: '<file>',
  args: [1, 1],
  options: [reasonOption, clientOption, { name: 'dry-run', about: 'only say what would be added' }],
  run: async (context) => {
    const house = await cam(context);
    const [file = ''] = context.args;
    const bytes = await readFile(file).catch((cause: unknown) => {
      throw invalid({
        code: 'cli-file',
        message: `The file "${file}" cannot be read. Check its name and folder.`,
        cause,
      });
    });
    const reading = await house.suppression.readList(bytes);
    const lines = reading.rejected.map(({ rowNumber, reason }) => `  row ${rowNumber}: ${reason}`);
    if (context.has('dry-run')) {
      const text = [
        `${reading.rows} rows, ${reading.rejectedRows} of them without anybody.`,
        ...lines,
        'Nothing was written.',
      ];
      return { json: reading, text: text.join('\n') };
    }
    const fileName = path.basename(file);
    const list = { clientId: await clientOf(context, house), fileName, bytes, reason: reasonOf(context) };
    const result = await house.suppression.importList(list, byCommandLine);
    const said = [
      `${result.added} put on the list, ${result.known} were off limits already, ${result.rejectedRows} rows named nobody.`,
      ...lines,
      `The way back: npx aicmo suppression remove --source "${fileName}" --reason "…"`,
    ];
    return { json: result, text: said.join('\n') };
  },
};

const exportCommand: Command = {
  name: 'suppression export',
  summary: 'The whole list as a CSV that "suppression import" reads back',
  usage: '[<file.csv>]',
  args: [0, 1],
  options: [clientOption, { name: 'search', value: '<part>', about: 'part of an address, domain, profile or number' }],
  run: async (context) => {
    const house = await cam(context);
    const names = new Map((await house.clients.list()).map(({ id, name }) => [id, name]));
    const text = await house.suppression.exportList(await filterOf(context, house), (id) => names.get(id) ?? '');
    const [file] = context.args;
    if (file === undefined) return { json: { csv: text }, text: text.trimEnd() };
    await writeFile(file, text, { mode: 0o600 });
    return { json: { file }, text: `The list is in ${file}.` };
  },
};

/** `aicmo suppression …`: those who are never contacted. */
export const suppressionCommands: readonly Command[] = [
  listCommand,
  addCommand,
  removeCommand,
  importCommand,
  exportCommand,
];
