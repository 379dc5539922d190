import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { dayMs, epochMs, notFound, type Clock } from '@aicmo/core-kernel';

/** What arrives: in pieces, so that nobody has to hold it whole. */
export type FileBytes = Uint8Array | AsyncIterable<Uint8Array>;

/** A file that is kept until its import ends. */
export interface KeptFile {
  /** Its SHA-256, by which it is asked for again. */
  readonly key: string;
  readonly sizeBytes: number;
  readonly path: string;
}

/** Files on their way to becoming leads: an import goes on from them after a crash. */
export interface KeptFiles {
  keep(bytes: FileBytes): Promise<KeptFile>;
  /** Throws `not-found` (`import-file-gone`). */
  find(key: string): Promise<KeptFile>;
  has(key: string): Promise<boolean>;
  discard(key: string): Promise<void>;
  /** All that are kept, in no order. */
  list(): Promise<readonly KeptFile[]>;
  /** Removes files that nobody began to import for a week, but for those that are still needed. */
  sweep(needed: ReadonlySet<string>): Promise<void>;
}

const keptForMs = 7 * dayMs;
const isKey = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/**
 * Keeps files in a folder that only its owner may read, for they hold addresses of people; without a folder in a new one
 * of the machine's, which goes with its last file.
 */
export function createKeptFiles(clock: Clock, folder?: string): KeptFiles {
  let opened: Promise<string> | undefined;
  const open = async (): Promise<string> => {
    if (folder === undefined) return mkdtemp(path.join(tmpdir(), 'aicmo-imports-'));
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return folder;
  };
  const place = async (name: string): Promise<string> => path.join(await (opened ??= open()), name);
  const look = async (key: string): Promise<KeptFile | undefined> => {
    if (!isKey(key)) return undefined;
    const file = await place(key);
    const found = await stat(file).catch(absent);
    return found && { key, sizeBytes: found.size, path: file };
  };
  const discard = async (key: string): Promise<void> => {
    if (!isKey(key) || (folder === undefined && !opened)) return;
    const file = await place(key);
    await rm(file, { force: true });
    if (folder !== undefined) return;
    if ((await readdir(path.dirname(file))).length > 0) return;
    await rmdir(path.dirname(file));
    opened = undefined;
  };
  return {
    keep: async (bytes) => {
      const part = await place(`${randomUUID()}.part`);
      try {
        const { key, sizeBytes } = await store(bytes, part);
        await rename(part, await place(key));
        return { key, sizeBytes, path: await place(key) };
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },
    find: async (key) => {
      const found = await look(key);
      if (found) return found;
      throw notFound({
        code: 'import-file-gone',
        message: 'The file is not kept here any more. Choose it again.',
      });
    },
    has: async (key) => (await look(key)) !== undefined,
    discard,
    list: async () => {
      if (folder === undefined && !opened) return [];
      const found = await Promise.all((await readdir(await (opened ??= open()))).map(look));
      return found.filter((file) => file !== undefined);
    },
    sweep: async (needed) => {
      if (folder === undefined) return;
      const now = epochMs(clock.now());
      for (const name of await readdir(await (opened ??= open()))) {
        const file = await place(name);
        const found = await stat(file).catch(absent);
        if (!needed.has(name) && found && now - found.mtimeMs > keptForMs) await rm(file, { force: true });
      }
    },
  };
}

async function store(bytes: FileBytes, file: string): Promise<{ readonly key: string; readonly sizeBytes: number }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const meter = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      done(null, chunk);
    },
  });
  const source = bytes instanceof Uint8Array ? Readable.from([bytes]) : Readable.from(bytes);
  await pipeline(source, meter, createWriteStream(file, { mode: 0o600 }));
  return { key: hash.digest('hex'), sizeBytes };
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
