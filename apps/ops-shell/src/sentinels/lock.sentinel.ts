import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import { listed, type Machine } from './machine.ts';

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly optional?: boolean;
  readonly link?: boolean;
}
type Packages = Readonly<Record<string, Locked>>;

const remedy = { text: 'Install what the lock file names.', commands: ['npm ci'] };

/** Whether what is installed is what the lock file names, package by package. */
export const lockSentinel = ({ repositoryFolder }: Machine): Sentinel =>
  defineSentinel({
    id: 'machine-lock',
    title: 'Packages are those of the lock file',
    severity: 'error',
    after: ['machine-packages'],
    reasons: {
      'packages-differ': {
        cause:
          'Packages are missing or have another version than the lock file names: it changed since the installation.',
        cure: 'npm ci installs what the lock file names.',
      },
      'lock-unreadable': {
        cause: 'package-lock.json is not there or no JSON: a merge was left half-way.',
        cure: 'git checkout package-lock.json brings back the one that was committed.',
      },
    },
    run: async () => {
      const wanted = await readPackages(path.join(repositoryFolder, 'package-lock.json'));
      const found = await readPackages(path.join(repositoryFolder, 'node_modules/.package-lock.json'));
      if (wanted === undefined || found === undefined) {
        const commands = ['git checkout package-lock.json', 'npm ci'];
        return {
          ...{ verdict: 'fail', reason: 'lock-unreadable', summary: 'The list of packages cannot be read.' },
          remedy: { text: 'Bring back the lock file that was committed, then install.', commands },
        };
      }
      const differ = Object.entries(wanted)
        .filter(([name, entry]) => name !== '' && !isAsWanted(repositoryFolder, name, entry, found[name]))
        .map(([name]) => name.replace(/^.*node_modules\//u, ''));
      const evidence = { packages: Object.keys(wanted).length - 1, differ: differ.length };
      if (differ.length === 0)
        return { verdict: 'pass', summary: `All ${evidence.packages} are those of the lock file.`, evidence };
      const summary = `Missing or of another version: ${listed(differ)}.`;
      return { verdict: 'fail', reason: 'packages-differ', summary, evidence, remedy };
    },
  });

function isAsWanted(root: string, name: string, wanted: Locked, found: Locked | undefined): boolean {
  if (found === undefined) return wanted.optional === true; // for another system; npm left it out
  if (wanted.link === true && !existsSync(path.join(root, name))) return false;
  return found.version === wanted.version && found.integrity === wanted.integrity && found.link === wanted.link;
}

async function readPackages(file: string): Promise<Packages | undefined> {
  try {
    const parsed: unknown = JSON.parse(await readFile(file, 'utf8'));
    return (parsed as { packages?: Packages }).packages; // npm's own file; another shape is found as differences
  } catch {
    return undefined;
  }
}
