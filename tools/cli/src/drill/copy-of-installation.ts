import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { internal } from '@aicmo/core-kernel';
import { runAicmo } from './run-program.ts';

/** The name of a bootstrapped workspace, with a backup, that rows are copied from. */
const whole = 'whole';

/** Makes an empty AICMO_HOME with its database and one backup, by the real commands. */
export async function makeWholeHome(repository: string, folder: string, signal: AbortSignal): Promise<string> {
  const home = path.join(folder, whole);
  const settings = { AICMO_HOME: home };
  for (const words of [
    ['db', 'bootstrap'],
    ['db', 'backup'],
  ]) {
    const { status, stderr } = await runAicmo(repository, words, { settings, signal });
    if (status === 0) continue;
    const message = `The copy that is to be broken could not be made: aicmo ${words.join(' ')} ended with ${String(status)}. ${stderr}`;
    throw internal({ code: 'drill-no-copy', message });
  }
  return home;
}

/** Copies files that nobody has open, and never a link: what a row breaks in the copy must not be somebody's own. */
export const copyFolder = async (from: string, to: string): Promise<void> =>
  cp(await realpath(from), to, { recursive: true, dereference: true });

/** A copy of the house's sources, with the packages of the real one linked, which a row may break. */
export interface HouseCopy {
  readonly folder: string;
  /** Changes a source; put back after the row. */
  rewrite(file: string, change: (text: string) => string): Promise<void>;
  /** Puts a package of the copy's own in the place of a linked one, or none at all. Linked again after the row. */
  replacePackage(name: string, files: Readonly<Record<string, string>> | undefined): Promise<string>;
}

/** What steps back after a row. */
export type Undo = (step: () => Promise<unknown>) => void;

/** Makes it: sources are copied, packages are linked, and the house's own libraries are those of the copy. */
export async function makeHouseCopy(repository: string, into: string): Promise<string> {
  const folder = await mkdtemp(path.join(into, 'house-'));
  const filter = (file: string): boolean =>
    !/\/(?:node_modules|dist|test-output)(?:\/|$)/u.test(file.slice(repository.length));
  for (const part of [
    ...['libs', 'apps/ops-shell', 'tools/cli', 'tools/scripts'],
    ...['package.json', 'package-lock.json', 'tsconfig.base.json'],
  ]) {
    await cp(path.join(repository, part), path.join(folder, part), { recursive: true, filter });
  }
  const packages = path.join(repository, 'node_modules');
  await mkdir(path.join(folder, 'node_modules/@aicmo'), { recursive: true });
  for (const name of await readdir(packages)) {
    if (name === '@aicmo' || name === '.cache') continue;
    await symlink(path.join(packages, name), path.join(folder, 'node_modules', name));
  }
  for (const library of await readdir(path.join(folder, 'libs'))) {
    await symlink(path.join(folder, 'libs', library), path.join(folder, 'node_modules/@aicmo', library));
  }
  await symlink(path.join(folder, 'tools/cli'), path.join(folder, 'node_modules/@aicmo/cli'));
  // Those that no row breaks are the real ones: they are in the lock file.
  const copied = await readdir(path.join(folder, 'node_modules/@aicmo'));
  for (const name of await readdir(path.join(packages, '@aicmo'))) {
    if (copied.includes(name)) continue;
    await symlink(path.join(packages, '@aicmo', name), path.join(folder, 'node_modules/@aicmo', name));
  }
  return folder;
}

/** The copy as a row uses it. */
export const openHouseCopy = (repository: string, folder: string, undo: Undo): HouseCopy => ({
  folder,
  rewrite: async (file, change) => {
    const place = path.join(folder, file);
    const text = await readFile(place, 'utf8');
    undo(() => writeFile(place, text));
    await writeFile(place, change(text));
  },
  replacePackage: async (name, files) => {
    const place = path.join(folder, 'node_modules', name);
    undo(async () => {
      await rm(place, { recursive: true, force: true });
      await symlink(path.join(repository, 'node_modules', name), place);
    });
    await rm(place);
    for (const [file, text] of Object.entries(files ?? {})) {
      await mkdir(path.dirname(path.join(place, file)), { recursive: true });
      await writeFile(path.join(place, file), text);
    }
    return place;
  },
});
