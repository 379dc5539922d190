import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Instant } from '@aicmo/core-kernel';
import { parseDatabaseUrl, type ParsedDatabaseUrl } from '../database-url.ts';

/** The folder of the backups of a SQLite file: `backups` beside it. */
const folderBeside = (file: string): string => path.join(path.dirname(path.resolve(file)), 'backups');

/** Where the backups of a database lie unless the caller says otherwise; PostgreSQL has no place of its own: the working directory. */
export function backupFolder(url: string): string {
  const parsed = parseDatabaseUrl(url);
  return parsed.dialect === 'sqlite' ? folderBeside(parsed.file) : path.resolve('backups');
}

/** A free name for a backup: `aicmo-2026-11-22T10-51-00Z.db`, and `…Z-2.db` for a second one in the same second. */
export function backupName(url: string, folder: string, at: Instant, what = ''): string {
  const stamp = `${at.slice(0, 19).replaceAll(':', '-')}Z`;
  const start = path.join(folder, `${databaseName(parseDatabaseUrl(url))}-${what}${stamp}`);
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? `${start}.db` : `${start}-${count}.db`;
    if (!existsSync(name)) return name;
  }
}

/** What the backups of a database begin with: the file's name without its ending, or the name on the server. */
export function databaseName(parsed: ParsedDatabaseUrl): string {
  const name =
    parsed.dialect === 'sqlite'
      ? path.basename(parsed.file).replace(/\.(?:db|sqlite3?)$/u, '')
      : decodeURIComponent(new URL(parsed.connectionString).pathname.slice(1));
  return name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-') || 'aicmo';
}
