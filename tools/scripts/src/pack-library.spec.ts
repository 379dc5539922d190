import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { repositoryRoot } from '../node-gate.mjs';

/* A stranger's project: an empty folder outside the repository, without network. */
let folder: string;

function run(program: string, args: readonly string[]) {
  const outside = (process.env['PATH'] ?? '').split(path.delimiter).filter((each) => !each.includes('node_modules'));
  const env = {
    ...process.env,
    NODE_OPTIONS: '',
    PATH: [path.dirname(process.execPath), ...outside].join(path.delimiter),
  };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8', timeout: 100_000, env });
  return { status, stdout, stderr };
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'aicmo-pack-'));
  const packed = run(process.execPath, [
    path.join(repositoryRoot, 'tools/scripts/pack-library.mjs'),
    'core-kernel',
    folder,
  ]);
  if (packed.status !== 0) throw new Error(`core-kernel was not packed:\n${packed.stdout}${packed.stderr}`);
  writeFileSync(path.join(folder, 'package.json'), '{ "name": "stranger", "type": "module", "private": true }\n');
  const tarball = packed.stdout.trim().split('\n').at(-1) ?? '';
  const installed = run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--loglevel=error', tarball]);
  if (installed.status !== 0) throw new Error(`the tarball does not install:\n${installed.stderr}`);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

test('a stranger imports the packed kernel, and its testing door, from plain Node', () => {
  writeFileSync(
    path.join(folder, 'use.mjs'),
    `import { newId, systemClock, invalid, isAppError } from '@aicmo/core-kernel';
     import { fakeClock } from '@aicmo/core-kernel/testing';
     const error = invalid({ code: 'a-code', message: 'what was found' });
     console.log(JSON.stringify([newId(systemClock).length, isAppError(error), fakeClock().now()]));`,
  );
  const { stdout, stderr } = run(process.execPath, ['use.mjs']);
  expect({ printed: JSON.parse(stdout || 'null'), stderr }).toEqual({
    printed: [36, true, '2026-03-02T10:00:00.000Z'],
    stderr: '',
  });
});

test('a stranger type-checks against it, and a mistake is a type error', () => {
  const compile = (code: string) => {
    writeFileSync(path.join(folder, 'use.ts'), code);
    const compiler = path.join(repositoryRoot, 'node_modules/typescript-native/bin/tsc');
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--types', ''];
    return run(process.execPath, [compiler, ...options, 'use.ts']);
  };
  const right = `import { newId, systemClock, type LeadId, type Instant } from '@aicmo/core-kernel';
    export const id: LeadId = newId<LeadId>(systemClock);
    export const now: Instant = systemClock.now();`;
  expect(compile(right)).toMatchObject({ status: 0, stdout: '' });
  const wrong = `import { newId, systemClock, type LeadId } from '@aicmo/core-kernel';
    export const id: LeadId = 42;`;
  expect(compile(wrong).stdout).toContain('TS2322');
});

test('the package holds compiled files and no sources, and opens only its doors', () => {
  const inside = readdirSync(path.join(folder, 'node_modules/@aicmo/core-kernel'), { recursive: true }).map(String);
  expect(inside).toEqual(expect.arrayContaining(['index.js', 'index.d.ts', 'index.js.map', 'LICENSE']));
  expect(inside.filter((file) => /(?<!\.d)\.ts$|\.spec\./u.test(file))).toEqual([]);
  const deep = run(process.execPath, ['-e', "import('@aicmo/core-kernel/lib/clock.js')"]);
  expect(deep.stderr).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
});

test('a packed library names the packages that it imports, in the versions of this repository, and loads with them', () => {
  const packer = path.join(repositoryRoot, 'tools/scripts/pack-library.mjs');
  const packed = run(process.execPath, [packer, 'core-llm', folder]);
  const tarball = packed.stdout.trim().split('\n').at(-1) ?? '';
  const manifest = JSON.parse(run('tar', ['-xOf', tarball, 'package/package.json']).stdout);
  const root = JSON.parse(readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8'));
  const { openai, zod, canonicalize } = root.dependencies;
  expect(manifest.dependencies).toEqual({ '@aicmo/core-kernel': '0.1.0', canonicalize, openai, zod });
  const place = path.join(folder, 'node_modules/@aicmo/core-llm');
  mkdirSync(place, { recursive: true });
  run('tar', ['-xf', tarball, '-C', place, '--strip-components=1']);
  for (const name of ['canonicalize', 'openai', 'zod']) {
    symlinkSync(path.join(repositoryRoot, 'node_modules', name), path.join(folder, 'node_modules', name));
  }
  const program = "import('@aicmo/core-llm').then(({ safeLlmStatus }) => console.log(safeLlmStatus({}).enabled))";
  expect(run(process.execPath, ['-e', program])).toMatchObject({ status: 0, stdout: 'false\n' });
}, 120_000);
