import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { emptyHistory, formatHistory, parseHistory, type History } from './history-rules.ts';

/** What was read of a history, and what stood in the way. */
export interface ReadHistory {
  readonly history: History;
  /** Null when all is well, also when there is no file yet. */
  readonly trouble: 'corrupt' | 'unreadable' | null;
}

/** Reads the file; what cannot be read is an empty history, never a failure. */
export async function readHistory(file: string): Promise<ReadHistory> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const isMissing = (error as { code?: unknown }).code === 'ENOENT'; // Node's errors have a code
    return { history: emptyHistory, trouble: isMissing ? null : 'unreadable' };
  }
  const history = parseHistory(text);
  return history === undefined ? { history: emptyHistory, trouble: 'corrupt' } : { history, trouble: null };
}

/** Replaces the file in one step, readable for this user alone. False when it cannot be written. */
export async function writeHistory(file: string, history: History): Promise<boolean> {
  const draft = `${file}.draft`;
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(draft, formatHistory(history), { mode: 0o600 });
    await rename(draft, file);
    return true;
  } catch {
    // A full disk or a read-only folder: the memory of this process has to do, and the check of the history says so.
    return false;
  }
}
