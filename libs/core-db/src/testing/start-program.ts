import { spawn } from 'node:child_process';

/** A program of ours in a process of its own. */
export interface StartedProgram {
  readonly pid: number;
  /** Resolves when it has said this; rejects when it ends before. */
  said(word: string): Promise<void>;
  /** Writes a line to its input. */
  tell(line: string): void;
  /** Stops listening to it, as somebody who closes a window. */
  leave(): void;
  /** SIGKILL, and waits for its end. */
  kill(): Promise<void>;
  /** Its exit status (null after a signal) and all that it said. */
  readonly ended: Promise<{ readonly status: number | null; readonly out: string; readonly err: string }>;
}

/** Starts a TypeScript file under this Node. */
export function startProgram(file: string, args: readonly string[]): StartedProgram {
  const child = spawn(process.execPath, ['--no-warnings', file, ...args], { stdio: ['pipe', 'pipe', 'pipe'], env: {} });
  let [out, err] = ['', ''];
  const listeners = new Set<() => void>();
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
    for (const listener of listeners) listener();
  });
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  child.stdin.on('error', () => undefined); // it has ended; `ended` says how
  const ended = new Promise<{ status: number | null; out: string; err: string }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, out, err }));
  });
  return {
    pid: child.pid ?? 0,
    ended,
    tell: (line) => void child.stdin.write(`${line}\n`),
    leave: () => {
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    said: (word) =>
      new Promise<void>((resolve, reject) => {
        const look = (): void => (out.includes(word) ? resolve() : undefined);
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`The program ended before it said "${word}": ${out}${err}`)));
      }),
  };
}
