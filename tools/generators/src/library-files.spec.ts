import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { libraryFiles } from './library-files.ts';

const repository = path.resolve(import.meta.dirname, '../../..');
const bin = path.join(repository, 'node_modules');
/* A stand-in for the repository, in which the new library lies as it would. */
let root: string;
let library: string;

function run(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(bin, program), ...args], {
    cwd: library,
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, ...env },
  });
  return { status, printed: stdout + stderr };
}

beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'aicmo-generators-'));
  library = path.join(root, 'libs/media-plan');
  for (const name of ['node_modules', 'tools', 'tsconfig.base.json', 'jest.preset.js']) {
    symlinkSync(path.join(repository, name), path.join(root, name));
  }
  for (const [file, text] of Object.entries(libraryFiles('media-plan'))) {
    mkdirSync(path.dirname(path.join(library, file)), { recursive: true });
    writeFileSync(path.join(library, file), text);
  }
});
afterAll(() => rmSync(root, { recursive: true }));

describe('a new library', () => {
  test('has two tags, three doors and its folder as its name', () => {
    const manifest: unknown = JSON.parse(libraryFiles('media-plan')['package.json'] ?? '');
    expect(manifest).toMatchObject({
      name: '@aicmo/media-plan',
      exports: {
        '.': './src/index.ts',
        './contract': './src/contract/index.ts',
        './testing': './src/testing/index.ts',
      },
      nx: { name: 'media-plan', tags: ['type:domain', 'scope:media-plan'] },
    });
  });

  test('passes the type check as it is', () => {
    expect(run('typescript-native/bin/tsc', ['-p', 'tsconfig.json'])).toEqual({ status: 0, printed: '' });
  });

  test('passes its own tests as it is', () => {
    const jest = run('jest/bin/jest.js', ['--config', 'jest.config.cjs'], {
      NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
    });
    expect(jest.printed).toContain('2 passed, 2 total');
    expect(jest.status).toBe(0);
  });

  test('is formatted as everything else is', () => {
    const formatted = run('prettier/bin/prettier.cjs', [
      '--config',
      path.join(repository, '.prettierrc.json'),
      '--check',
      'src/**/*.ts',
      '*.{json,cjs,md}',
    ]);
    expect(formatted).toMatchObject({ status: 0 });
  });
});

test('nx g ./tools/generators:library makes it', () => {
  const nx = spawnSync(
    process.execPath,
    [path.join(bin, 'nx/dist/bin/nx.js'), 'g', './tools/generators:library', 'media-plan', '--dry-run'],
    {
      cwd: repository,
      encoding: 'utf8',
      timeout: 60_000,
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  for (const file of Object.keys(libraryFiles('media-plan')))
    expect(nx.stdout).toContain(`CREATE libs/media-plan/${file}`);
});
