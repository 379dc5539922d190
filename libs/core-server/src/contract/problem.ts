import { AppError, isAppError, type ErrorKind } from '@aicmo/core-kernel';
import * as z from 'zod/mini';

/** The media type of RFC 9457. */
export const problemMediaType = 'application/problem+json';

const titles: Record<ErrorKind, string> = {
  invalid: 'The request cannot be used as it is',
  unauthenticated: 'Sign in first',
  forbidden: 'Not allowed',
  'not-found': 'Not found',
  conflict: 'Not possible in its present state',
  unavailable: 'Not available right now',
  internal: 'A fault on our side',
};

/** The one table from error kind to HTTP status. */
const statusByKind: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  unavailable: 503,
  internal: 500,
};

/** Refusals of the HTTP layer itself, for which HTTP has a word of its own. */
const statusByCode: Readonly<Record<string, number>> = {
  'method-refused': 405,
  'body-too-large': 413,
  'media-type': 415,
  'host-refused': 421,
  'login-too-often': 429,
  'asked-too-often': 429,
};

/** RFC 9457 problem details, with the code, kind and facts of an AppError as extension members. */
const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  kind: z.enum(['invalid', 'unauthenticated', 'forbidden', 'not-found', 'conflict', 'unavailable', 'internal']),
  code: z.string(),
  details: z.optional(z.record(z.string(), z.unknown())),
  requestId: z.optional(z.string()),
});
export type Problem = z.infer<typeof problemSchema>;

/**
 * An error as problem details. The text of an unexpected error stays in the log, where it is redacted: it may hold
 * anything, so the reader gets the request id to find it by.
 */
export function toProblem(error: AppError, requestId?: string): Problem {
  const unexpected = error.code === 'unexpected';
  const where = requestId === undefined ? '' : ` The log has it under ${requestId}.`;
  return {
    type: `urn:aicmo:problem:${error.code}`,
    title: titles[error.kind],
    status: statusByCode[error.code] ?? statusByKind[error.kind],
    detail: unexpected ? `Something failed that nobody expected.${where}` : error.message,
    kind: error.kind,
    code: error.code,
    ...(unexpected || Object.keys(error.details).length === 0 ? {} : { details: error.details }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/**
 * The AppError that problem details describe; its details carry the request id. An answer that is no problem details
 * (a proxy's page, a cut answer) becomes `unavailable` for 502 to 504, otherwise `internal`, with code `answer-unreadable`.
 */
export function parseProblem(status: number, answer: unknown): AppError {
  const read = problemSchema.safeParse(answer);
  if (!read.success) {
    return new AppError(status >= 502 && status <= 504 ? 'unavailable' : 'internal', {
      code: 'answer-unreadable',
      message: `The server answered ${String(status)} without saying why. Look at its log, then try again.`,
      details: { status },
    });
  }
  const { kind, code, detail, details, requestId } = read.data;
  const facts = requestId === undefined ? details : { ...details, requestId };
  return new AppError(kind, { code, message: detail, ...(facts === undefined ? {} : { details: facts }) });
}

/** The error of a request that got no answer at all; an error that is ours already, and a chosen abort, pass through. */
export function parseFetchFailure(error: unknown): unknown {
  // By name, not instanceof: a DOMException may come from another realm (a frame, a test environment).
  const abort = typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError';
  if (isAppError(error) || abort) return error;
  return new AppError('unavailable', {
    code: 'server-unreachable',
    message: 'The server did not answer. Check that it runs, then try again.',
    cause: error,
  });
}
