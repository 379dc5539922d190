import path from 'node:path';
import { expect, test } from '@jest/globals';
import { allRows } from './faults/index.ts';
import { reportInWords } from './report-in-words.ts';
import { runDrill } from './run-drill.ts';

const repositoryFolder = path.resolve(import.meta.dirname, '../../../..');

test('every row of the fault matrix that can be made here is named by the doctor, and healed by its remedy', async () => {
  const postgres = process.env['TEST_POSTGRES_URL']; // the set-up of these tests starts a server
  const { signal } = new AbortController();
  const report = await runDrill({ repositoryFolder, rows: allRows, postgres, signal });
  process.stdout.write(`${reportInWords(report)}\n`);
  expect(report.results.filter(({ outcome }) => outcome === 'wrong')).toEqual([]);
  expect(report.counts.made).toBeGreaterThan(110);
}, 3_600_000);
