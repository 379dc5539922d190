import path from 'node:path';
import { invalid } from '@aicmo/core-kernel';
import { exitCodes, type Command } from '../command.ts';
import type { DrillReport } from '../drill/run-drill.ts';

const repositoryFolder = path.resolve(import.meta.dirname, '../../../..');

/** `aicmo drill`: breaks a copy on purpose, and looks whether the doctor names the cause and its remedy heals. */
export const drillCommand: Command = {
  name: 'drill',
  summary: 'Break a copy on purpose, row by row: does the doctor name it, does its remedy heal?',
  about: [
    'Makes an installation of its own in a temporary folder, with a database and a backup; each row breaks a copy of that. Yours is never touched: neither its database nor its settings are read.',
    'All rows take three to ten minutes. Those with a PostgreSQL server make databases of their own on it, and remove them.',
  ],
  options: [
    { name: 'only', value: '<rows>', about: 'these rows or sections, separated by commas: B3,D or all of "short"' },
    { name: 'list', about: 'name every row with what is expected of it, and make none' },
    {
      name: 'postgres',
      value: '<url>',
      about: 'a server on which databases may be made; TEST_POSTGRES_URL by default',
    },
  ],
  statuses: [
    [exitCodes.done, 'each row that was made was seen, and healed'],
    [exitCodes.failed, 'the doctor said something else, or a remedy did not heal'],
    [exitCodes.couldNotRun, 'the copy could not be made, or somebody stopped it'],
  ],
  examples: [
    ['npx aicmo drill --only short', 'a few rows that stand for the others, in half a minute'],
    ['npx aicmo drill --only B', 'every fault of a SQLite file'],
  ],
  run: async ({ option, has, progress, signal }) => {
    const { allRows } = await import('../drill/faults/index.ts');
    const { listInWords, reportInWords, rowInWords } = await import('../drill/report-in-words.ts');
    const { chooseRows } = await import('../drill/choose-rows.ts');
    const chosen = chooseRows(allRows, option('only'));
    if ('unknown' in chosen) {
      const message = `Found "${chosen.unknown}" after --only; there is no such row. Type: npx aicmo drill --list`;
      throw invalid({ code: 'cli-usage', message });
    }
    if (has('list')) return { text: listInWords(chosen.rows), json: chosen.rows };
    const { runDrill } = await import('../drill/run-drill.ts');
    const report = await runDrill({
      ...{ repositoryFolder, rows: chosen.rows, signal },
      postgres: option('postgres') ?? process.env['TEST_POSTGRES_URL'],
      onRow: (result) => progress(rowInWords(result)),
    });
    const exitCode = exitCodeOf(report, signal);
    return { text: reportInWords(report), json: { exitCode, ...report }, exitCode };
  },
};

function exitCodeOf({ counts }: DrillReport, signal: AbortSignal): number {
  if (signal.aborted) return exitCodes.couldNotRun;
  return counts.wrong > 0 ? exitCodes.failed : exitCodes.done;
}
