import { CompiledQuery, Kysely } from 'kysely';
import { conflict, isAppError } from '@aicmo/core-kernel';
import { sqliteDialect } from '../dialects/sqlite.ts';
import { programsWithFileOpen } from './programs-with-file-open.ts';
import { refuse } from './refuse.ts';

/** The only connection to a SQLite file that is about to be exchanged. */
export interface SwapLock {
  /** Locks everybody else out until `close`. Throws `restore-in-use` when somebody came, or wrote, since `lockForSwap`. */
  takeAll(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Makes sure that nobody has a SQLite file open: leaving the write-ahead log needs the file alone, so that it fails while
 * another connection is there, also an idle one; and the log's content is in the file then. Throws `restore-in-use` (conflict), and
 * names the programs where the system says which.
 * @param isReadable a file that SQLite cannot read may not be lockable either; then only the system is asked
 */
export async function lockForSwap(file: string, isReadable: boolean): Promise<SwapLock> {
  await refuseWhileOpen(file);
  const db = new Kysely<unknown>({
    dialect: sqliteDialect({ file, mustExist: true, readOnly: false, lockTimeoutMs: 500 }).kysely,
  });
  const ask = async (text: string): Promise<unknown> =>
    Object.values((await db.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text))).rows[0] ?? {})[0];
  const alone = async (text: string): Promise<void> => {
    try {
      await ask(text);
    } catch (error) {
      if (isAppError(error) && error.code === 'db-busy') throw inUse(file, await programsWithFileOpen(file), error);
      if (isReadable) throw error;
    }
  };
  try {
    await alone('pragma journal_mode = delete');
    const version = isReadable ? await ask('pragma data_version') : null;
    return {
      takeAll: async () => {
        await alone('pragma locking_mode = exclusive');
        await alone('begin exclusive');
        if (isReadable && (await ask('pragma data_version')) !== version) throw inUse(file, []);
        await refuseWhileOpen(file);
      },
      close: () => closed(db),
    };
  } catch (error) {
    await closed(db);
    throw error;
  }
}

async function refuseWhileOpen(file: string): Promise<void> {
  const programs = await programsWithFileOpen(file);
  if (programs.length > 0) throw inUse(file, programs);
}

function inUse(file: string, programs: Awaited<ReturnType<typeof programsWithFileOpen>>, cause?: unknown) {
  const who = programs.map(({ pid, command }) => `process ${pid} (${command})`).join(', ');
  return refuse(conflict, {
    code: 'restore-in-use',
    found: `${file} is in use by ${who || 'another program, or another part of this one'}; nothing was changed.`,
    remedy: {
      text: 'Stop AICMO (Ctrl-C, or what runs it as a service) and type the same again.',
      commands: programs.map(({ pid }) => `kill ${pid}`),
    },
    cause,
    details: { programs },
  });
}

/** A file that could not be opened cannot be closed either. */
async function closed(db: Kysely<unknown>): Promise<void> {
  try {
    await db.destroy();
  } catch (error) {
    if (!isAppError(error)) throw error;
  }
}
