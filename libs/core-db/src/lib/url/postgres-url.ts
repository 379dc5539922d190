import { issuesOfParts, warningsOfParts } from './postgres-findings.ts';
import { rawCharacters, splitPostgresUrl, type PostgresAuthority } from './postgres-authority.ts';
import { readPostgresQuery, type PostgresQuery } from './postgres-query.ts';
import { exportCommand, postgresFinding as finding, refused, type UrlFinding, type UrlReading } from './url-finding.ts';

/** The parts of a PostgreSQL URL, decoded. Empty text where the URL says nothing. */
export interface PostgresParts {
  readonly user: string;
  readonly password: string;
  /** At least one. */
  readonly hosts: readonly PostgresHost[];
  readonly database: string;
}

/** A host, or the folder of a socket, with its port. */
export interface PostgresHost {
  readonly host: string;
  readonly port: string;
}

/** Reads `postgres:` and `postgresql:`; the text that the driver sees is written anew out of the parts. */
export function readPostgresUrl(url: string): UrlReading {
  const rest = url.slice(url.indexOf(':') + 1);
  if (!rest.startsWith('//')) return refused('postgres', noSlashes(rest));
  if (/\s/.test(rest)) return refused('postgres', rawCharacters([' ']));
  const split = splitPostgresUrl(rest.slice(2));
  if ('code' in split) return refused('postgres', split);
  const query = readPostgresQuery(split.query);
  const userInfo = readUserInfo(split.userInfo);
  if ('code' in userInfo) return refused('postgres', userInfo);
  const parts = { ...userInfo, ...readPlace(split, query.placed) };
  const issues = [...issuesOfParts(parts, split), ...query.issues];
  const warnings = [...warningsOfParts(parts, split, query), ...query.warnings];
  if (issues.length > 0) return { dbType: 'postgres', issues, warnings };
  return { dbType: 'postgres', parsed: parsedOf(withPlaced(parts, query), query), issues, warnings };
}

const noSlashes = (rest: string): UrlFinding =>
  finding(
    'db-url-malformed',
    'Behind postgres: two slashes have to come.',
    'Write them, with your password in place of ***.',
    /^[/\\]/.test(rest) ? [exportCommand(`postgres://${rest.replace(/^[/\\]+/, '')}`)] : undefined,
  );

function readUserInfo(userInfo = ''): Pick<PostgresParts, 'user' | 'password'> | UrlFinding {
  const colon = userInfo.indexOf(':');
  if (/%(?![0-9a-f]{2})/i.test(userInfo)) return rawCharacters(['%']);
  try {
    const user = decodeURIComponent(colon < 0 ? userInfo : userInfo.slice(0, colon));
    const password = colon < 0 ? '' : decodeURIComponent(userInfo.slice(colon + 1));
    if (!`${user}${password}`.includes('\0')) return { user, password };
  } catch {
    // Bytes that are no UTF-8 are reported like a NUL below.
  }
  return finding(
    'db-url-encoding',
    'User or password contain percent-encoded bytes that are not UTF-8.',
    'Encode them as UTF-8: é is %C3%A9.',
  );
}

function readPlace({ hosts, database }: PostgresAuthority, placed: ReadonlyMap<string, string>) {
  const inAuthority = hosts.split(',').map((each) => {
    const [, host = '', port = ''] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(each) ?? [];
    return { host: decodeOr(host.replace(/^\[(.*)\]$/, '$1')).toLowerCase(), port };
  });
  const named = placed.get('host')?.split(',');
  const ports = placed.get('port')?.split(',');
  const all = named?.map((host, index) => ({ host, port: inAuthority[index]?.port ?? '' })) ?? inAuthority;
  return {
    // One port stands for all hosts, as for libpq.
    hosts: all.map(({ host, port }, index) => ({ host, port: ports?.[index] ?? ports?.[0] ?? port })),
    database: placed.get('dbname') ?? decodeOr(database),
  };
}

/** A name that cannot be decoded is judged, and refused, as it stands. */
function decodeOr(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const withPlaced = (parts: PostgresParts, { placed }: PostgresQuery): PostgresParts => ({
  ...parts,
  user: placed.get('user') ?? parts.user,
  password: placed.get('password') ?? parts.password,
});

function parsedOf(parts: PostgresParts, { used, placed }: PostgresQuery) {
  const shown = new Map([...used].map(([key, value]) => [key, /key|pass/.test(key) ? '***' : value]));
  const attributes = placed.get('target_session_attrs');
  if (attributes !== undefined) shown.set('target_session_attrs', attributes);
  const [first = '', ...others] = parts.hosts.map((each) => write({ ...parts, hosts: [each] }, forDriver(used)));
  return {
    dialect: 'postgres' as const,
    connectionString: first,
    otherHosts: others,
    mustTakeWrites: attributes === 'read-write' || attributes === 'primary',
    normalized: write({ ...parts, password: parts.password === '' ? '' : '***' }, shown),
  };
}

/** The driver reads every mode between disable and verify-full as verify-full and says so on standard error; here it is said once. */
function forDriver(used: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const told = new Map(used);
  const mode = told.get('sslmode');
  if (mode !== undefined && mode !== 'disable' && mode !== 'no-verify') told.set('sslmode', 'verify-full');
  if (told.get('sslrootcert') === 'system') told.delete('sslrootcert'); // Node trusts its own list of authorities
  return told;
}

function write({ user, password, hosts, database }: PostgresParts, query: ReadonlyMap<string, string>): string {
  const encoded = (text: string): string => (text === '***' ? text : encodeURIComponent(text));
  const who =
    user === '' && password === '' ? '' : `${encoded(user)}${password === '' ? '' : `:${encoded(password)}`}@`;
  const where = hosts
    .map(
      ({ host, port }) =>
        `${host.includes(':') ? `[${host}]` : encodeURIComponent(host)}${port === '' ? '' : `:${port}`}`,
    )
    .join(',');
  const parameters = [...query].map(([key, value]) => `${key}=${encoded(value)}`).join('&');
  return `postgres://${who}${where}/${encodeURIComponent(database)}${parameters === '' ? '' : `?${parameters}`}`;
}
