import { parameters } from './postgres-parameters.ts';
import { postgresFinding as finding, type UrlFinding } from './url-finding.ts';

/** The parameters of a PostgreSQL URL, judged. */
export interface PostgresQuery {
  /** What the driver is to be told, in the order in which it was written. */
  readonly used: ReadonlyMap<string, string>;
  /** What belongs to another place of the URL: host, port, user, password, dbname. */
  readonly placed: ReadonlyMap<string, string>;
  readonly isForPooler: boolean;
  readonly issues: readonly UrlFinding[];
  readonly warnings: readonly UrlFinding[];
}

const sslModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];
const poolerParameters = ['pgbouncer', 'prepareThreshold', 'prepared_statements', 'statement_cache_size'];

/** Reads the query of a PostgreSQL URL. A plus sign is a plus sign, as for libpq. */
export function readPostgresQuery(query: string): PostgresQuery {
  const used = new Map<string, string>();
  const placed = new Map<string, string>();
  const seen: string[] = [];
  const issues: UrlFinding[] = [];
  for (const part of query.split('&').filter((each) => each !== '')) {
    const [key, value] = decodePair(part);
    if (key === undefined || value === undefined) {
      issues.push(badEncoding);
      continue;
    }
    seen.push(key);
    const use = Object.hasOwn(parameters, key) ? parameters[key] : undefined;
    if (use === 'place') placed.set(key, value);
    if (use === 'used') used.set(key, value);
    issues.push(...issuesOf(key, value, use));
  }
  const translated = withSslMode(used, issues);
  return {
    ...{ used: translated, placed, issues },
    isForPooler: seen.some((key) => poolerParameters.includes(key)),
    warnings: warningsOf(seen),
  };
}

function decodePair(part: string): readonly [key?: string, value?: string] {
  const at = part.indexOf('=');
  try {
    const value = at < 0 ? '' : decodeURIComponent(part.slice(at + 1));
    return value.includes('\0') ? [] : [decodeURIComponent(at < 0 ? part : part.slice(0, at)), value];
  } catch {
    return [];
  }
}

const badEncoding = finding(
  'db-url-encoding',
  'A parameter of the URL has a percent sign that encodes nothing.',
  'Write %25 for a percent sign.',
);

function issuesOf(key: string, value: string, use: string | undefined): readonly UrlFinding[] {
  const twin = use === undefined && Object.keys(parameters).find((known) => known.toLowerCase() === key.toLowerCase());
  if (twin) {
    return [finding('db-url-parameter-case', `Found the parameter "${key}"; no driver knows it.`, `Write it ${twin}.`)];
  }
  if (use !== 'refused') return [];
  if (key === 'schema' || key === 'currentSchema')
    return value === 'public' || value === '' ? [] : [otherSchema(value)];
  return [
    finding(
      'db-url-parameter-refused',
      `The parameter "${key}" is not followed by Node's driver, and without it the URL would mean something else.`,
      'Remove it, and write host, user and sslmode out.',
    ),
  ];
}

const otherSchema = (value: string): UrlFinding =>
  finding(
    'db-url-schema',
    'The parameter "schema" is one of another library; here it would be overlooked, and the tables would lie in public.',
    'Name the schema in options, which the server follows.',
    /^\w{1,63}$/.test(value)
      ? [`export DATABASE_URL='postgres://user:***@host:5432/database?options=-c%20search_path%3D${value}'`]
      : undefined,
  );

/** `ssl=true` and its like in the words of libpq, and a mode that nobody knows as an issue. */
function withSslMode(used: ReadonlyMap<string, string>, issues: UrlFinding[]): ReadonlyMap<string, string> {
  const { ssl, ...rest } = Object.fromEntries(used);
  const fromSsl: Readonly<Record<string, string>> = {
    true: 'verify-full',
    1: 'verify-full',
    false: 'disable',
    0: 'disable',
  };
  const mode = rest['sslmode'] ?? (ssl === undefined ? undefined : (fromSsl[ssl] ?? ssl));
  if (mode === undefined) return used;
  if (!sslModes.includes(mode)) {
    issues.push(
      finding(
        'db-url-sslmode',
        `Found an sslmode that nobody knows; expected ${sslModes.join(', ')}, in small letters.`,
        'Use sslmode=verify-full, or sslmode=disable for a server on this machine.',
      ),
    );
  }
  return new Map(Object.entries({ ...rest, sslmode: mode }));
}

function warningsOf(seen: readonly string[]): readonly UrlFinding[] {
  const named = (keys: readonly string[]): string =>
    [...new Set(keys)].map((key) => `"${key.slice(0, 40)}"`).join(', ');
  const ignored = seen.filter((key) => Object.hasOwn(parameters, key) && parameters[key] === 'ignored');
  const strange = seen.filter((key) => !Object.hasOwn(parameters, key) && /^[\w.-]+$/.test(key));
  return [
    ...(ignored.length === 0
      ? []
      : [
          finding(
            'db-url-parameter-ignored',
            `Node's driver does not follow ${named(ignored)}; psql would.`,
            'Remove it if you do not rely on it; otherwise set it on the server or on the user.',
          ),
        ]),
    ...(strange.length === 0
      ? []
      : [
          finding(
            'db-url-parameter-unknown',
            `Nobody knows the parameter ${named(strange)}; it is left out.`,
            'Remove it, or correct its name.',
          ),
        ]),
  ];
}
