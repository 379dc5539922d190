import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { knownReason } from '../fail.mjs';
import { requireSpace } from '../install.mjs';
import { missingPackages } from '../missing-packages.mjs';

let root: string;
const lock = {
  '': { version: '1.0.0' },
  'node_modules/kysely': { version: '0.29.9', integrity: 'sha512-k' },
  'node_modules/node-darwin': { version: '24.0.0', integrity: 'sha512-n', optional: true },
  'node_modules/@aicmo/cam': { resolved: 'libs/cam', link: true },
};

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'aicmo-install-'));
  mkdirSync(path.join(root, 'node_modules/@aicmo/cam'), { recursive: true });
  write('package-lock.json', lock);
});
afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, packages: object): void {
  writeFileSync(path.join(root, file), JSON.stringify({ packages }));
}

describe('what is missing of the lock file', () => {
  test('is nothing after an installation, which leaves out parts for other systems', () => {
    const { 'node_modules/node-darwin': _other, ...installed } = lock;
    write('node_modules/.package-lock.json', installed);
    expect(missingPackages(root)).toEqual([]);
  });

  test('is everything before the first installation and after one that was interrupted', () => {
    expect(missingPackages(root)).toEqual(['kysely', '@aicmo/cam']);
  });

  test('is a package that the lock file names in another version or with other content', () => {
    write('node_modules/.package-lock.json', { ...lock, 'node_modules/kysely': { version: '0.29.8' } });
    expect(missingPackages(root)).toEqual(['kysely']);
  });

  test('is a project whose link is gone', () => {
    write('node_modules/.package-lock.json', lock);
    rmSync(path.join(root, 'node_modules/@aicmo/cam'), { recursive: true });
    expect(missingPackages(root)).toEqual(['@aicmo/cam']);
  });
});

test('a disk without space is said in megabytes, with what the space is for', () => {
  expect(() => requireSpace(1e12, 'the build', root)).toThrow(/Found \d+ MB .* the build needs 1000000000000 MB/u);
});

test.each([
  [
    'npm error code ENOTFOUND\nnpm error network request to https://registry.npmjs.org failed',
    /registry does not answer/u,
  ],
  ['npm error nospc ENOSPC: no space left on device, write', /no space left on the disk/u],
  ['npm error code E401', /registry refuses us/u],
  [
    'npm error `npm ci` can only install packages when your package.json and package-lock.json are in sync',
    /npm install/u,
  ],
  ['npm error code EACCES', /cannot be written/u],
])('npm’s %j becomes one line that says what to do', (output, line) => {
  expect(knownReason(output)).toMatch(line);
});

test('a failure nobody foresaw is not explained away', () => {
  expect(knownReason('npm error code ELIFECYCLE')).toBeNull();
});
