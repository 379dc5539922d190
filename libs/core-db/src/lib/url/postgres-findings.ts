import type { PostgresAuthority } from './postgres-authority.ts';
import type { PostgresQuery } from './postgres-query.ts';
import type { PostgresHost, PostgresParts } from './postgres-url.ts';
import { exportCommand, postgresFinding as finding, type UrlFinding } from './url-finding.ts';

interface Rule<Seen> {
  readonly when: (seen: Seen) => boolean;
  readonly say: (seen: Seen) => UrlFinding;
}

interface Seen extends PostgresParts {
  readonly split: PostgresAuthority;
}

interface Warned extends Seen {
  readonly query: PostgresQuery;
}

const placeholder = /^(?:<.*>|\[.*\]|\{.*\}|\$[A-Z_]+|%[A-Z_]+%|\*{3,}|your[-_ ].*)$/i;
const placeholderPassword = /^(?:password|change[-_ ]?(?:me|it)|.*(?:password|secret)[-_ ]here)$/i;
const hostName = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}_.-]{0,252}[\p{L}\p{N}.])?|\/.*)$/u;
const socketFolder = '/var/run/postgresql';

/** `::1` and its like without brackets. */
const bareIpv6 = /^[\da-f.%]*:[\da-f.%]*:[\da-f:.%]*$/i;

const issueRules: readonly Rule<Seen>[] = [
  {
    when: ({ split }) => bareIpv6.test(split.hosts),
    say: ({ database, split }) =>
      finding(
        'db-url-host',
        'An IPv6 address stands without brackets, so nobody can tell it from a port.',
        'Write it in brackets.',
        [exportCommand(`postgres://user:***@[${split.hosts}]:5432/${database}`)],
      ),
  },
  {
    when: ({ hosts, split }) => !bareIpv6.test(split.hosts) && hosts.some(({ host }) => host === ''),
    say: ({ database }) =>
      finding(
        'db-url-no-host',
        'The PostgreSQL URL names no host; psql would take the socket of this machine, and Node another way.',
        'Name the host, or the folder of the socket.',
        [
          exportCommand(`postgres://user:***@localhost:5432/${database}`),
          exportCommand(`postgres:///${database}?host=${socketFolder}`),
        ],
      ),
  },
  {
    when: ({ hosts }) => hosts.some(({ host }) => placeholder.test(host) || host === 'hostname'),
    say: () => finding('db-url-placeholder', 'The host is still a placeholder.', 'Put the real host there.'),
  },
  {
    when: ({ hosts, split }) =>
      !bareIpv6.test(split.hosts) && hosts.some(({ host }) => host !== '' && !isAddress(host) && !hostName.test(host)),
    say: () =>
      finding(
        'db-url-host',
        'What stands in the place of the host is no host name and no address.',
        'Write a name, an IPv4 address, an IPv6 address in brackets, or the folder of a socket as ?host=/folder.',
      ),
  },
  {
    when: ({ hosts, split }) => !bareIpv6.test(split.hosts) && hosts.some(hasBadPort),
    say: ({ hosts }) =>
      finding(
        'db-url-port',
        `The port is ${shownPort(hosts.find(hasBadPort)?.port)}; expected one from 1 to 65535.`,
        'Write the port of the server, usually 5432, or leave it out.',
      ),
  },
  {
    when: ({ database }) => database === '',
    say: () =>
      finding(
        'db-url-no-database',
        'The PostgreSQL URL names no database; a driver would take the one that is called like the user.',
        'Put it behind the host: postgres://host:5432/database.',
      ),
  },
  {
    when: ({ database }) => /[;/?:@&=+$,#%\0]/.test(database) || Buffer.byteLength(database) > 63,
    say: () =>
      finding(
        'db-url-database',
        'The name of the database has a character that does not reach the server as it is written, or is longer than 63 bytes.',
        'Write one plain name behind the host; a schema belongs into options.',
      ),
  },
  {
    when: ({ user, password, database }) =>
      placeholderPassword.test(password) || [user, password, database].some((text) => placeholder.test(text)),
    say: () =>
      finding(
        'db-url-placeholder',
        'The user, the password or the database is still a placeholder, which nothing has replaced.',
        'Put the real value there; *** is what a masked URL shows.',
      ),
  },
];

const warningRules: readonly Rule<Warned>[] = [
  {
    when: ({ query }) => /^(?:read-only|standby|prefer-standby)$/.test(query.placed.get('target_session_attrs') ?? ''),
    say: () =>
      finding(
        'db-url-parameter-ignored',
        'target_session_attrs asks for a server that takes no writes; here the first one that answers is taken.',
        'Remove it: this program writes.',
      ),
  },
  {
    when: ({ split }) => (split.userInfo ?? '').includes('@'),
    say: () =>
      finding(
        'db-url-raw-at',
        'User or password contain a raw "@"; the last one was taken as the end of the password.',
        'Write it as %40.',
      ),
  },
  {
    when: ({ user, query }) => user === '' && !query.placed.has('user'),
    say: () =>
      finding(
        'db-url-no-user',
        'The URL names no user, so the name of whoever starts the program is used.',
        'Name the user: postgres://user@host:5432/database.',
      ),
  },
  {
    when: ({ hosts, query }) => query.used.get('sslmode') === 'disable' && hosts.some(isRemote),
    say: () =>
      finding(
        'db-url-plaintext',
        'sslmode=disable sends everything, passwords included, unencrypted to another machine.',
        'Use sslmode=verify-full.',
      ),
  },
  {
    when: ({ hosts, query }) => !query.used.has('sslmode') && hosts.some(isRemote),
    say: () =>
      finding(
        'db-url-no-sslmode',
        "The URL says nothing of encryption, and Node's driver then uses none to another machine.",
        'Add ?sslmode=verify-full.',
      ),
  },
  {
    when: ({ hosts, query }) => query.used.get('sslmode') === 'no-verify' && hosts.some(isRemote),
    say: () =>
      finding(
        'db-url-unverified',
        'sslmode=no-verify encrypts, but takes anybody for the server.',
        'Use sslmode=verify-full, with sslrootcert=/path/to/ca.pem where the server has a certificate of your own.',
      ),
  },
  {
    when: ({ hosts, query }) =>
      query.isForPooler ||
      hosts.some(
        ({ host, port }) => port === '6543' || port === '6432' || /(?:^|[.-])(?:pooler|pgbouncer)(?:[.-]|$)/.test(host),
      ),
    say: () =>
      finding(
        'db-url-pooler',
        'The URL looks like one of a connection pooler; one that pools transactions does not keep the locks of a session.',
        'Use the direct URL of the server for npx aicmo db bootstrap.',
      ),
  },
];

/** What makes the parts unusable. */
export const issuesOfParts = (parts: PostgresParts, split: PostgresAuthority): readonly UrlFinding[] =>
  say(issueRules, { ...parts, split });

/** What works, and is not what one would want. */
export const warningsOfParts = (
  parts: PostgresParts,
  split: PostgresAuthority,
  query: PostgresQuery,
): readonly UrlFinding[] => say(warningRules, { ...parts, split, query });

const say = <Of>(rules: readonly Rule<Of>[], seen: Of): readonly UrlFinding[] =>
  rules.filter(({ when }) => when(seen)).map((rule) => rule.say(seen));

const isPort = (port: string): boolean => /^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535;

const isAddress = (host: string): boolean =>
  URL.canParse(`http://[${host}]/`) || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);

/** Anything but this machine itself, which nothing leaves. */
const isRemote = ({ host }: PostgresHost): boolean =>
  !/^(?:localhost|.*\.localhost|127(?:\.\d{1,3}){3}|::1|::ffff:127(?:\.\d{1,3}){3}|0\.0\.0\.0|\/.*|)$/.test(host);

const hasBadPort = ({ port }: PostgresHost): boolean => port !== '' && !isPort(port);

const shownPort = (port = ''): string => (/^\d+$/.test(port) ? port.slice(0, 12) : 'no number');
