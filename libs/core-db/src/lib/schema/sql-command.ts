import { parseDatabaseUrl } from '../database-url.ts';
import type { TypeSql } from './schema-differences.ts';

/**
 * What a person types in a shell to run one statement on this database: `psql` with the URL from the environment, so
 * that no password is printed, or `sqlite3` with the file.
 */
export function sqlCommand(url: string): TypeSql {
  const parsed = parseDatabaseUrl(url);
  const start = parsed.dialect === 'postgres' ? 'psql "$DATABASE_URL" -c' : `sqlite3 ${inShell(parsed.file)}`;
  return (statement) => `${start} ${inShell(statement)}`;
}

/** A word for a POSIX shell. */
export const inShell = (word: string): string =>
  /^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
