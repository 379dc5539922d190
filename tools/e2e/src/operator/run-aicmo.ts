import { execFile } from 'node:child_process';
import path from 'node:path';
import { repositoryRoot } from '../repository-root.ts';

/** What one `aicmo …` printed, and how it ended. */
export interface AicmoRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as a person would, in the environment of a test. */
export function runAicmo(words: readonly string[], env: Readonly<Record<string, string>>): Promise<AicmoRun> {
  const cli = path.join(repositoryRoot, 'tools/cli/aicmo.mjs');
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...words], { env, timeout: 120_000 }, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ status, stdout, stderr });
    });
  });
}
