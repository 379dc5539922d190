import { conflict, internal, invalid, isAppError, unavailable } from '@aicmo/core-kernel';
import type { AppError, ErrorFacts } from '@aicmo/core-kernel';

type Maker = (facts: ErrorFacts) => AppError;

/** What a driver's code means here: what was found, and what to do about it. */
interface Meaning {
  readonly make: Maker;
  readonly code: string;
  readonly found: string;
  readonly todo: string;
  readonly commands?: readonly string[];
}

const meaning = (
  make: Maker,
  code: string,
  found: string,
  todo: string,
  commands: readonly string[] = [],
): Meaning => ({
  make,
  code,
  found,
  todo,
  commands,
});

const status = ['npx aicmo db status'];
const bootstrap = ['npx aicmo db bootstrap'];

const busy = meaning(
  unavailable,
  'db-busy',
  'The database is locked by another program or transaction.',
  'Close it, or try again in a moment.',
);
const unique = meaning(
  conflict,
  'db-unique',
  'A row with the same key exists already.',
  'Change that row, or give this one another key.',
);
const foreignKey = meaning(
  conflict,
  'db-foreign-key',
  'The row points to another row that does not exist, or is still pointed to.',
  'Make the other row first, or remove what points to this one.',
);
const notNull = meaning(internal, 'db-not-null', 'A required column was left empty.', 'Give it a value.');
const check = meaning(
  internal,
  'db-check',
  'A value breaks a rule of its table.',
  'Give a value that the rule allows.',
);
const otherRule = meaning(
  internal,
  'db-constraint',
  'A row breaks a rule of its table.',
  'The driver’s error, which is the cause of this one, names the rule.',
);
const value = meaning(
  internal,
  'db-value',
  'A value does not fit the type of its column.',
  'Give a value of the column’s type.',
);
const noSchema = meaning(
  unavailable,
  'db-no-schema',
  'The database has no tables for this yet, or older ones.',
  'Run: npx aicmo db bootstrap',
  bootstrap,
);
const readOnlyFile = meaning(
  unavailable,
  'db-read-only',
  'The database file cannot be written.',
  'Give this user the right to write the file and its folder.',
  ['ls -l .data', 'chmod u+rw .data/aicmo.db'],
);
const readOnlyFolder = meaning(
  unavailable,
  'db-read-only',
  'The folder of the database cannot be written, and SQLite keeps a second file beside its own there.',
  'Give this user the right to write the folder.',
  ['ls -ld .data', 'chmod u+rwx .data'],
);
const readOnlyServer = meaning(
  unavailable,
  'db-read-only',
  'The database server takes no writes: it is a replica, or set to read-only.',
  'Point DATABASE_URL at the primary server.',
  ['psql "$DATABASE_URL" -c "show transaction_read_only"'],
);
const full = meaning(
  unavailable,
  'db-full',
  'The disk of the database is full; nothing was half-written.',
  'Free some space and try again.',
  ['df -h'],
);
const corrupt = meaning(
  unavailable,
  'db-corrupt',
  'The database is damaged.',
  'Stop everything that uses it and restore the latest backup.',
  ['npx aicmo db restore --help'],
);
const notADatabase = meaning(
  invalid,
  'db-not-a-database',
  'The file is not a SQLite database.',
  'Point DATABASE_URL at another file, or move this one away.',
);
const cannotOpen = meaning(
  unavailable,
  'db-cannot-open',
  'The database file cannot be opened.',
  'Check that its folder exists and that this user may read it.',
  ['ls -ld .data', 'ls -l .data'],
);
const directory = meaning(
  invalid,
  'db-is-directory',
  'The database URL names a folder; expected a file.',
  'Write the whole path of the file.',
);
const io = meaning(
  unavailable,
  'db-io',
  'The disk of the database could not be read or written.',
  'Check the disk, and that the file is not on a network drive.',
  ['df -h', 'dmesg | tail'],
);
const memory = meaning(
  unavailable,
  'db-out-of-memory',
  'The database has no memory left for this.',
  'Ask for less at once, or give the machine more.',
);
const tooBig = meaning(
  invalid,
  'db-too-big',
  'A value or statement is larger than the database allows.',
  'Split it into smaller parts.',
);
const timeout = meaning(
  unavailable,
  'db-timeout',
  'A statement took too long and was stopped.',
  'Try again, or ask for less at once.',
);
const auth = meaning(
  unavailable,
  'db-auth',
  'The database server refused user or password.',
  'Correct them in DATABASE_URL.',
);
const serialization = meaning(
  unavailable,
  'db-serialization',
  'Two transactions changed the same rows at the same time, and this one had to give way.',
  'Try again.',
);
const missing = meaning(
  unavailable,
  'db-missing',
  'The database does not exist on this server.',
  'Create it, or correct its name in DATABASE_URL.',
  ['createdb aicmo'],
);
const sessionEnded = meaning(
  unavailable,
  'db-session-ended',
  'The database server ended the session; an open transaction was rolled back.',
  'Try again.',
  status,
);
const starting = meaning(
  unavailable,
  'db-starting',
  'The database server is starting or stopping and takes no connections yet.',
  'Try again in a moment.',
  status,
);
const tooMany = meaning(
  unavailable,
  'db-too-many',
  'The database server has no connection left for us.',
  'Close other programs, lower the size of the pool, or raise max_connections.',
  ['psql -c "select application_name, count(*) from pg_stat_activity group by 1"'],
);
const unreachable = meaning(
  unavailable,
  'db-unreachable',
  'The database server does not answer.',
  'Start it, or correct host and port in DATABASE_URL.',
  ['pg_isready'],
);
const noRight = meaning(
  unavailable,
  'db-permission',
  'The user of DATABASE_URL has no right to do this.',
  'Let the owner of the database grant it.',
  ['psql -c "grant usage, create on schema public to <user>"'],
);

/** Error codes of SQLite (https://www.sqlite.org/rescode.html); a longer one that is not listed means what its beginning means. */
const sqlite: Readonly<Record<string, Meaning>> = {
  SQLITE_BUSY: busy,
  SQLITE_LOCKED: busy,
  SQLITE_PROTOCOL: busy,
  SQLITE_CONSTRAINT: otherRule,
  SQLITE_CONSTRAINT_UNIQUE: unique,
  SQLITE_CONSTRAINT_PRIMARYKEY: unique,
  SQLITE_CONSTRAINT_ROWID: unique,
  SQLITE_CONSTRAINT_FOREIGNKEY: foreignKey,
  SQLITE_CONSTRAINT_NOTNULL: notNull,
  SQLITE_CONSTRAINT_CHECK: check,
  SQLITE_CONSTRAINT_DATATYPE: value,
  SQLITE_MISMATCH: value,
  SQLITE_READONLY: readOnlyFile,
  SQLITE_READONLY_DIRECTORY: readOnlyFolder,
  SQLITE_READONLY_CANTINIT: readOnlyFolder,
  SQLITE_FULL: full,
  SQLITE_CORRUPT: corrupt,
  SQLITE_NOTADB: notADatabase,
  SQLITE_CANTOPEN: cannotOpen,
  SQLITE_CANTOPEN_ISDIR: directory,
  SQLITE_PERM: cannotOpen,
  SQLITE_IOERR: io,
  SQLITE_NOMEM: memory,
  SQLITE_TOOBIG: tooBig,
  SQLITE_INTERRUPT: timeout,
};

/** PostgreSQL's SQLSTATEs (appendix A of its manual); one that is not listed means what its class (two characters) means. */
const postgres: Readonly<Record<string, Meaning>> = {
  '08': sessionEnded,
  '22': value,
  '23': otherRule,
  '23001': foreignKey,
  '23502': notNull,
  '23503': foreignKey,
  '23505': unique,
  '23514': check,
  '25001': meaning(
    internal,
    'db-not-in-transaction',
    'This statement cannot run inside of a transaction.',
    'Mark the migration that holds it as one without a transaction.',
  ),
  '25006': readOnlyServer,
  '25P03': meaning(
    unavailable,
    'db-idle-in-transaction',
    'A transaction did nothing for too long and was rolled back.',
    'Do slow work before the transaction, not inside of it.',
  ),
  '25P04': timeout,
  '28000': auth,
  '28P01': auth,
  '3D000': missing,
  '3F000': meaning(
    unavailable,
    'db-no-namespace',
    'The search path of this user names no schema that exists.',
    'Create the schema, or correct search_path.',
    ['psql "$DATABASE_URL" -c "show search_path"'],
  ),
  '40001': serialization,
  '40P01': serialization,
  '42501': noRight,
  '42703': noSchema,
  '42P01': noSchema,
  '53100': full,
  '53200': memory,
  '53300': tooMany,
  '54': tooBig,
  '55006': busy,
  '55P03': busy,
  '57014': timeout,
  '57P01': sessionEnded,
  '57P02': sessionEnded,
  '57P03': starting,
  '57P04': missing,
  '57P05': sessionEnded,
  '58030': io,
  XX001: corrupt,
  XX002: corrupt,
  ECONNREFUSED: unreachable,
  ECONNRESET: sessionEnded,
  EPIPE: sessionEnded,
  ENOTFOUND: unreachable,
  ETIMEDOUT: sessionEnded,
  EHOSTUNREACH: unreachable,
};

/** Codes of troubles that pass by themselves: the database is there, and nobody knows more until somebody asks again. */
export const passingCodes: readonly string[] = [
  'db-busy',
  'db-timeout',
  'db-too-many',
  'db-starting',
  'db-session-ended',
  'db-no-answer',
  'db-hung-up',
  'db-pool-full',
  'db-serialization',
];

/** What to do about an error, as this library's errors say it in their details. */
export function remedyIn(
  details: Readonly<Record<string, unknown>>,
): { readonly text: string; readonly commands: readonly string[] } | undefined {
  const { text, commands } = (details['remedy'] ?? {}) as { readonly text?: unknown; readonly commands?: unknown };
  return typeof text === 'string' && Array.isArray(commands) ? { text, commands } : undefined;
}

/**
 * The AppError for what a driver threw, found by its code, never by its text. The driver's error stays its cause;
 * `details` has the driver's code, what to do as `remedy { text, commands }`, and of a broken rule its table, columns
 * and constraint, but never a value.
 */
export function translateDriverError(error: unknown): AppError {
  if (isAppError(error)) return error;
  const driverCode = driverCodeOf(error);
  const found = sqlite[driverCode] ?? postgres[driverCode] ?? meaningOfFamily(driverCode) ?? meaningOfText(error);
  if (!found) {
    return internal({
      code: 'db-failed',
      message: 'The database refused a statement that it should have taken.',
      cause: error,
      details: { driverCode },
    });
  }
  return found.make({
    code: found.code,
    message: `${found.found} ${found.todo}`,
    cause: error,
    details: { driverCode, ...ruleOf(error), remedy: { text: found.todo, commands: found.commands ?? [] } },
  });
}

/** The driver's own code in an error, also the first one of several; `unknown` when there is none. */
export function driverCodeOf(error: unknown): string {
  const direct = (error as { code?: unknown } | null | undefined)?.code;
  if (typeof direct === 'string') return direct;
  const [first] = errorsIn(error);
  return first === undefined ? 'unknown' : driverCodeOf(first);
}

/** The errors in one that stands for several. */
export function errorsIn(error: unknown): readonly unknown[] {
  const { errors } = (error ?? {}) as { readonly errors?: unknown };
  return Array.isArray(errors) ? errors : [];
}

function meaningOfFamily(code: string): Meaning | undefined {
  if (code.startsWith('SQLITE_')) return sqlite[code.split('_').slice(0, 2).join('_')];
  return /^[0-9A-Z]{5}$/.test(code) ? postgres[code.slice(0, 2)] : undefined;
}

/** SQLite has no code of its own for a missing table or column: both are SQLITE_ERROR, told apart by its fixed English text. */
const meaningOfText = (error: unknown): Meaning | undefined =>
  driverCodeOf(error) === 'SQLITE_ERROR' && /^no such (table|column)|has no column named/.test(textOf(error))
    ? noSchema
    : undefined;

/**
 * Which rule was broken, as far as the driver says: PostgreSQL in fields, except for the columns of a key, which stand
 * before `=` in its detail line; SQLite only in its message, whose text is fixed.
 */
function ruleOf(error: unknown): Readonly<Record<string, unknown>> {
  const { table, column, constraint, detail } = (error ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof table === 'string') {
    const key = typeof detail === 'string' ? /\((.+?)\)=\(/.exec(detail)?.[1]?.split(', ') : undefined;
    const columns = typeof column === 'string' ? [column] : key;
    return { table, ...(columns && { columns }), ...(typeof constraint === 'string' && { constraint }) };
  }
  const named = /^([A-Z ]+) constraint failed: (.+)$/.exec(textOf(error));
  if (!named?.[2] || !driverCodeOf(error).startsWith('SQLITE_CONSTRAINT')) return {};
  const index = /^index '(.+)'$/.exec(named[2])?.[1];
  if (named[1] === 'CHECK' || index) return { constraint: index ?? named[2] };
  const parts = named[2].split(', ').map((each) => each.split('.'));
  return { table: parts[0]?.[0], columns: parts.map((part) => part[1] ?? '') };
}

/** Read without `instanceof`: the driver makes its errors with the class of the first realm that loaded it. */
function textOf(error: unknown): string {
  const { message } = (error ?? {}) as { readonly message?: unknown };
  return typeof message === 'string' ? message : '';
}
