import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { toAppError } from '@aicmo/core-kernel';
import type { Log } from '@aicmo/core-server';

/** The token of one start: 256 bits, new each time. */
export interface StartToken {
  readonly value: string;
  /** The file that holds it, for its owner alone; undefined when it could not be written. */
  readonly file: string | undefined;
  /** Removes the file. */
  forget(): Promise<void>;
}

/** A new token. */
export const newStartToken = (): string => randomBytes(32).toString('base64url');

/** Lays a token where its owner finds it. A disk that takes nothing does not stop the shell. */
export async function layStartToken(file: string, value: string, log: Log): Promise<StartToken> {
  try {
    await writeForOwner(file, value);
    return { value, file, forget: () => rm(file, { force: true }) };
  } catch (error) {
    log.warn('The token of this start could not be written to its file', { error: toAppError(error) });
    return { value, file: undefined, forget: () => Promise.resolve() };
  }
}

/** Beside it and then in its place, so that it is never there half, nor readable for others for a moment. */
async function writeForOwner(file: string, value: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await chmod(path.dirname(file), 0o700);
  const draft = `${file}.${String(process.pid)}`;
  await rm(draft, { force: true });
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${value}\n`);
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}
