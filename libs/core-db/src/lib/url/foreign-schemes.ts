import { maskUrl } from '../mask-url.ts';
import { urlOfKeywords } from './keyword-list.ts';
import { exportCommand, finding, type UrlFinding, type UrlReading } from './url-finding.ts';

/** A URL of another stack: how it is known, what it is, and what to write here. */
interface ForeignScheme {
  readonly scheme: RegExp;
  readonly code: 'db-url-driver' | 'db-url-scheme' | 'db-url-dialect';
  readonly dbType: UrlReading['dbType'];
  readonly message: (scheme: string) => string;
  readonly text: string;
  /** The URL to use instead, where it follows from this one. */
  readonly instead?: (url: string) => string | undefined;
}

const afterScheme = (url: string): string => url.replace(/^[^:]*:/, '');
const asPostgres = (url: string): string => `postgres:${afterScheme(url).replace(/^(?!\/\/)/, '//')}`;
const asSqlite = (url: string): string | undefined => sqlitePathOf(afterScheme(url));

/** The path as SQLAlchemy, Django and JDBC write it: three slashes before a relative one, four before a whole one. */
function sqlitePathOf(rest: string): string | undefined {
  if (rest.includes('@')) return undefined; // no path, but user and password
  const path = rest.replace(/[?#].*$/s, '');
  const meant = path.startsWith('//')
    ? path
        .slice(2)
        .replace(/^\/(?!\/)/, '')
        .replace(/^\/+/, '/')
    : path;
  return meant === '' ? undefined : `sqlite:${meant}`;
}

/** JDBC keeps user and password in the query; here they stand before the host. */
function jdbcPostgres(url: string): string | undefined {
  const rest = url.replace(/^(?:jdbc|r2dbc):postgresql:/i, '');
  if (rest.includes('@')) return `postgres:${rest.replace(/^(?!\/\/)/, '//')}`;
  const [address = '', query = ''] = rest.split('?');
  const place = address.startsWith('//') ? address : `//localhost/${address}`;
  const given = new Map(query.split('&').map((pair) => [pair.split('=')[0] ?? '', pair.split('=')[1] ?? '']));
  const who = given.has('user') ? `${given.get('user') ?? ''}${given.has('password') ? ':***' : ''}@` : '';
  const tls = given.get('ssl') === 'true' || given.has('sslmode') ? '?sslmode=verify-full' : '';
  return `postgres://${who}${place.slice(2)}${tls}`;
}

/** Whose URL it is; the first row that fits counts. */
const schemes: readonly ForeignScheme[] = [
  {
    scheme: /^(?:postgres|postgresql|postgis)\+/,
    code: 'db-url-driver',
    dbType: 'postgres',
    message: (scheme) => `The prefix "${scheme}" names a driver that this runtime does not have; here it is pg.`,
    text: 'Begin with postgres:// alone, with your password in place of ***.',
    instead: (url) => asPostgres(url).replace(/([?&])ssl=/, '$1sslmode='),
  },
  {
    scheme: /^sqlite\+/,
    code: 'db-url-driver',
    dbType: 'sqlite',
    message: (scheme) =>
      `The prefix "${scheme}" names a driver that this runtime does not have; here it is better-sqlite3.`,
    text: 'Begin with sqlite: alone.',
    instead: asSqlite,
  },
  {
    scheme: /^(?:jdbc|r2dbc):postgresql$/,
    code: 'db-url-driver',
    dbType: 'postgres',
    message: (scheme) => `A URL of ${scheme} is for Java; this runtime has no such driver.`,
    text: 'Begin with postgres://, with user and password before the host.',
    instead: jdbcPostgres,
  },
  {
    scheme: /^jdbc:sqlite$/,
    code: 'db-url-driver',
    dbType: 'sqlite',
    message: (scheme) => `A URL of ${scheme} is for Java; this runtime has no such driver.`,
    text: 'Begin with sqlite: alone.',
    instead: (url) => asSqlite(url.replace(/^jdbc:/i, '')),
  },
  {
    scheme: /^prisma(?:\+postgres(?:ql)?)?$/,
    code: 'db-url-driver',
    dbType: 'postgres',
    message: (scheme) => `A URL of ${scheme} goes through a service of Prisma, which this runtime does not speak to.`,
    text: 'Use the direct URL of the PostgreSQL server.',
    instead: () => 'postgres://user:***@host:5432/database',
  },
  {
    scheme:
      /^(?:pgsql|psql|postgis|postgre|postgress|postgressql|postgresq|postgreql|pg|pgx|ecto|timescaledb|timescale)$/,
    code: 'db-url-scheme',
    dbType: 'postgres',
    message: (scheme) => `Found the scheme "${scheme}"; expected postgres.`,
    text: 'Begin with postgres://, with your password in place of ***.',
    instead: asPostgres,
  },
  {
    scheme: /^socket$/,
    code: 'db-url-scheme',
    dbType: 'postgres',
    message: () => 'A socket: URL is one of Node’s driver alone; the other programs of PostgreSQL do not read it.',
    text: 'Name the folder of the socket as the host: postgres:///database?host=/var/run/postgresql.',
  },
  {
    scheme: /^(?:sqlite3|better-sqlite3|spatialite)$/,
    code: 'db-url-scheme',
    dbType: 'sqlite',
    message: (scheme) => `Found the scheme "${scheme}"; expected sqlite.`,
    text: 'Begin with sqlite:.',
    instead: asSqlite,
  },
  {
    scheme:
      /^(?:(?:r2dbc:|jdbc:)?(?:mysql|mariadb|sqlserver|mssql|oracle|db2|h2|hsqldb|derby|firebird|snowflake)(?:[+:][\w.:-]+)?|mysqlx?2?|libsql|turso|d1|duckdb|mongodb(?:\+srv)?|rediss?|cockroachdb?|cockroach|redshift|clickhouse|cassandra|bigquery|dynamodb|neo4j|couchdb|influxdb|amqps?|wss?|https?|odbc|jdbc|pglite|memory)$/,
    code: 'db-url-dialect',
    dbType: 'other',
    message: (scheme) => `The database "${scheme}" is not supported; expected sqlite or postgres.`,
    text: 'Use an SQLite file or a PostgreSQL server.',
  },
];

const compound = /^((?:jdbc|r2dbc|odbc):[a-z][a-z0-9+.-]*|[a-z][a-z0-9+.-]*):/i;

/** The finding for a URL that is neither of sqlite nor of postgres, or that has no scheme at all. */
export function readForeignUrl(url: string): { readonly dbType: UrlReading['dbType']; readonly issue: UrlFinding } {
  const scheme = compound.exec(url)?.[1]?.toLowerCase();
  const row = scheme === undefined ? undefined : schemes.find((each) => each.scheme.test(scheme));
  if (scheme === undefined || !row) return { dbType: 'other', issue: noKnownScheme(url) };
  const instead = row.instead?.(url);
  const commands = instead === undefined ? undefined : [exportCommand(instead)];
  return { dbType: row.dbType, issue: finding(row.code, row.message(scheme), row.text, commands) };
}

/** A text that begins with no scheme that anybody knows. What stands there may be a user or a password: it is not repeated. */
function noKnownScheme(url: string): UrlFinding {
  if (/^[^:/?#@]*:\/\//.test(url)) {
    return finding(
      'db-url-dialect',
      'The scheme before :// is not supported.',
      'Supported are sqlite: and postgres://.',
    );
  }
  if (/^\s*(?:host|hostaddr|server|data source|dbname|database|user|username|service|port)\s*=/i.test(url)) {
    return finding(
      'db-url-keywords',
      'The value is a list of keywords, as psql and .NET read it, and not a URL.',
      'Write it as a URL: user, password, host, port and database in this order.',
      [exportCommand(urlOfKeywords(maskUrl(url)))],
    );
  }
  if (/^(?:\/\/)?[^\s/]*[@]|^[\w.-]+:\d{1,5}(?:\/|$)/.test(url)) {
    const instead = `postgres://${url.replace(/^\/\//, '')}`;
    return finding('db-url-no-scheme', 'The value names no kind of database.', 'Begin with postgres://.', [
      exportCommand(instead),
    ]);
  }
  const isPath = /^[~./]|\.(?:db|sqlite3?)$|\//.test(url) && !url.includes('\\');
  return finding(
    'db-url-no-scheme',
    'The value names no kind of database.',
    isPath ? 'Begin with sqlite: and the path.' : 'Begin with sqlite: or postgres://.',
    isPath && maskUrl(url) === url ? [exportCommand(`sqlite:${url}`)] : undefined,
  );
}
