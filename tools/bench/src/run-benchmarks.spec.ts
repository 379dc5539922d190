import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '@jest/globals';

function bench(...args: readonly string[]) {
  return spawnSync(process.execPath, [path.join(import.meta.dirname, 'run-benchmarks.ts'), ...args], {
    encoding: 'utf8',
    timeout: 100_000,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
}

test('the import benchmark measures a small list beside the plain insert of the same bytes', () => {
  const run = bench('import', '200');
  expect({ status: run.status, errors: run.stderr }).toEqual({ status: 0, errors: '' });
  expect(run.stdout).toMatch(/ratio import \/ plain: \d/u);
});

test('the benchmark of core-db measures handle and raw driver on both databases, and names the goal of each', () => {
  const run = bench('core-db', '300', '1');
  expect({ status: run.status, errors: run.stderr }).toEqual({ status: 0, errors: '' });
  for (const what of [
    'SQLite, 300 leads',
    'SQLite, 300 point reads',
    'PostgreSQL, 300 leads',
    'PostgreSQL, 300 point reads',
  ])
    expect(run.stdout).toMatch(new RegExp(`${what}: raw \\d+ ms, handle \\d+ ms, ratio [\\d.]+ \\(goal`, 'u'));
  expect(run.stdout).toContain('Bootstrap of an empty SQLite file');
});

test('an unknown benchmark is refused with the names of those that there are', () => {
  const run = bench('imprt');
  expect(run.stderr).toContain('Found no benchmark "imprt"; there are: core-db, import');
  expect(run.status).toBe(1);
});
