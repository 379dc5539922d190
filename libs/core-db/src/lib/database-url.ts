import { invalid } from '@aicmo/core-kernel';
import { maskUrl } from './mask-url.ts';
import { isModuleInstalled } from './module-installed.ts';

/** What to type when a URL is not as it should be. */
export interface UrlRemedy {
  readonly text: string;
  readonly commands: readonly string[];
}

/** One thing that was found in a database URL. */
export interface UrlFinding {
  readonly code: string;
  readonly message: string;
  readonly remedy: UrlRemedy;
}

/** What {@link validateDatabaseUrl} found. Every text is masked. */
export interface DatabaseUrlReport {
  readonly valid: boolean;
  readonly databaseUrl: string;
  readonly dbType: 'sqlite' | 'postgres' | 'other';
  readonly driver: 'better-sqlite3' | 'pg' | null;
  /** Whether the driver answers asynchronously: pg does, better-sqlite3 does not. */
  readonly isAsync: boolean;
  readonly normalized: string;
  readonly issues: readonly UrlFinding[];
  readonly warnings: readonly UrlFinding[];
}

/** A URL that a driver may see: the file of SQLite, or the connection text of PostgreSQL. */
export type ParsedDatabaseUrl =
  | { readonly dialect: 'sqlite'; readonly file: string; readonly normalized: string }
  | { readonly dialect: 'postgres'; readonly connectionString: string; readonly normalized: string };

const examples = [
  'export DATABASE_URL=sqlite:.data/aicmo.db',
  'export DATABASE_URL=postgres://user:password@localhost:5432/aicmo',
];

const finding = (code: string, message: string, text: string, commands: readonly string[] = examples): UrlFinding => ({
  code,
  message,
  remedy: { text, commands },
});

type Parsed = { readonly parsed: ParsedDatabaseUrl } | { readonly issue: UrlFinding };

/**
 * Checks a database URL without connecting and without throwing.
 * @param url `process.env.DATABASE_URL` by default; unset means the embedded SQLite file, and a warning says so.
 */
export function validateDatabaseUrl(url: string | undefined = process.env['DATABASE_URL']): DatabaseUrlReport {
  if (url === undefined) {
    return report('sqlite:.data/aicmo.db', [
      finding(
        'db-url-default',
        'DATABASE_URL is not set, so the embedded SQLite file is used.',
        'Nothing to do, unless you want PostgreSQL.',
      ),
    ]);
  }
  return report(url, []);
}

function report(url: string, given: readonly UrlFinding[]): DatabaseUrlReport {
  const result = parse(url);
  if ('issue' in result) {
    return {
      valid: false,
      databaseUrl: maskUrl(url),
      dbType: 'other',
      driver: null,
      isAsync: false,
      normalized: '',
      issues: [result.issue],
      warnings: given,
    };
  }
  const { parsed } = result;
  const driver = parsed.dialect === 'sqlite' ? 'better-sqlite3' : 'pg';
  const issues = isModuleInstalled(driver)
    ? []
    : [
        finding(
          'db-driver-missing',
          `The URL asks for the driver ${driver}, which is not installed.`,
          'Install what the lock file names.',
          ['npm ci'],
        ),
      ];
  return {
    valid: issues.length === 0,
    databaseUrl: maskUrl(url),
    dbType: parsed.dialect,
    driver,
    isAsync: parsed.dialect === 'postgres',
    normalized: maskUrl(parsed.normalized),
    issues,
    warnings: [...given, ...warningsOf(parsed)],
  };
}

function warningsOf(parsed: ParsedDatabaseUrl): readonly UrlFinding[] {
  if (parsed.dialect === 'sqlite') {
    const relative = parsed.file !== ':memory:' && !/^([/\\]|[A-Za-z]:)/.test(parsed.file);
    return relative
      ? [
          finding(
            'db-url-relative',
            'The path of the SQLite file is relative, so it depends on where the program is started.',
            'Write the whole path.',
          ),
        ]
      : [];
  }
  const address = new URL(parsed.connectionString);
  const local = ['', 'localhost', '127.0.0.1', '[::1]'].includes(address.hostname);
  return address.searchParams.get('sslmode') === 'disable' && !local
    ? [
        finding(
          'db-url-plaintext',
          'sslmode=disable sends everything, passwords included, unencrypted to another machine.',
          'Use sslmode=verify-full.',
        ),
      ]
    : [];
}

/** Reads a URL for a driver. Throws `invalid` with the code, the message and the remedy of the first issue. */
export function parseDatabaseUrl(url: string): ParsedDatabaseUrl {
  const result = parse(url);
  if ('parsed' in result) return result.parsed;
  const { code, message, remedy } = result.issue;
  throw invalid({
    code,
    message: `${message} ${remedy.text} For example: ${remedy.commands[0] ?? ''}`.trim(),
    details: { url: maskUrl(url) },
  });
}

function parse(url: string): Parsed {
  if (url.trim() === '')
    return { issue: finding('db-url-blank', 'The database URL is set but blank.', 'Unset it, or write a URL.') };
  if (url !== url.trim() || /["'“”‘’]/.test(url[0] ?? '') || url.startsWith('\ufeff')) {
    return {
      issue: finding('db-url-quoted', 'The database URL begins or ends with a quote or blank space.', 'Remove it.'),
    };
  }
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  if (url === ':memory:' || scheme === 'sqlite' || scheme === 'file') return parseSqlite(url);
  if (scheme === 'postgres' || scheme === 'postgresql') return parsePostgres(url);
  return { issue: foreignScheme(scheme, url) };
}

function foreignScheme(scheme: string | undefined, url: string): UrlFinding {
  if (scheme === undefined) {
    return finding(
      'db-url-no-scheme',
      `Found "${maskUrl(url)}", which names no kind of database.`,
      'Begin with sqlite: or postgres://.',
    );
  }
  if (/^(postgres(ql)?|sqlite)\+/.test(scheme)) {
    const base = scheme.split('+')[0] ?? 'sqlite';
    return finding(
      'db-url-driver',
      `The prefix "${scheme}" names a driver that this runtime does not have.`,
      `Begin with ${base === 'sqlite' ? 'sqlite:' : 'postgres://'}.`,
    );
  }
  return finding('db-url-dialect', `The database "${scheme}" is not supported.`, 'Supported are sqlite and postgres.');
}

function parseSqlite(url: string): Parsed {
  const rest = url === ':memory:' ? ':memory:' : url.slice(url.indexOf(':') + 1);
  if (rest.startsWith('//') && !rest.startsWith('///')) {
    return {
      issue: finding(
        'db-url-sqlite-host',
        'A SQLite URL has no host; found two slashes.',
        'Write sqlite:relative/path.db or sqlite:/whole/path.db.',
      ),
    };
  }
  const file = rest.startsWith('////') ? rest.slice(3) : rest.startsWith('///') ? rest.slice(3) : rest;
  if (file === '' || file.includes('\0') || file.endsWith('/')) {
    return { issue: finding('db-url-sqlite-path', 'The SQLite URL names no file.', 'Write the path after sqlite:.') };
  }
  if (/[?#]/.test(file)) {
    return {
      issue: finding(
        'db-url-sqlite-options',
        'A SQLite URL takes no options, and "?" and "#" would become part of the file name.',
        'Remove them.',
      ),
    };
  }
  return { parsed: { dialect: 'sqlite', file, normalized: `sqlite:${file}` } };
}

function parsePostgres(url: string): Parsed {
  const connectionString = url.replace(/^postgresql:/i, 'postgres:');
  if (!URL.canParse(connectionString)) {
    return {
      issue: finding(
        'db-url-malformed',
        'The PostgreSQL URL cannot be read; often a "#", "/" or "?" in the password.',
        'Write such characters percent-encoded: %23, %2F, %3F.',
      ),
    };
  }
  const address = new URL(connectionString);
  if (address.pathname.length <= 1) {
    return {
      issue: finding(
        'db-url-no-database',
        'The PostgreSQL URL names no database.',
        'Put it after the host: postgres://host/database.',
      ),
    };
  }
  if (address.hostname === '' && !address.searchParams.has('host')) {
    return {
      issue: finding('db-url-no-host', 'The PostgreSQL URL names no host.', 'Write postgres://host:5432/database.'),
    };
  }
  return { parsed: { dialect: 'postgres', connectionString, normalized: connectionString } };
}
