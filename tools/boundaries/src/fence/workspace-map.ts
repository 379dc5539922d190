import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A project of this workspace as its package.json describes it. */
export interface MappedProject {
  /** Folder from the repository root, with `/`: `libs/cam`. */
  readonly root: string;
  /** Name of the folder, which is also the Nx project's name. */
  readonly folder: string;
  /** `@aicmo/cam`. */
  readonly packageName: string;
  readonly tags: readonly string[];
  /** The value of its one `type:` tag without the prefix, or null when it has none. */
  readonly type: string | null;
  /** Door name → file from the project's root: `./contract` → `./src/contract/index.ts`. */
  readonly doors: Readonly<Record<string, string>>;
}

interface PackageFile {
  readonly name: string;
  readonly exports?: Readonly<Record<string, string>>;
  readonly nx?: { readonly name?: string; readonly tags?: readonly string[] };
}

/** The repository's root folder. */
export const repositoryRoot = path.resolve(import.meta.dirname, '../../../..');

const parents = ['apps', 'libs', 'tools'] as const;

/** Every folder below apps/, libs/ and tools/ that has a package.json, read from disk at each call. */
export function readWorkspaceMap(): readonly MappedProject[] {
  return parents.flatMap((parent) =>
    readdirSync(path.join(repositoryRoot, parent), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => readProject(`${parent}/${entry.name}`))
      .filter((project) => project !== null),
  );
}

function readProject(root: string): MappedProject | null {
  const text = readIfThere(path.join(repositoryRoot, root, 'package.json'));
  if (text === null) return null;
  const file = JSON.parse(text) as PackageFile; // our own files; project-rules.spec.ts checks their shape
  const tags = file.nx?.tags ?? [];
  return {
    root,
    folder: path.basename(root),
    packageName: file.name,
    tags,
    type: tags.find((tag) => tag.startsWith('type:'))?.slice('type:'.length) ?? null,
    doors: file.exports ?? {},
  };
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null; // a folder that is no project
    throw error;
  }
}
