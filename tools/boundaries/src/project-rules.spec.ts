import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { mostDoorLines } from './fence/doors-rule.ts';
import { nxConstraints } from './fence/nx-constraints.ts';
import type { MappedProject } from './fence/workspace-map.ts';
import { readWorkspaceMap, repositoryRoot } from './fence/workspace-map.ts';

const projects = readWorkspaceMap();
const types = ['kernel', 'core', 'domain', 'composition', 'ui', 'app', 'tool'];
const named = projects.map((project) => [project.root, project] as const);
const doors = projects.flatMap((project) =>
  Object.entries(project.doors).map(([door, file]) => [project.packageName + door.slice(1), project, file] as const),
);

function nxNameOf({ root }: MappedProject): unknown {
  const file = JSON.parse(readFileSync(path.join(repositoryRoot, root, 'package.json'), 'utf8')) as {
    readonly nx?: { readonly name?: unknown };
  }; // our own file; a wrong shape fails the comparison
  return file.nx?.name;
}

describe.each(named)('%s', (_root, project) => {
  test('has exactly two tags: its type, one of ours, and its own scope', () => {
    expect([...project.tags].sort()).toEqual([`scope:${project.folder}`, `type:${project.type}`]);
    expect(types).toContain(project.type);
  });

  test('is called in Nx as its folder, and as a package @aicmo/<folder>', () => {
    expect(nxNameOf(project)).toBe(project.folder);
    expect(project.packageName).toBe(`@aicmo/${project.folder}`);
  });

  test('has a row that says what it may import', () => {
    const rows = nxConstraints.map(({ sourceTag }) => sourceTag);
    expect(project.tags.filter((tag) => rows.includes(tag))).not.toEqual([]);
  });
});

describe.each(doors)('the door %s', (_name, project, file) => {
  test('exists and is no wildcard', () => {
    expect(file).not.toContain('*');
    expect(existsSync(path.join(repositoryRoot, project.root, file))).toBe(true);
  });

  test(`has at most ${mostDoorLines} lines and only export statements`, () => {
    const text = readFileSync(path.join(repositoryRoot, project.root, file), 'utf8');
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(mostDoorLines);
    const withoutExports = text
      .replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gmu, '')
      .replaceAll(/export (?:type )?\{[^}]*\} from '\.[^']+';|export type \* from '\.[^']+';/gu, '');
    expect(withoutExports.trim()).toBe('');
  });
});

test('every domain opens a contract for the browser and a testing door for specs', () => {
  const incomplete = projects
    .filter(({ type }) => type === 'domain')
    .filter((project) => !['.', './contract', './testing'].every((door) => door in project.doors));
  expect(incomplete.map(({ root }) => root)).toEqual([]);
});

test('no row of the constraints allows everything', () => {
  expect(nxConstraints.flatMap((row) => [row.sourceTag, ...row.onlyDependOnLibsWithTags]).join(' ')).not.toContain('*');
});
