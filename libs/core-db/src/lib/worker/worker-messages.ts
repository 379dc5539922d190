import { AppError, isAppError, type ErrorKind } from '@aicmo/core-kernel';
import type { OpenOptions } from '../open-database.ts';
import type { SlowQuery } from '../slow-queries.ts';

/** What the thread is started with. */
export interface WorkerStart {
  readonly url: string;
  readonly options: Omit<OpenOptions, 'onSlowQuery'>;
  readonly tellsSlowQueries: boolean;
}

/** What the thread is told. */
export type ToWorker =
  | { readonly type: 'run'; readonly id: number; readonly job: string; readonly input: unknown }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'close' };

/** What the thread tells. */
export type FromWorker =
  | { readonly type: 'progress'; readonly id: number; readonly progress: unknown }
  | { readonly type: 'done'; readonly id: number; readonly result: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly error: SentError }
  | { readonly type: 'slow'; readonly query: SlowQuery };

/** An error on its way between two threads: copying one would lose its kind, code, details and causes. */
export interface SentError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly app: {
    readonly kind: ErrorKind;
    readonly code: string;
    readonly details: Readonly<Record<string, unknown>>;
  } | null;
  /** A driver's own code. */
  readonly code: string | undefined;
  readonly cause: SentError | null;
}

const deepestCause = 8;

/** Takes an error apart, its causes too. */
export function sendError(error: unknown, depth = 0): SentError {
  const { name, message, stack, code, cause } = (
    typeof error === 'object' && error !== null ? error : { message: String(error) }
  ) as { readonly [Key in 'name' | 'message' | 'stack' | 'code' | 'cause']?: unknown };
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  return {
    name: text(name) ?? 'Error',
    message: text(message) ?? '',
    stack: text(stack),
    app: isAppError(error) ? { kind: error.kind, code: error.code, details: cloneable(error.details) } : null,
    code: text(code),
    cause: cause === undefined || depth >= deepestCause ? null : sendError(cause, depth + 1),
  };
}

/** Puts an error together again; an AppError is one again, with the same kind, code, message, details and causes. */
export function receiveError({ name, message, stack, app, code, cause }: SentError): Error {
  const below = cause === null ? {} : { cause: receiveError(cause) };
  const error = app
    ? new AppError(app.kind, { code: app.code, message, details: app.details, ...below })
    : Object.assign(new Error(message, below), { name, ...(code !== undefined && { code }) });
  if (stack !== undefined) error.stack = stack;
  return error;
}

/** What cannot be copied from one thread to another is left out of the details. */
function cloneable(details: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const kept = Object.entries(details).flatMap(([key, value]) => {
    try {
      return [[key, structuredClone(value)] as const];
    } catch {
      return [[key, String(value)] as const];
    }
  });
  return Object.fromEntries(kept);
}
