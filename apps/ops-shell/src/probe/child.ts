import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';

/** What a program of ours is started with. */
export interface ChildStart {
  /** The file, absolute. */
  readonly program: string;
  /** Nothing secret: every user of the machine can read them. */
  readonly args?: readonly string[];
  /** All that it is given of our variables. */
  readonly environment: Readonly<Record<string, string>>;
  readonly repositoryFolder: string;
  /** The Node to run it with; this one by default. */
  readonly node?: string;
}

/** A process of its own, with what it printed so far. */
export interface Child {
  readonly process: ChildProcess;
  /** Where its answers come from: a pipe that no library prints to. */
  readonly answers: Readable;
  /** The end of its error output, as bytes came; never shown unredacted. */
  lastWords(): string;
  /** How much it printed, on both streams. */
  printed(): number;
  /** Ends it and all that it started, at once. */
  kill(): void;
}

/** More than this, and somebody floods us. */
export const mostPrintedBytes = 1_000_000;
const keptCharacters = 8000;
/** A library that needs more only to be imported is broken, and must not take the machine's memory first. */
const heap = '--max-old-space-size=320';

/**
 * Starts a program in a process group of its own: no shell, no terminal, its standard input for our questions and a
 * pipe of its own for the answers, so that what a library prints is never taken for one.
 */
export function startChild({ program, args = [], environment, repositoryFolder, node }: ChildStart): Child {
  const child = spawn(node ?? process.execPath, ['--no-warnings', heap, program, ...args], {
    cwd: repositoryFolder,
    env: { ...compileCache(repositoryFolder), ...environment },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let words = '';
  let bytes = 0;
  const kill = () => killGroup(child);
  const count = (chunk: Buffer): void => {
    bytes += chunk.length;
    if (bytes > mostPrintedBytes) kill();
  };
  child.stdout?.on('data', count);
  child.stderr?.on('data', (chunk: Buffer) => {
    count(chunk);
    words = (words + chunk.toString()).slice(-keptCharacters);
  });
  child.stdin?.on('error', () => undefined); // it may have died before it read
  const answers = child.stdio[3] as Readable; // asked for as a pipe above
  return { process: child, answers, lastWords: () => words, printed: () => bytes, kill };
}

/** Reading TypeScript is half of what such a process does. Without packages there is no place for the cache, and none is made. */
function compileCache(repositoryFolder: string): Readonly<Record<string, string>> {
  const packages = path.join(repositoryFolder, 'node_modules');
  return existsSync(path.join(packages, '@aicmo'))
    ? { NODE_COMPILE_CACHE: path.join(packages, '.cache/compiled') }
    : {};
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Its whole group has ended already.
  }
}
