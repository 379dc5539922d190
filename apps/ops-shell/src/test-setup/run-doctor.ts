import { spawn } from 'node:child_process';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SentinelReport } from '@aicmo/core-kernel';

export const repositoryFolder = path.resolve(import.meta.dirname, '../../../..');

/** How a program of the house ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type Settings = Readonly<Record<string, string>>;

/** Nothing of ours listens there, so that an operator on this machine changes no finding. */
const ports: Settings = { AICMO_OPERATOR_PORT: '39471', AICMO_OPS_PORT: '39472' };

/** Runs `aicmo` with these words and nothing of our environment but what a program needs. */
export function runAicmo(words: readonly string[], settings: Settings = {}, folder = repositoryFolder): Promise<Ended> {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...ports, ...settings };
  const child = spawn(process.execPath, [path.join(folder, 'tools/cli/aicmo.mjs'), ...words], { env, cwd: tmpdir() });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

/** What `doctor --json` says, with each finding by its id. */
export interface DoctorSaid extends Ended {
  readonly verdict: string;
  readonly exitCode: number;
  readonly observedAt: string;
  readonly results: readonly SentinelReport[];
  readonly of: (id: string) => SentinelReport | undefined;
}

export async function runDoctor(words: readonly string[], settings?: Settings, folder?: string): Promise<DoctorSaid> {
  const ended = await runAicmo(['doctor', '--json', ...words], settings, folder);
  const said = JSON.parse(ended.stdout) as Omit<DoctorSaid, keyof Ended | 'of'>; // JSON alone, or the spec fails here
  return { ...ended, ...said, of: (id) => said.results.find((result) => result.id === id) };
}

/** A copy of what the doctor starts from, without anything installed. */
export async function withoutInstallation(): Promise<string> {
  const bare = await mkdtemp(path.join(tmpdir(), 'aicmo-bare-'));
  for (const part of ['apps/ops-shell', 'tools/cli', 'tools/scripts', 'libs/core-kernel', 'package.json']) {
    await cp(path.join(repositoryFolder, part), path.join(bare, part), {
      recursive: true,
      filter: (file) => !/node_modules|test-output/u.test(file),
    });
  }
  return bare;
}
