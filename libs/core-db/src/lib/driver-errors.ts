import {
  conflict,
  internal,
  invalid,
  isAppError,
  unavailable,
  type AppError,
  type ErrorFacts,
} from '@aicmo/core-kernel';

type Maker = (facts: ErrorFacts) => AppError;
type Row = readonly [make: Maker, code: string, message: string];

const busy: Row = [
  unavailable,
  'db-busy',
  'The database is locked by another program. Close it, or try again in a moment.',
];
const unique: Row = [conflict, 'db-unique', 'A row with the same key exists already.'];
const refused: Row = [
  unavailable,
  'db-unreachable',
  'The database server does not answer. Start it, or correct host and port in DATABASE_URL.',
];
const noTable: Row = [
  unavailable,
  'db-no-schema',
  'The database has no tables for this yet, or older ones. Run: npx aicmo db bootstrap',
];

/** Error codes of SQLite (https://www.sqlite.org/rescode.html) and PostgreSQL (appendix A of its manual), and what they mean here. */
const table: Readonly<Record<string, Row>> = {
  SQLITE_BUSY: busy,
  SQLITE_BUSY_SNAPSHOT: busy,
  SQLITE_LOCKED: busy,
  SQLITE_CONSTRAINT_UNIQUE: unique,
  SQLITE_CONSTRAINT_PRIMARYKEY: unique,
  SQLITE_CONSTRAINT_FOREIGNKEY: [
    conflict,
    'db-foreign-key',
    'The row points to another row that does not exist, or is still pointed to.',
  ],
  SQLITE_CONSTRAINT_NOTNULL: [internal, 'db-not-null', 'A required column was left empty.'],
  SQLITE_CONSTRAINT_CHECK: [internal, 'db-check', 'A value breaks a rule of its table.'],
  SQLITE_READONLY: [
    unavailable,
    'db-read-only',
    'The database file cannot be written. Check its permissions and those of its folder.',
  ],
  SQLITE_READONLY_DIRECTORY: [
    unavailable,
    'db-read-only',
    'The folder of the database cannot be written. Check its permissions.',
  ],
  SQLITE_FULL: [unavailable, 'db-full', 'The disk is full. Free some space and try again; nothing was half-written.'],
  SQLITE_CORRUPT: [unavailable, 'db-corrupt', 'The database file is damaged. Restore the latest backup.'],
  SQLITE_NOTADB: [
    invalid,
    'db-not-a-database',
    'The file is not a SQLite database. Point DATABASE_URL at another file, or move this one away.',
  ],
  SQLITE_CANTOPEN: [
    unavailable,
    'db-cannot-open',
    'The database file cannot be opened. Check that its folder exists and may be read.',
  ],
  SQLITE_CANTOPEN_ISDIR: [invalid, 'db-is-directory', 'The database URL names a folder; expected a file.'],
  '23505': unique,
  '23503': [conflict, 'db-foreign-key', 'The row points to another row that does not exist, or is still pointed to.'],
  '23502': [internal, 'db-not-null', 'A required column was left empty.'],
  '23514': [internal, 'db-check', 'A value breaks a rule of its table.'],
  '25006': [unavailable, 'db-read-only', 'The database server is read-only right now.'],
  '28P01': [unavailable, 'db-auth', 'The database server refused user or password. Correct them in DATABASE_URL.'],
  '28000': [unavailable, 'db-auth', 'The database server refused this user. Correct DATABASE_URL.'],
  '3D000': [
    unavailable,
    'db-missing',
    'The database does not exist on this server. Create it, or correct DATABASE_URL.',
  ],
  '40001': busy,
  '40P01': busy,
  '42P01': noTable,
  '42703': noTable,
  '53100': [unavailable, 'db-full', 'The disk of the database server is full.'],
  '53300': [unavailable, 'db-too-many', 'The database server has no connection left for us.'],
  '57014': [unavailable, 'db-timeout', 'A statement took too long and was stopped.'],
  '57P01': [unavailable, 'db-closed', 'The database server ended the session. Try again.'],
  ECONNREFUSED: refused,
  ECONNRESET: refused,
  ENOTFOUND: refused,
  ETIMEDOUT: refused,
  EHOSTUNREACH: refused,
};

/** The AppError for what a driver threw, found by its code, never by its text. The driver's error stays its cause. */
export function translateDriverError(error: unknown): AppError {
  if (isAppError(error)) return error;
  const code = codeOf(error);
  const row = table[code] ?? table[code.split('_').slice(0, 2).join('_')];
  if (row) return row[0]({ code: row[1], message: row[2], cause: error, details: { driverCode: code } });
  // SQLite has no code of its own for a missing table or column: both are SQLITE_ERROR, told apart by its fixed English text.
  if (
    code === 'SQLITE_ERROR' &&
    error instanceof Error &&
    /^no such (table|column)|has no column named/.test(error.message)
  ) {
    return noTable[0]({ code: noTable[1], message: noTable[2], cause: error, details: { driverCode: code } });
  }
  return internal({
    code: 'db-failed',
    message: 'The database refused a statement that it should have taken.',
    cause: error,
    details: { driverCode: code },
  });
}

function codeOf(error: unknown): string {
  const direct = (error as { code?: unknown } | null)?.code;
  if (typeof direct === 'string') return direct;
  const first: unknown = error instanceof AggregateError ? error.errors[0] : undefined;
  return first === undefined ? 'unknown' : codeOf(first);
}
