import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The environment of a copy: all that its programs know. */
export type Settings = Readonly<Record<string, string>>;

/** How a program ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and as whom a program runs. */
export interface RunWhere {
  readonly settings: Settings;
  readonly as?: 'nobody' | undefined;
  readonly signal: AbortSignal;
}

/** Nothing of ours listens there, so that an operator on this machine changes no finding. */
const ports: Settings = { AICMO_OPERATOR_PORT: '39481', AICMO_OPS_PORT: '39482' };

/** The most that a program may take; a busy machine needs minutes where a free one needs seconds. */
const mostMs = 300_000;

/** Runs a program with the settings of the copy and nothing of our environment but what a program needs to start. */
export function runProgram(words: readonly [string, ...string[]], { settings, as, signal }: RunWhere): Promise<Ended> {
  const [program, ...rest] = words;
  const env = { PATH: process.env['PATH'], HOME: tmpdir(), ...ports, ...settings };
  const user = as === 'nobody' ? unprivileged() : {};
  const child = spawn(program, rest, {
    env,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
    ...user,
    signal,
    timeout: mostMs,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, stdout, stderr }));
  });
}

/** Runs `aicmo` of a copy, or of this repository. */
export const runAicmo = (repository: string, words: readonly string[], where: RunWhere): Promise<Ended> =>
  runProgram([process.execPath, path.join(repository, 'tools/cli/aicmo.mjs'), ...words], where);

/** The user nobody when we are root, who may do everything; else ourselves. */
export function unprivileged(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const line = /^nobody:[^:]*:(\d+):(\d+):/mu.exec(readFileSync('/etc/passwd', 'utf8'));
  return line === null ? {} : { uid: Number(line[1]), gid: Number(line[2]) };
}
