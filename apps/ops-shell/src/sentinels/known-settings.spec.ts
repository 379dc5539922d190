import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { innerSettings, knownSettings } from './known-settings.ts';

test('every variable of ours that a program reads is known to the check of the variables', () => {
  const repositoryFolder = path.resolve(import.meta.dirname, '../../../..');
  const words = [
    'grep',
    '-hoE',
    'AICMO_[A-Z_]*[A-Z]',
    '--',
    'apps/*.ts',
    'apps/*.mjs',
    'libs/*.ts',
    'tools/cli',
    'tools/scripts',
  ];
  const { stdout } = spawnSync('git', [...words, ':!*.spec.ts', ':!*/test-setup/*', ':!*/faults/*'], {
    cwd: repositoryFolder,
    encoding: 'utf8',
  });
  const named = new Set(stdout.trim().split('\n'));
  expect(named.size).toBeGreaterThan(10);
  // The beginnings of names that are put together, and the marker of a build, are no variables.
  const unknown = [...named].filter(
    (name) =>
      !knownSettings.includes(name) &&
      !innerSettings.test(name) &&
      !/^AICMO_(?:OPERATOR|PUBLIC_URL|TOKEN)$/u.test(name),
  );
  expect(unknown.map((name) => `add ${name} to known-settings.ts`)).toEqual([]);
});
