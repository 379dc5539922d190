import { invalid } from '@aicmo/core-kernel';
import { maskUrl } from './mask-url.ts';
import { findAtDriver, type DriverName } from './url/driver-findings.ts';
import { readDatabaseUrl } from './url/read-database-url.ts';
import { findAtSqliteFile } from './url/sqlite-file-findings.ts';
import { exampleCommands, finding, type ParsedDatabaseUrl, type UrlFinding } from './url/url-finding.ts';

export type { ParsedDatabaseUrl, UrlFinding, UrlRemedy } from './url/url-finding.ts';

/** What {@link validateDatabaseUrl} found. Every text is masked. */
export interface DatabaseUrlReport {
  /** Whether a driver may be given this URL: there is no issue. */
  readonly valid: boolean;
  readonly databaseUrl: string;
  /** The kind of database that the URL means, also when it is not valid; `other` where nobody knows. */
  readonly dbType: 'sqlite' | 'postgres' | 'other';
  /** The package that opens it; null when none would. */
  readonly driver: DriverName | null;
  /** Whether the driver answers asynchronously: pg does, better-sqlite3 does not. */
  readonly isAsync: boolean;
  /** The same URL in its one notation; empty when it cannot be read. */
  readonly normalized: string;
  /** What makes it unusable, each with what to type instead. */
  readonly issues: readonly UrlFinding[];
  /** What works, and is not what one would want. */
  readonly warnings: readonly UrlFinding[];
}

/** How closely to look. */
export interface UrlCheckOptions {
  /** Try the driver in a fresh process (a tenth of a second, once), and not only whether it is installed. Default true. */
  readonly tryDriver?: boolean;
}

const embedded = 'sqlite:.data/aicmo.db';

/**
 * Checks a database URL: its text, the place of an SQLite file (by `stat` alone), and whether its driver loads (in a
 * process of its own). Never throws, never connects, never opens the database, and repeats no secret.
 *
 * @param url `process.env.DATABASE_URL` by default; unset means the embedded SQLite file, and a warning says so.
 */
export function validateDatabaseUrl(
  url: string | undefined = process.env['DATABASE_URL'],
  { tryDriver = true }: UrlCheckOptions = {},
): DatabaseUrlReport {
  if (url === undefined) return reportOnUnset(tryDriver);
  return typeof url === 'string'
    ? report(url, tryDriver)
    : unreadable(
        '',
        finding('db-url-not-text', `Found ${typeof url} for a database URL; expected text.`, 'Write a URL.'),
      );
}

function reportOnUnset(tryDriver: boolean): DatabaseUrlReport {
  // A file that begins with a byte-order mark gives its first variable another name, which looks the same.
  if (process.env['\ufeffDATABASE_URL'] !== undefined) {
    const bom = finding(
      'db-url-bom',
      'DATABASE_URL is not set, but a variable with a byte-order mark before that name is: the .env file begins with one.',
      'Save the .env file as UTF-8 without a byte-order mark.',
      ["sed -i '1s/^\\xEF\\xBB\\xBF//' .env"],
    );
    return unreadable('', bom);
  }
  const unset = finding(
    'db-url-default',
    'DATABASE_URL is not set, so the embedded SQLite file is used.',
    'Nothing to do, unless you want another file or PostgreSQL.',
    [exampleCommands[1] ?? ''],
  );
  const found = report(embedded, tryDriver);
  // Every program of the house takes the default from the repository: nobody wrote a relative path.
  const others = found.warnings.filter(({ code }) => code !== 'db-url-relative');
  return { ...found, warnings: [unset, ...others] };
}

const unreadable = (url: string, issue: UrlFinding): DatabaseUrlReport => ({
  ...{ valid: false, databaseUrl: maskUrl(url), dbType: 'other', driver: null, isAsync: false, normalized: '' },
  ...{ issues: [issue], warnings: [] },
});

function report(url: string, tryDriver: boolean): DatabaseUrlReport {
  const { dbType, parsed, issues, warnings } = readDatabaseUrl(url);
  const databaseUrl = maskUrl(url);
  if (!parsed) {
    return { valid: false, databaseUrl, dbType, driver: null, isAsync: false, normalized: '', issues, warnings };
  }
  const driver: DriverName = parsed.dialect === 'sqlite' ? 'better-sqlite3' : 'pg';
  const file = parsed.dialect === 'sqlite' ? findAtSqliteFile(parsed.file) : { issues: [], warnings: [] };
  const all = [...file.issues, ...findAtDriver(driver, { isAsked: tryDriver })];
  return {
    ...{ valid: all.length === 0, databaseUrl, dbType, driver, isAsync: driver === 'pg' },
    ...{ normalized: maskUrl(parsed.normalized), issues: all, warnings: [...warnings, ...file.warnings] },
  };
}

/** Reads a URL for a driver. Throws `invalid` with the code, the message and the remedy of the first issue. */
export function parseDatabaseUrl(url: string): ParsedDatabaseUrl {
  const { parsed, issues } = readDatabaseUrl(url);
  if (parsed) return parsed;
  const { code, message, remedy } =
    issues[0] ?? finding('db-url-malformed', 'The URL cannot be read.', 'Write another.');
  throw invalid({
    code,
    message: `${message} ${remedy.text} For example: ${remedy.commands[0] ?? ''}`.trim(),
    details: { url: maskUrl(url), remedy },
  });
}
