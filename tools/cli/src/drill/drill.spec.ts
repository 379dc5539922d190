import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { chooseRows } from './choose-rows.ts';
import type { MadeRow } from './drill-row.ts';
import { allRows } from './faults/index.ts';
import { matrixRows, reportInWords } from './report-in-words.ts';
import { runDrill, type DrillReport } from './run-drill.ts';

const repositoryFolder = path.resolve(import.meta.dirname, '../../../..');
/** A busy machine starts a program in seconds. */
const patienceMs = 600_000;

const drill = (rows: Parameters<typeof runDrill>[0]['rows']): Promise<DrillReport> =>
  runDrill({ repositoryFolder, rows, postgres: undefined, signal: new AbortController().signal });

const rowsOf = (only: string) => {
  const chosen = chooseRows(allRows, only);
  if ('unknown' in chosen) throw new Error(`no row ${chosen.unknown}`);
  return chosen.rows;
};

describe('the rows of the drill', () => {
  test('are those of the fault matrix, each of them, in its order', () => {
    const sections = { A: 12, B: 23, C: 21, D: 18, E: 20, F: 21, G: 12 };
    const matrix = Object.entries(sections).flatMap(([name, rows]) =>
      Array.from({ length: rows }, (_, index) => `${name}${index + 1}`),
    );
    expect([...new Set(allRows.map(({ id }) => id))]).toEqual(matrix);
    expect(matrix).toHaveLength(matrixRows);
  });

  test('that a spec makes name a spec that is there', () => {
    const specs = new Set(allRows.flatMap((row) => ('shownBy' in row ? [row.shownBy] : [])));
    expect([...specs].filter((file) => !existsSync(path.join(repositoryFolder, file)))).toEqual([]);
  });

  test('can be chosen one by one, by section, and as the short ones; what is no row is told', () => {
    expect(rowsOf('b3,G').map(({ id }) => id)).toEqual(['B3', ...Array.from({ length: 12 }, (_, i) => `G${i + 1}`)]);
    expect(rowsOf('short').length).toBeGreaterThan(4);
    expect(chooseRows(allRows, 'B3,Z9')).toEqual({ unknown: 'Z9' });
  });
});

describe('a drill', () => {
  test(
    'of the short rows: the real doctor names each fault, and each remedy heals it',
    async () => {
      const report = await drill(rowsOf('short'));
      expect(report.results.filter(({ outcome }) => outcome !== 'made')).toEqual([]);
      expect(report.counts).toMatchObject({ made: rowsOf('short').length, wrong: 0 });
      expect(report.results.find(({ id }) => id === 'B1')?.healed).toBe('npx aicmo db bootstrap');
    },
    patienceMs,
  );

  test(
    'tells what is wrong: another finding than expected, and a cure that cures nothing',
    async () => {
      const damaged: MadeRow = {
        ...{ id: 'E20', fault: 'a file is damaged', check: 'machine-history', verdict: 'unknown' },
        ...{ code: 'history-corrupt', cure: () => undefined },
        make: async ({ home }) => {
          await writeFile(path.join(home, 'ops-shell'), 'no folder');
        },
      };
      const report = await drill([
        damaged,
        { ...damaged, id: 'E19', code: 'history-unreadable' },
        { ...damaged, id: 'E18', make: (place) => place.cannotMake('the moon is not full') },
      ]);
      expect(report.counts).toEqual({ made: 0, wrong: 2, elsewhere: 0, notMade: 1 });
      expect(report.results.map(({ why }) => why)).toEqual([
        expect.stringMatching(/^Expected unknown history-corrupt, found /u),
        expect.stringMatching(/^Not healed by by hand: unknown history-unreadable/u),
        'the moon is not full',
      ]);
      expect(reportInWords(report)).toContain('Not made: E18 (a file is damaged): the moon is not full');
    },
    patienceMs,
  );
});
