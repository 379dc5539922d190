import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod/mini';

/** Which sources and which operator build lie on the disk. */
export interface BuildFacts {
  readonly version: string;
  readonly commit: string;
  /** The marker of the operator's build; null when there is none. */
  readonly operatorMarker: string | null;
  /** The build was made from another commit. */
  readonly operatorIsStale: boolean;
}

/** Reads them; a missing history or build is an answer, never a failure. */
export async function readBuildFacts(repositoryFolder: string): Promise<BuildFacts> {
  const [manifest, built, commit] = await Promise.all([
    readJson(path.join(repositoryFolder, 'package.json'), z.object({ version: z.string() })),
    readJson(
      path.join(repositoryFolder, 'apps/operator/dist/build.json'),
      z.object({ marker: z.string(), commit: z.string() }),
    ),
    readCommit(repositoryFolder),
  ]);
  return {
    version: manifest?.version ?? 'unknown',
    commit,
    operatorMarker: built?.marker ?? null,
    operatorIsStale: built !== undefined && built.commit !== commit,
  };
}

async function readJson<T extends z.ZodMiniType>(file: string, schema: T): Promise<z.infer<T> | undefined> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

async function readCommit(cwd: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('git', ['rev-parse', '--short=7', 'HEAD'], { cwd });
    return stdout.trim();
  } catch {
    return 'unknown';
  }
}
