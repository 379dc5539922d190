import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Clock } from '@aicmo/core-kernel';
import * as z from 'zod/mini';

/** Which program this is. */
const buildSchema = z.object({
  marker: z.string(),
  version: z.string(),
  commit: z.string(),
  builtAt: z.nullable(z.string()),
});
export type BuildMarker = z.infer<typeof buildSchema>;

/** The file in the build that holds it. */
export const buildMarkerFile = 'build.json';

/** The marker of what stands in the repository now: `AICMO_OPERATOR_<version>+<commit>+<date>`. */
export async function makeBuildMarker(repositoryFolder: string, clock: Clock): Promise<BuildMarker> {
  const manifest: unknown = JSON.parse(await readFile(path.join(repositoryFolder, 'package.json'), 'utf8'));
  const { version } = z.parse(z.object({ version: z.string() }), manifest);
  const commit = await readCommit(repositoryFolder);
  const builtAt = clock.now();
  return { marker: `AICMO_OPERATOR_${version}+${commit}+${builtAt.slice(0, 10)}`, version, commit, builtAt };
}

/** The marker that a build wrote; undefined where there is no build, or none of ours. */
export async function readBuildMarker(distFolder: string): Promise<BuildMarker | undefined> {
  try {
    const found: unknown = JSON.parse(await readFile(path.join(distFolder, buildMarkerFile), 'utf8'));
    return buildSchema.parse(found);
  } catch {
    return undefined;
  }
}

/** A container or a download has no history: then the commit is not known, and says so. */
async function readCommit(repositoryFolder: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('git', ['rev-parse', '--short=7', 'HEAD'], { cwd: repositoryFolder });
    return stdout.trim();
  } catch {
    return 'unknown';
  }
}
