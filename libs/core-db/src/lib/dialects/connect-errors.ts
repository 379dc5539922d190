import { unavailable, type AppError } from '@aicmo/core-kernel';
import { driverCodeOf, errorsIn, translateDriverError } from '../driver-errors.ts';

/** What was seen while a session with a PostgreSQL server was being opened. */
export interface ConnectFacts {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly hasPassword: boolean;
  readonly wantsTls: boolean;
  readonly timeoutMs: number;
  /** Whether the time for connecting was over. */
  readonly isLate: boolean;
  /** Whether what came back is not PostgreSQL's protocol. */
  readonly isStrange: boolean;
  /** Whether something took the connection. */
  readonly isConnected: boolean;
  /** Whether the server asked for a password. */
  readonly isAsked: boolean;
  /** The first bytes that came back. */
  readonly firstBytes: Uint8Array;
}

interface Refusal {
  readonly code: string;
  readonly found: string;
  readonly todo: string;
  readonly commands?: readonly string[];
}

/**
 * The AppError for a session that could not be opened. Most of these have a code; what pg says without one is told
 * from what the server did (took the connection, sent these bytes, asked for a password), never from pg's words.
 */
export function connectError(error: unknown, facts: ConnectFacts): AppError {
  const refusal = refusalOf(error, facts);
  if (!refusal) return translateDriverError(error);
  const { code, found, todo, commands = [] } = refusal;
  return unavailable({
    code,
    message: `${found} ${todo}`,
    cause: error,
    details: { driverCode: driverCodeOf(error), remedy: { text: todo, commands } },
  });
}

function refusalOf(error: unknown, facts: ConnectFacts): Refusal | undefined {
  const code = driverCodeOf(error);
  if (facts.isLate) return noAnswer(facts);
  if (facts.isStrange) return notPostgres(facts);
  return (
    networkRefusal(code, error, facts) ??
    tlsRefusal(code, facts) ??
    serverRefusal(code, error, facts) ??
    (code === 'unknown' || code === 'ECONNRESET' || code === 'EPIPE' ? bareRefusal(facts) : undefined)
  );
}

const place = ({ host, port }: ConnectFacts): string => (host.startsWith('/') ? host : `${bracketed(host)}:${port}`);
const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);
const correctHost = 'correct host and port in DATABASE_URL';

function networkRefusal(code: string, error: unknown, facts: ConnectFacts): Refusal | undefined {
  const isReady = [`pg_isready -h ${facts.host} -p ${facts.port}`];
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return {
        code: 'db-host-unknown',
        found: `The host "${facts.host}" was not found (DNS).`,
        todo: 'Correct the host in DATABASE_URL, or check the network.',
        commands: [`getent hosts ${facts.host}`],
      };
    case 'ECONNREFUSED':
    case 'ENOENT':
      return {
        code: 'db-unreachable',
        found: `Nothing listens on ${addressesOf(error, facts)}.`,
        todo: `Start the PostgreSQL server, or ${correctHost}.`,
        commands: isReady,
      };
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EACCES':
      return {
        code: 'db-unreachable',
        found: `There is no way to ${place(facts)} from here.`,
        todo: `Check network and firewall, or ${correctHost}.`,
        commands: isReady,
      };
    case 'ETIMEDOUT':
      return noAnswer(facts);
    default:
      return undefined;
  }
}

/** All addresses that were tried: a name may have several, and then the error itself says nothing. */
function addressesOf(error: unknown, facts: ConnectFacts): string {
  const named = [error, ...errorsIn(error)].flatMap((each) => {
    const { address, port } = (each ?? {}) as { readonly address?: unknown; readonly port?: unknown };
    if (typeof address !== 'string') return [];
    return typeof port === 'number'
      ? [address.includes(':') && !address.startsWith('/') ? `[${address}]:${port}` : `${address}:${port}`]
      : [address];
  });
  return named.length > 0 ? named.join(' or ') : place(facts);
}

const noAnswer = (facts: ConnectFacts): Refusal => ({
  code: 'db-no-answer',
  found: facts.isConnected
    ? `Something took the connection on ${place(facts)}, but said nothing within ${facts.timeoutMs / 1000} s.`
    : `No answer from ${place(facts)} within ${facts.timeoutMs / 1000} s.`,
  todo: facts.isConnected
    ? `Check that it is a PostgreSQL server and not stuck, or ${correctHost}.`
    : `Often a firewall drops the packets. Open the port, or ${correctHost}.`,
  commands: [`pg_isready -h ${facts.host} -p ${facts.port}`],
});

/** Node's codes for a certificate that it does not believe (https://nodejs.org/api/tls.html, "X509 certificate error codes"). */
const certificateCodes: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'was made for another host name',
  HOSTNAME_MISMATCH: 'was made for another host name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is signed by itself, not by an authority that this machine knows',
  SELF_SIGNED_CERT_IN_CHAIN: 'is signed by an authority that this machine does not know',
  UNABLE_TO_GET_ISSUER_CERT: 'is signed by an authority that this machine does not know',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'is signed by an authority that this machine does not know',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'is signed by an authority that this machine does not know',
  CERT_REVOKED: 'was revoked',
  CERT_SIGNATURE_FAILURE: 'has a wrong signature',
};

function tlsRefusal(code: string, facts: ConnectFacts): Refusal | undefined {
  const why = certificateCodes[code];
  if (why) {
    return {
      code: 'db-tls-certificate',
      found: `The certificate of ${place(facts)} ${why}.`,
      todo: 'Let the server’s owner renew it, or name the certificate of its authority: ?sslmode=verify-full&sslrootcert=/path/to/ca.pem.',
      commands: [`openssl s_client -starttls postgres -connect ${place(facts)} -showcerts`],
    };
  }
  if (facts.wantsTls && facts.firstBytes[0] === letter('N')) {
    return {
      code: 'db-tls-not-offered',
      found: `DATABASE_URL asks for an encrypted connection, and the server on ${place(facts)} offers none.`,
      todo: 'Switch TLS on at the server (ssl = on). Only for a server on this machine, write ?sslmode=disable.',
    };
  }
  if (/^(ERR_SSL_|EPROTO)/.test(code)) {
    return {
      code: 'db-tls-failed',
      found: `The encrypted connection to ${place(facts)} could not be set up (${code}).`,
      todo: 'Check that nothing stands between here and the server, and that both know a common TLS version.',
    };
  }
  return undefined;
}

/** What the server said in words of its own, by SQLSTATE. */
function serverRefusal(code: string, error: unknown, facts: ConnectFacts): Refusal | undefined {
  const { user, database } = facts;
  switch (code) {
    case '28P01':
      if (!facts.hasPassword) return passwordMissing(facts);
      return {
        code: 'db-auth',
        found: `The server on ${place(facts)} refused the login of "${user}": the user or the password is wrong.`,
        todo: 'Correct them in DATABASE_URL; signs like @ : / # in a password are written percent-encoded.',
      };
    case '28000':
      return rulesRefusal(error, facts);
    case '3D000':
      return {
        code: 'db-missing',
        found: `The server on ${place(facts)} has no database "${database}".`,
        todo: 'Create it, or correct its name in DATABASE_URL.',
        commands: [`createdb -h ${facts.host} -p ${facts.port} -U ${user} ${database}`],
      };
    default:
      return undefined;
  }
}

/** 28000 says several things; the routine that said it is a name in the server's source, the same in every language. */
function rulesRefusal(error: unknown, facts: ConnectFacts): Refusal | undefined {
  if ((error as { routine?: unknown }).routine !== 'ClientAuthentication') return undefined;
  const who = `the user "${facts.user}" from this machine into the database "${facts.database}"`;
  return facts.wantsTls
    ? {
        code: 'db-not-allowed',
        found: `The rules of the server on ${place(facts)} (pg_hba.conf) do not let ${who}.`,
        todo: 'Let its owner add a line for them.',
      }
    : {
        code: 'db-tls-required',
        found: `The rules of the server on ${place(facts)} (pg_hba.conf) do not let ${who} without encryption.`,
        todo: 'Add ?sslmode=verify-full to DATABASE_URL. When it still refuses, its pg_hba.conf has no line for this user at all.',
      };
}

/** pg gave no code at all: what happened before says why. */
function bareRefusal(facts: ConnectFacts): Refusal {
  if (facts.isAsked && !facts.hasPassword) return passwordMissing(facts);
  return {
    code: 'db-hung-up',
    found: `${place(facts)} took the connection and hung up before a session was open.`,
    todo: 'A server that is stopping does that, and a proxy without a server behind it. Try again, or look into its log.',
    commands: [`pg_isready -h ${facts.host} -p ${facts.port}`],
  };
}

const passwordMissing = (facts: ConnectFacts): Refusal => ({
  code: 'db-password-missing',
  found: `DATABASE_URL has no password, and the server on ${place(facts)} asks for one.`,
  todo: 'Write it after the user: postgres://user:password@host/database.',
});

const notPostgres = (facts: ConnectFacts): Refusal => ({
  code: 'db-not-postgres',
  found: `The port answers, but not as PostgreSQL: ${place(facts)} is ${speaker(facts.firstBytes)}.`,
  todo: `PostgreSQL's own port is 5432; ${correctHost}.`,
});

const letter = (text: string): number => text.charCodeAt(0);
/** The first byte of all that a server may answer a start with: authentication, error, notice, its protocol; S or N about TLS. */
const openings = [...'RENvS'].map(letter);

/** Whether the first bytes that came back may be those of a PostgreSQL server. */
export const isPostgres = (bytes: Uint8Array): boolean => openings.includes(bytes[0] ?? 0) && !isMySql(bytes);
/** MySQL greets first: three bytes of length, a zero, and the version of its protocol, which is 10. */
const isMySql = (bytes: Uint8Array): boolean => bytes[3] === 0 && bytes[4] === 10;

function speaker(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  if (text.startsWith('HTTP/')) return 'a web server';
  if (isMySql(bytes)) return 'a MySQL server';
  return text.startsWith('SSH-') ? 'an SSH server' : 'something else';
}
