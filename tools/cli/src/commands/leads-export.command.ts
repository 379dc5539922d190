import { LeadFilter, LeadOrder, LeadSort, LeadState, Tier } from '@aicmo/cam/contract';
import { invalid } from '@aicmo/core-kernel';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { byName } from '../by-name.ts';
import { exitCodes, type Command, type CommandContext } from '../command.ts';

/** `aicmo leads export`. */
export const leadsExportCommand: Command = {
  name: 'leads export',
  summary: 'Write a list of leads to a CSV file that a spreadsheet opens and runs nothing of',
  usage: '<file.csv>',
  args: [1, 1],
  options: [
    { name: 'client', value: '<client>', about: 'of this client only' },
    { name: 'campaign', value: '<campaign>', about: 'of this campaign only' },
    { name: 'state', value: '<state>', about: LeadState.options.join(', ').toLowerCase() },
    { name: 'tier', value: '<tier>', about: Tier.options.join(', ').toLowerCase() },
    { name: 'search', value: '<text>', about: 'parts of a name, company, title or address' },
    { name: 'sort', value: '<column>', about: `${LeadSort.options.join(', ')}; score otherwise` },
    { name: 'overwrite', about: 'replace the file if it is there' },
  ],
  examples: [['npx aicmo leads export hot.csv --tier hot', 'the hot leads of every client']],
  run: async (context) => {
    const file = path.resolve(context.args[0] ?? '');
    const { leadExport } = await (await context.workspace()).cam();
    const leads = await write(context, file, leadExport.csv(await filterOf(context), orderOf(context)));
    if (context.signal.aborted) {
      await rm(file, { force: true });
      return { json: { stopped: true }, text: 'Stopped; no file was left behind.', exitCode: exitCodes.couldNotRun };
    }
    return { json: { file, leads }, text: `Wrote ${leads} ${leads === 1 ? 'lead' : 'leads'} to ${file}` };
  },
};

async function write(context: CommandContext, file: string, pieces: AsyncIterable<string>): Promise<number> {
  const target = await openNew(file, context.has('overwrite'));
  let rows = -1;
  try {
    for await (const piece of pieces) {
      if (context.signal.aborted) break;
      await target.write(piece);
      // The heading is a row of the file, too.
      rows += rows < 0 ? 1 : piece.split('\r\n').length - 1;
      if (rows > 0 && rows % 10_000 === 0) context.progress(`${rows} leads`);
    }
  } finally {
    await target.close();
  }
  return Math.max(0, rows);
}

async function openNew(file: string, isReplaced: boolean) {
  try {
    return await open(file, isReplaced ? 'w' : 'wx', 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const message =
      code === 'EEXIST'
        ? `There is a file ${file} already. Take another name, or add --overwrite.`
        : `The file ${file} cannot be written (${code}). Take another folder.`;
    throw invalid({ code: 'cli-export-file', message, cause: error });
  }
}

async function filterOf({ option, workspace }: CommandContext): Promise<LeadFilter> {
  const { clients, campaigns } = await (await workspace()).cam();
  const [client, campaign] = [option('client'), option('campaign')];
  const said = {
    ...(client === undefined ? {} : { clientId: byName('client', await clients.list(), client).id }),
    ...(campaign === undefined ? {} : { campaignId: byName('campaign', await campaigns.list(), campaign).id }),
    ...{ state: option('state')?.toUpperCase(), tier: option('tier')?.toUpperCase(), search: option('search') },
  };
  const result = z.safeParse(LeadFilter, Object.fromEntries(Object.entries(said).filter(([, value]) => value)));
  if (result.success) return result.data;
  const states = `${LeadState.options.join(', ')}; tiers: ${Tier.options.join(', ')}`.toLowerCase();
  throw invalid({ code: 'cli-export-filter', message: `Found a state or tier that there is not. States: ${states}.` });
}

function orderOf({ option }: CommandContext): LeadOrder {
  const by = option('sort') ?? 'score';
  const direction = by === 'score' || by === 'tier' || by === 'added' || by === 'changed' ? 'desc' : 'asc';
  const result = z.safeParse(LeadOrder, { by, direction });
  if (result.success) return result.data;
  const message = `Found --sort ${by}; expected one of: ${LeadSort.options.join(', ')}.`;
  throw invalid({ code: 'cli-export-sort', message });
}
