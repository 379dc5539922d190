import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import path from 'node:path';

export const appFolder = path.resolve(import.meta.dirname, '../..');

/** A shell started as a program, by its boot. */
export interface StartedBoot {
  /** Empty when it ended before it listened. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Everything that it printed so far, on both streams. */
  said(): string;
  /** Resolves when it has printed this. */
  until(words: RegExp): Promise<RegExpExecArray>;
  /** Ends it as a supervisor does, and gives its exit status. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  readonly ended: Promise<number | null>;
}

export interface BootOptions {
  /** Where `boot.mjs` lies; this app's folder by default. */
  readonly folder?: string;
  /** A module that is loaded before it. */
  readonly preload?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A module out of its source. */
export const moduleOf = (source: string): string => `data:text/javascript,${encodeURIComponent(source)}`;

/** Starts the boot on a free port; gives it once it says where it listens, or has ended. */
export async function startBoot({ folder = appFolder, preload, env = {} }: BootOptions = {}): Promise<StartedBoot> {
  const before = preload === undefined ? [] : ['--import', preload];
  const child = spawn(process.execPath, [...before, path.join(folder, 'boot.mjs')], {
    env: { PATH: process.env['PATH'], AICMO_OPS_PORT: '0', ...env },
  });
  let said = '';
  const waiting = new Set<() => void>();
  const listen = (chunk: Buffer) => {
    said += chunk.toString();
    for (const look of waiting) look();
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const until = (words: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const found = words.exec(said);
        if (found === null) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      void ended.then(() => reject(new Error(`It ended without saying ${String(words)}:\n${said}`)));
      look();
    });
  const url = await until(/(http:\/\/127\.0\.0\.1:\d+)\n/).then(
    (found) => found[1] ?? '',
    () => '',
  );
  return {
    url,
    port: url === '' ? 0 : Number(new URL(url).port),
    pid: child.pid ?? 0,
    said: () => said,
    until,
    ended,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
  };
}

/** What a raw request is answered: fetch would not let us send two Host headers or none. */
const rawRequest = (port: number, lines: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write([...lines, 'Connection: close', '', ''].join('\r\n')));
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.on('close', () => {
      resolve(answer);
    });
    socket.on('error', reject);
  });

/** The status of a raw request. */
export const rawStatus = async (port: number, lines: readonly string[]): Promise<number> =>
  Number(/^HTTP\/1\.1 (\d{3})/.exec(await rawRequest(port, lines))?.[1]);
