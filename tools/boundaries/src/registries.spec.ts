import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readWorkspaceMap, repositoryRoot } from './fence/workspace-map.ts';

/* A registry is an array in an index.ts; a file beside it that the array does not name is a thing that never happens. */

const libraries = readWorkspaceMap().filter(({ root }) => root.startsWith('libs/'));

interface Registry {
  readonly folder: string;
  readonly files: readonly string[];
  readonly text: string;
}

function registries(below: string, file: RegExp): readonly (readonly [string, Registry])[] {
  return libraries
    .map(({ root }) => `${root}/src/lib/${below}`)
    .filter((folder) => existsSync(path.join(repositoryRoot, folder)))
    .filter((folder) => readdirSync(path.join(repositoryRoot, folder)).some((name) => file.test(name)))
    .map((folder) => {
      const files = readdirSync(path.join(repositoryRoot, folder)).filter((name) => file.test(name));
      const text = readFileSync(path.join(repositoryRoot, folder, 'index.ts'), 'utf8');
      return [folder, { folder, files, text }] as const;
    });
}

const forgotten = ({ folder, files, text }: Registry): readonly string[] =>
  files.filter((file) => !text.includes(`'./${file}'`)).map((file) => `add ${file} to ${folder}/index.ts`);

describe.each(registries('sentinels', /\.sentinel\.ts$/u))('%s/index.ts', (_folder, registry) => {
  test('lists every sentinel of its folder', () => {
    expect(forgotten(registry)).toEqual([]);
  });
});

describe.each(registries('db/migrations', /^\d{4}-.*(?<!\.spec)\.ts$/u))('%s/index.ts', (_folder, registry) => {
  test('lists every migration of its folder, oldest first', () => {
    expect(forgotten(registry)).toEqual([]);
    const days = [...registry.text.matchAll(/'\.\/(\d{4}-\d{2}-\d{2})-/gu)].map((match) => match[1] ?? '');
    expect(days).toHaveLength(registry.files.length);
  });

  test('has files named after their day and what they do', () => {
    expect(registry.files.filter((file) => !/^\d{4}-\d{2}-\d{2}-[a-z]+(?:-[a-z0-9]+)+\.ts$/u.test(file))).toEqual([]);
  });
});

describe.each(registries('prompts', /\.prompt\.ts$/u))('%s/index.ts', (_folder, registry) => {
  test('lists every prompt of its folder, and a spec beside it locks each version', () => {
    expect(forgotten(registry)).toEqual([]);
    const spec = readFileSync(path.join(repositoryRoot, registry.folder, 'prompts.spec.ts'), 'utf8');
    expect(spec).toContain('promptProblems(');
  });
});

test('every library snapshots the names of its door beside it', () => {
  const without = libraries.filter(({ root }) => !existsSync(path.join(repositoryRoot, root, 'src/index.spec.ts')));
  expect(without.map(({ root }) => `write ${root}/src/index.spec.ts`)).toEqual([]);
});

test('every library says in a README what it is', () => {
  const without = libraries.filter(({ root }) => !existsSync(path.join(repositoryRoot, root, 'README.md')));
  expect(without.map(({ root }) => `write ${root}/README.md`)).toEqual([]);
});

test('the workspace knows the tables of every library that has migrations', () => {
  const sources = readFileSync(path.join(repositoryRoot, 'libs/workspace/src/lib/migration-sources.ts'), 'utf8');
  const unknown = registries('db/migrations', /./u)
    .map(([folder]) => folder.split('/')[1] ?? '')
    .filter((name) => !sources.includes(`@aicmo/${name}'`));
  expect(unknown.map((name) => `add @aicmo/${name} to libs/workspace/src/lib/migration-sources.ts`)).toEqual([]);
});
