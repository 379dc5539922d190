/** What went wrong, from the caller's side; one table in core-server maps each kind to an HTTP status (RFC 9457). */
export type ErrorKind =
  'invalid' | 'unauthenticated' | 'forbidden' | 'not-found' | 'conflict' | 'unavailable' | 'internal';

/** What a maker of errors is told: a stable code and a message for an operator at 3 a.m. */
export interface ErrorFacts {
  /** Stable, kebab-case, prefixed with its area: `db-locked`, `import-empty-file`. Never shown to an operator. */
  readonly code: string;
  /** What was found, what was expected, what to type. One or two plain sentences, without secrets. */
  readonly message: string;
  /** Machine-readable facts for the developer: field names, limits, found values. Never secrets. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** The error that caused this one. */
  readonly cause?: unknown;
}

/**
 * The only error that AICMO throws on purpose. Recognise it by `kind` and `code` (see {@link isAppError}), never by
 * its message and never by `instanceof`: two copies of this package in one process must still understand each other.
 */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(kind: ErrorKind, facts: ErrorFacts) {
    super(facts.message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = 'AppError';
    this.kind = kind;
    this.code = facts.code;
    this.details = facts.details ?? {};
  }
}

/** The input is wrong and the same input will be refused again. HTTP 400. */
export const invalid = (facts: ErrorFacts): AppError => new AppError('invalid', facts);
/** Nobody has shown who they are. HTTP 401. */
export const unauthenticated = (facts: ErrorFacts): AppError => new AppError('unauthenticated', facts);
/** Known, but not allowed. HTTP 403. */
export const forbidden = (facts: ErrorFacts): AppError => new AppError('forbidden', facts);
/** The named thing does not exist (any more). HTTP 404. */
export const notFound = (facts: ErrorFacts): AppError => new AppError('not-found', facts);
/** The thing exists in a state that does not allow this. HTTP 409. */
export const conflict = (facts: ErrorFacts): AppError => new AppError('conflict', facts);
/** Something that is needed is not there right now; the same call may succeed later. HTTP 503. */
export const unavailable = (facts: ErrorFacts): AppError => new AppError('unavailable', facts);
/** A fault of ours. HTTP 500. */
export const internal = (facts: ErrorFacts): AppError => new AppError('internal', facts);

const kinds: readonly string[] = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'not-found',
  'conflict',
  'unavailable',
  'internal',
];

/** Whether a caught value is an AppError, whichever copy of this package made it. */
export function isAppError(value: unknown): value is AppError {
  if (!(value instanceof Error)) return false;
  const candidate = value as Partial<AppError>;
  return typeof candidate.code === 'string' && typeof candidate.kind === 'string' && kinds.includes(candidate.kind);
}

/** The AppError in a caught value: itself, or an `internal` one with code `unexpected` that keeps it as its cause. */
export function toAppError(value: unknown): AppError {
  if (isAppError(value)) return value;
  const found = value instanceof Error ? value.message : String(value);
  return internal({ code: 'unexpected', message: `Something failed that nobody expected: ${found}`, cause: value });
}
