import { statfsSync } from 'node:fs';
import path from 'node:path';
import {
  toAppError,
  unavailable,
  type AppError,
  type SentinelEvidence,
  type SentinelRemedy,
  type SentinelResult,
} from '@aicmo/core-kernel';
import { parseDatabaseUrl } from '../database-url.ts';
import { passingCodes, remedyIn } from '../driver-errors.ts';
import type { OpenedDatabase } from '../open-with-parts.ts';

/** Who asks how a database is wants to know soon. */
const patience = { connectTimeoutMs: 3000, lockTimeoutMs: 2000 } as const;

/** How a check opens: never making a file, and without the right to write unless that is what it asks about. */
export interface LookOptions {
  readonly mayWrite?: boolean;
}

/** Opens a database for one look and closes it again. What goes wrong is a finding: a passing trouble is `unknown`, the rest a `fail`. */
export async function lookIntoDatabase(
  url: string,
  look: (db: OpenedDatabase) => Promise<SentinelResult>,
  { mayWrite = false }: LookOptions = {},
): Promise<SentinelResult> {
  // The query builder comes with the first question, not with the import.
  const { openWithParts } = await import('../open-with-parts.ts');
  const db = openWithParts(url, { ...patience, mustExist: true, readOnly: !mayWrite, keepJournalMode: true });
  try {
    return await look(db);
  } catch (error) {
    return foundError(error, url);
  } finally {
    await db.close();
  }
}

/** The finding for an error of core-db, with the path of the file in what is to be typed. */
export function foundError(error: unknown, url: string, evidence: SentinelEvidence = {}): SentinelResult {
  const file = sqliteFileOf(url);
  const { code, message, details } = withoutRoom(toAppError(error), file);
  const remedy = (file === undefined ? undefined : remedyForFile(code, file)) ?? remedyIn(details);
  const found = { reason: code, summary: message, evidence: { ...evidence, code }, remedy: remedy ?? seeStatus };
  // What passes by itself says nothing about the database.
  return passingCodes.includes(code) ? { verdict: 'unknown', ...found } : { verdict: 'fail', ...found };
}

/** SQLite has many errors for a disk without room; asking the disk tells. */
function withoutRoom(error: AppError, file: string | undefined): AppError {
  const isDisk = error.code === 'db-io' || error.code === 'db-cannot-open';
  const free = file === undefined || !isDisk ? undefined : freeBytes(path.dirname(file));
  if (free === undefined || free >= leastFreeBytes) return error;
  return unavailable({
    code: 'db-full',
    message: `The disk of ${file} is full: ${free} bytes are free.`,
    cause: error,
  });
}

/** With less, the next transaction may be the one that does not fit. */
export const leastFreeBytes = 1024 * 1024;

/** What is free in a folder; undefined where nobody knows. */
export function freeBytes(folder: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

const seeStatus: SentinelRemedy = { text: 'Look at it more closely.', commands: ['npx aicmo db status'] };

/** The whole path of the SQLite file; undefined for PostgreSQL and for a database in memory. */
export function sqliteFileOf(url: string): string | undefined {
  const parsed = parseDatabaseUrl(url);
  return parsed.dialect === 'sqlite' && parsed.file !== ':memory:' ? path.resolve(parsed.file) : undefined;
}

/** A path as a shell takes it. */
export const inShell = (file: string): string =>
  /^[\w./@%+,:-]+$/.test(file) ? file : `'${file.replaceAll("'", String.raw`'\''`)}'`;

function remedyForFile(code: string, file: string): SentinelRemedy | undefined {
  const [name, folder] = [inShell(file), inShell(path.dirname(file))];
  const who = process.getuid === undefined ? '' : ` (this program runs as user ${String(process.geteuid?.())})`;
  const remedies: Readonly<Record<string, SentinelRemedy>> = {
    'db-busy': { text: 'Close the program that holds it, or ask again.', commands: [`fuser -v ${name}`] },
    'db-read-only': {
      text: `Let this user write the file and its folder: SQLite keeps a second file beside its own${who}.`,
      // With the star: SQLite made its -wal and -shm with the rights that the file had.
      commands: [`ls -ld ${folder} ${name}`, `chmod u+rwx ${folder}`, `chmod u+rw ${name}*`],
    },
    'db-cannot-open': {
      text: `Let this user read the file and enter its folder${who}.`,
      commands: [`ls -ld ${folder} ${name}`, `chmod u+rw ${name}*`],
    },
    'db-not-a-database': {
      text: 'Correct the path in DATABASE_URL, or move the file away. Nothing should be made over it.',
      commands: [`file ${name}`, `mv -n ${name} ${inShell(`${file}.not-sqlite`)}`],
    },
    'db-full': { text: 'Free some space where the file is.', commands: [`df -h ${folder}`] },
  };
  return remedies[code];
}
