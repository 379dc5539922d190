import { invalid } from '@aicmo/core-kernel';
import {
  DuplicatePolicy,
  LeadField,
  type ColumnMapping,
  type ImportBatch,
  type ImportPreview,
  type ListLook,
} from '@aicmo/cam/contract';
import type { Workspace } from '@aicmo/workspace';
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { byCommandLine, byName } from '../by-name.ts';
import { exitCodes, type Command, type CommandContext, type CommandResult } from '../command.ts';
import { table } from '../table.ts';
import { required } from './campaign-create.command.ts';

type Cam = Awaited<ReturnType<Workspace['cam']>>;

/** `aicmo leads import`. */
export const leadsImportCommand: Command = {
  name: 'leads import',
  summary: 'Import a list of people (CSV, TSV, XLSX, JSON), score them and put them in sequence',
  usage: '<file>',
  about: [
    'Works at full pace. What is committed stays: after Ctrl-C or a crash the same command goes on from there, and the operator does so by itself at its next start.',
  ],
  examples: [
    ['npx aicmo leads import list.xlsx --campaign Spring --dry-run', 'what would become of it'],
    [
      'npx aicmo leads import list.csv --client Nordlicht --map email=Kontakt',
      'without a campaign: nobody is put in sequence',
    ],
  ],
  args: [1, 1],
  options: [
    { name: 'campaign', value: '<campaign>', about: 'for which they are scored and put in sequence' },
    { name: 'client', value: '<client>', about: 'whose leads they become, where no campaign is named' },
    { name: 'sheet', value: '<name>', about: 'of a workbook; otherwise its first sheet with rows' },
    { name: 'header-row', value: '<number>', about: 'in which the names of the columns stand; 0: in none' },
    {
      name: 'map',
      value: '<field>=<column>',
      about: `a column of the file that is not recognised; fields: ${LeadField.options.join(', ')}`,
      multiple: true,
    },
    {
      name: 'policy',
      value: '<how>',
      about: `people who are known already: ${DuplicatePolicy.options.join(', ')}; merge otherwise`,
    },
    { name: 'duplicates', value: '<how>', about: 'the same as --policy' },
    { name: 'dry-run', about: 'only say what would happen' },
    { name: 'preview', about: 'the same as --dry-run' },
    { name: 'calm', about: 'leave room for others who work with the database meanwhile' },
    { name: 'rejected', value: '<file.csv>', about: 'write the rows that became no lead to this file' },
  ],
  run: async (context) => {
    const file = context.args[0] ?? '';
    const cam = await (await context.workspace()).cam();
    const place = await placeOf(cam, context);
    const how = { sheet: context.option('sheet'), headerRow: headerRowOf(context.option('header-row')) };
    const input = { ...place, ...how, fileName: path.basename(file), path: await readable(file) };
    const mapping = mappingOf(await cam.imports.look(input), context.options('map'));
    if (context.has('dry-run') || context.has('preview')) {
      const mapped = await cam.imports.preview({ ...input, mapping });
      return { json: mapped, text: previewText(mapped) };
    }
    const policy = policyOf(context.option('policy') ?? context.option('duplicates'));
    const pace = context.has('calm') ? 'calm' : 'full';
    const batch = await cam.imports.begin({ ...input, mapping, pace, ...(policy && { policy }) }, byCommandLine);
    let rowsTold = -1;
    for await (const { rowsDone, rowsTotal } of cam.imports.watch(batch.id, context.signal)) {
      if (rowsDone !== rowsTold) context.progress(`${rowsDone} of about ${rowsTotal} rows`);
      rowsTold = rowsDone;
    }
    if (context.signal.aborted) await cam.imports.cancel(batch.id);
    return finish(cam, context, await cam.imports.finished(batch.id));
  },
};

async function placeOf(cam: Cam, context: CommandContext) {
  const [campaignSaid, clientSaid] = [context.option('campaign'), context.option('client')];
  if (campaignSaid === undefined && clientSaid !== undefined) {
    return { clientId: byName('client', await cam.clients.list(), clientSaid).id, campaignId: null };
  }
  if (campaignSaid === undefined) {
    throw invalid({
      code: 'cli-usage',
      message: 'Say for which campaign: --campaign "<name>"; or only whose leads they become: --client "<name>".',
    });
  }
  const campaign = byName('campaign', await cam.campaigns.list(), required(campaignSaid, 'campaign'));
  return { clientId: campaign.clientId, campaignId: campaign.id };
}

function headerRowOf(said: string | undefined): number | undefined {
  if (said === undefined) return undefined;
  if (/^\d{1,7}$/.test(said)) return Number(said);
  throw invalid({
    code: 'cli-header-row',
    message: `Found --header-row "${said}"; expected the number of a row, or 0 where the file has no names.`,
  });
}

async function readable(file: string): Promise<string> {
  try {
    await access(file, constants.R_OK);
    return file;
  } catch (error) {
    throw invalid({
      code: 'cli-file',
      message: `The file "${file}" cannot be read. Check its name and folder.`,
      cause: error,
    });
  }
}

/** The guessed columns, with what the person said instead: `email=Work e-mail`. */
function mappingOf(look: ListLook, said: readonly string[]): ColumnMapping {
  const mapping: ColumnMapping = { ...look.mapping };
  for (const pair of said) {
    const [name = '', header = ''] = [
      pair.slice(0, pair.indexOf('=')).trim(),
      pair.slice(pair.indexOf('=') + 1).trim(),
    ];
    const field = LeadField.options.find((each) => each === name);
    const column = look.columns.find((each) => each.header.trim().toLocaleLowerCase() === header.toLocaleLowerCase());
    if (!pair.includes('=') || !field)
      throw invalid({
        code: 'cli-map',
        message: `Found --map "${pair}"; expected <field>=<column>, with one of the fields ${LeadField.options.join(', ')}.`,
      });
    if (!column)
      throw invalid({
        code: 'cli-map',
        message: `The file has no column "${header}". It has: ${look.columns.map((each) => `"${each.header}"`).join(', ')}.`,
      });
    for (const [index, taken] of Object.entries(mapping)) if (taken === field) delete mapping[index];
    mapping[String(column.index)] = field;
  }
  return mapping;
}

function policyOf(said: string | undefined): DuplicatePolicy | undefined {
  const policy = DuplicatePolicy.options.find((each) => each === said);
  if (said !== undefined && !policy)
    throw invalid({
      code: 'cli-duplicates',
      message: `Found --policy "${said}"; expected one of ${DuplicatePolicy.options.join(', ')}.`,
    });
  return policy;
}

function previewText(preview: ImportPreview): string {
  const columns = preview.columns.map(({ index, header, samples }) => [
    header,
    preview.mapping[String(index)] ?? 'kept as it is',
    samples.join(' | ').slice(0, 60),
  ]);
  const counts = `${preview.rows} rows: ${preview.valid} valid, ${preview.rejected} rejected, ${preview.duplicatesInFile} twice in the file, ${preview.duplicatesKnown} known already.`;
  const rejected = preview.rejectedSample.map(({ rowNumber, reason }) => `  row ${rowNumber}: ${reason}`);
  return [
    table(['Column', 'Becomes', 'For example'], columns, 'The file has no columns.'),
    '',
    counts,
    ...rejected,
    'Nothing was written.',
  ].join('\n');
}

async function finish(cam: Cam, context: CommandContext, batch: ImportBatch): Promise<CommandResult> {
  const target = context.option('rejected');
  if (target !== undefined && batch.rejected > 0) {
    const { writeFile } = await import('node:fs/promises');
    await writeFile(target, (await cam.imports.rejectedFile(batch.id)).bytes);
  }
  const rejections = await cam.imports.rejections(batch.id, 10);
  const lines = [
    `Imported ${batch.imported} ${batch.imported === 1 ? 'lead' : 'leads'} from ${batch.fileName}, updated ${batch.updated}; ${batch.duplicates} were known already, ${batch.rejected} rejected.`,
    `${batch.enrolled} are in sequence.`,
    ...rejections.map(({ rowNumber, reason }) => `  row ${rowNumber}: ${reason}`),
  ];
  if (batch.status !== 'COMPLETED') lines.push(batch.error || 'It was stopped; the same command goes on from there.');
  const exitCode = batch.status === 'COMPLETED' ? exitCodes.done : exitCodes.failed;
  return { json: { ...batch, rejections }, text: lines.join('\n'), exitCode };
}
