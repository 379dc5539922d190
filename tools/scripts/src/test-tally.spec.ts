import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { tally } from '../test-tally.mjs';

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'aicmo-tally-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function leaves(project: string, count: { readonly passed: number; readonly failed: number }): void {
  mkdirSync(path.join(root, project, 'test-output'), { recursive: true });
  writeFileSync(path.join(root, project, 'test-output/count.json'), JSON.stringify(count));
}

const ran = (project: string, status: number | null, isFromCache = false) => ({
  project,
  root: project,
  status,
  isFromCache,
});

test('adds up what every project counted, and says which came from cache', () => {
  leaves('cam', { passed: 40, failed: 0 });
  leaves('social', { passed: 7, failed: 2 });
  expect(tally([ran('cam', 0, true), ran('social', 1)], root)).toEqual({
    passed: 47,
    failed: 2,
    fromCache: 40,
    cachedProjects: ['cam'],
    silent: [],
  });
});

test('counts a failure for a project that failed without a failing test, did not run or left no count', () => {
  leaves('crashed', { passed: 3, failed: 0 });
  const sum = tally([ran('crashed', 1), ran('skipped', null), ran('mute', 0)], root);
  expect(sum).toMatchObject({ passed: 3, failed: 3, silent: ['crashed', 'skipped', 'mute'] });
});
