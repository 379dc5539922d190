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

test('the benchmark of cam measures an import beside the raw insert of the same rows, and names the goal', () => {
  const run = bench('cam', 'import', '200');
  expect({ status: run.status, errors: run.stderr }).toEqual({ status: 0, errors: '' });
  expect(run.stdout).toMatch(/ours \/ raw: [\d.]+ × \(goal 3 ×/u);
  expect(bench('cam', 'imports').stderr).toContain('import: a list into an empty workspace');
});

test('the benchmark of core-db measures handle and raw driver on both databases, and names the goal of each', () => {
  const run = bench('core-db', '300', '1');
  expect({ status: run.status, errors: run.stderr }).toEqual({ status: 0, errors: '' });
  for (const what of [
    'SQLite, 300 leads',
    'SQLite, 3000 point reads',
    'PostgreSQL, 300 leads',
    'PostgreSQL, 300 point reads',
  ])
    expect(run.stdout).toMatch(new RegExp(`${what}: raw [\\d.]+ ms, handle [\\d.]+ ms, ratio [\\d.]+ \\(goal`, 'u'));
  expect(run.stdout).toContain('Bootstrap of an empty SQLite file');
});

test('the benchmark of core-llm loses no question, keeps the limit, and names its goals', () => {
  const run = bench('core-llm', '20', '60');
  expect({ status: run.status, errors: run.stderr }).toEqual({ status: 0, errors: '' });
  expect(run.stdout).toMatch(/20 in turns: bare package [\d.]+ ms, core-llm [\d.]+ ms/u);
  expect(run.stdout).toMatch(/overhead at the median: -?[\d.]+ ms \(goal: under 2 ms/u);
  expect(run.stdout).toMatch(/60 at once: 60 answered, 60 recorded, at most [1-8] on the wire of 8/u);
  expect(run.stdout).toMatch(/every later time: -?[\d.]+ ms \(goal: under 20 ms/u);
});

test('the shell’s benchmark says how soon it stands, how much it takes and how much a browser loads', () => {
  const run = bench('ops-shell', '1');
  expect({ status: run.status, errors: run.stderr }).toEqual({ status: 0, errors: '' });
  for (const what of ['process start to listening', 'first verdict on the page', 'resident, after the first page']) {
    expect(run.stdout).toMatch(new RegExp(`${what}: [\\d.]+ (?:ms|MB), at worst`, 'u'));
  }
  expect(run.stdout).toMatch(/first load, gzipped: [\d.]+ kB, at worst [\d.]+, of 150 allowed\n/u);
});

test('an unknown benchmark is refused with the names of those that there are', () => {
  const run = bench('imprt');
  expect(run.stderr).toContain('Found no benchmark "imprt"; there are: cam, core-db, core-llm, ops-shell.');
  expect(run.status).toBe(1);
});
