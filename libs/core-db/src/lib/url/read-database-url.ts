import { readForeignUrl } from './foreign-schemes.ts';
import { readPostgresUrl } from './postgres-url.ts';
import { findInRawText } from './raw-text-rules.ts';
import { readSqliteUrl } from './sqlite-url.ts';
import { refused, type UrlReading } from './url-finding.ts';

/** Reads a URL: pure, and before any driver sees it, for drivers take nearly every text and open something else. */
export function readDatabaseUrl(url: string): UrlReading {
  const raw = findInRawText(url);
  if (raw) return refused(dbTypeOf(url), raw);
  const scheme = /^([a-z]+):/i.exec(url)?.[1]?.toLowerCase();
  if (url === ':memory:' || scheme === 'sqlite' || scheme === 'file') return readSqliteUrl(url);
  if ((scheme === 'postgres' || scheme === 'postgresql') && !isUserCalledPostgres(url)) return readPostgresUrl(url);
  const { dbType, issue } = readForeignUrl(url);
  return refused(dbType, issue);
}

/** `postgres:secret@host/db` has lost its scheme; what stands before the colon is the user. */
const isUserCalledPostgres = (url: string): boolean => /^[^:]*:(?![/\\])[^]*@/.test(url);

/** What a text that cannot be read was probably meant to be. */
function dbTypeOf(url: string): UrlReading['dbType'] {
  const scheme = /^[\s\W]*(?:DATABASE_URL\s*=\s*["']?)?(postgres(?:ql)?|sqlite|file)[:+]/i
    .exec(url)?.[1]
    ?.toLowerCase();
  if (scheme === undefined) return 'other';
  return scheme.startsWith('postgres') ? 'postgres' : 'sqlite';
}
