import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { dayMs, epochMs, parseInstant, type Clock, type Instant } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import { systemTimers, type Timers } from '../engine/timers.ts';

/** So often a worker says that it is there, in milliseconds. */
export const beatMs = 15_000;

const signSchema = z.object({
  worker: z.string(),
  again: z.string(),
  machine: z.string(),
  pid: z.number(),
  startedAt: z.string(),
  beatAt: z.string(),
});

/** What a worker says of itself: who it is, and how it is started again: `npx aicmo worker`. */
export interface WorkerName {
  readonly worker: string;
  readonly again: string;
}

/** The newest word of a worker. One that ended in good order leaves none. */
export interface SignOfLife extends WorkerName {
  readonly pid: number;
  readonly startedAt: Instant;
  readonly beatAt: Instant;
  /** Whether its process is there; of another machine nobody here can say. */
  readonly process: 'there' | 'gone' | 'elsewhere';
}

/** Where the workers of one database say that they are there: files, because an idle pass writes nothing into it. */
export interface Heartbeats {
  /**
   * Says it at once and every 15 s until the returned function takes the sign away; also takes away what dead workers
   * of this machine left. What cannot be written is told to `onError`, and no reason to stop working.
   */
  begin(name: WorkerName, onError: (error: unknown) => void): Promise<() => Promise<void>>;
  /** Every sign, newest first; rejects when one cannot be read. */
  list(): Promise<readonly SignOfLife[]>;
}

/** Where the signs lie, and what tells the time. */
export interface HeartbeatPlace {
  readonly folder: string;
  readonly clock: Clock;
  readonly timers?: Timers;
}

/** Opens the place; nothing is read or written before it is asked. */
export function openHeartbeats({ folder, clock, timers = systemTimers }: HeartbeatPlace): Heartbeats {
  const own = path.join(folder, `${hostname().replaceAll(/[^\w.-]/gu, '_')}-${process.pid}.json`);
  return {
    begin: async (name, onError) => {
      const startedAt = clock.now();
      const beat = async (): Promise<void> => {
        const sign = { ...name, machine: hostname(), pid: process.pid, startedAt, beatAt: clock.now() };
        await replaceFile(own, JSON.stringify(sign)).catch(onError);
      };
      await sweep(folder, clock).catch(onError);
      await beat();
      let last = Promise.resolve();
      const stop = timers.every(beatMs, () => void (last = last.then(beat)));
      return async () => {
        stop();
        await last;
        await rm(own, { force: true }).catch(onError);
      };
    },
    list: async () => {
      const signs = (await readAll(folder)).map(({ sign }) => sign);
      return signs.toSorted((one, other) => (one.beatAt < other.beatAt ? 1 : -1));
    },
  };
}

/** A reader never sees half of it. */
async function replaceFile(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** What a dead worker left has been made up for by the one that begins now. */
async function sweep(folder: string, clock: Clock): Promise<void> {
  for (const { file, sign } of await readAll(folder)) {
    const isOld = epochMs(clock.now()) - epochMs(sign.beatAt) > dayMs;
    if (sign.process === 'gone' || isOld) await rm(file, { force: true });
  }
}

async function readAll(folder: string): Promise<readonly { readonly file: string; readonly sign: SignOfLife }[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const files = names.filter((name) => name.endsWith('.json')).map((name) => path.join(folder, name));
  const read = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined; // it has just ended in good order
        throw error;
      });
      return text === undefined ? [] : [{ file, sign: parseSign(text) }];
    }),
  );
  return read.flat();
}

function parseSign(text: string): SignOfLife {
  const { worker, again, machine, pid, startedAt, beatAt } = signSchema.parse(JSON.parse(text));
  return {
    ...{ worker, again, pid, startedAt: parseInstant(startedAt), beatAt: parseInstant(beatAt) },
    process: machine === hostname() ? processOf(pid) : 'elsewhere',
  };
}

function processOf(pid: number): 'there' | 'gone' {
  try {
    process.kill(pid, 0);
    return 'there';
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM' ? 'there' : 'gone';
  }
}
