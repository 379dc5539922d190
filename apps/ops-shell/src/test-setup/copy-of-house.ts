import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repositoryFolder } from './run-doctor.ts';

/** A copy of the house's sources that a spec may break, with the packages of the real one. */
export interface CopyOfHouse {
  readonly folder: string;
  /** Puts lines before everything else in the door of a library. */
  breakDoor(library: string, lines: string): Promise<void>;
  remove(): Promise<void>;
}

/** Makes it: sources are copied, packages are linked, and the house's own libraries are those of the copy. */
export async function copyOfHouse(): Promise<CopyOfHouse> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aicmo-copy-'));
  const isSource = (file: string): boolean =>
    !/\/(?:node_modules|dist|test-output)(?:\/|$)/u.test(file.slice(repositoryFolder.length));
  for (const part of [
    'libs',
    'apps/ops-shell',
    'tools/cli',
    'tools/scripts',
    'package.json',
    'package-lock.json',
    'tsconfig.base.json',
  ]) {
    await cp(path.join(repositoryFolder, part), path.join(folder, part), { recursive: true, filter: isSource });
  }
  const packages = path.join(repositoryFolder, 'node_modules');
  await mkdir(path.join(folder, 'node_modules/@aicmo'), { recursive: true });
  for (const name of await readdir(packages)) {
    if (name === '@aicmo' || name === '.cache') continue;
    await symlink(path.join(packages, name), path.join(folder, 'node_modules', name));
  }
  for (const library of await readdir(path.join(folder, 'libs'))) {
    await symlink(path.join(folder, 'libs', library), path.join(folder, 'node_modules/@aicmo', library));
  }
  return {
    folder,
    breakDoor: async (library, lines) => {
      const door = path.join(folder, 'libs', library, 'src/index.ts');
      await writeFile(door, `${lines}\n${await readFile(door, 'utf8')}`);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
