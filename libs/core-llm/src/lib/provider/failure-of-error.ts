import { epochMs, isAppError, type AppError, type Clock } from '@aicmo/core-kernel';
import { APIConnectionError, APIError } from 'openai';
import { toldWaitMs } from '../calls/retry-rules.ts';
import { failure, type Failure } from './failure.ts';
import { failureOfStatus } from './failure-of-status.ts';
import { redact } from './redact.ts';

/** What is known about the request that failed. */
export interface Asked {
  readonly apiKey: string;
  readonly host: string;
  readonly model: string;
  readonly clock: Clock;
}

/** Makes a failure of whatever the package, the door or the socket threw. Keeps no cause: its text may hold the key. */
export function failureOfError(error: unknown, asked: Asked): Failure {
  const own = appErrorIn(error);
  if (own?.code.startsWith('door-')) return shut(own);
  if (own !== undefined) return { ...failure(own.code, own.message), error: own };
  if (error instanceof APIConnectionError) return unreachable(error, asked.host);
  if (error instanceof APIError)
    return error.status === undefined ? failedInside(error, asked) : ofStatus(error, asked);
  return isBroken(error) ? cutOff() : unexpected(error, asked);
}

/** The door shut between two tries: what it says, it says before anything leaves. */
const shut = ({ code, message }: AppError): Failure =>
  failure('llm-held', `The model was not asked: ${message}`, { hasLeft: false }, { doorCode: code });

/** A reply that broke off: worth one more try. */
export const cutOff = (): Failure =>
  failure('llm-cut-off', 'The reply of the model service broke off in the middle. Try again.', {
    retry: 'once',
    tryOther: true,
    countsAgainst: true,
  });

/** An error and its causes, outermost first. By shape: fetch makes its errors in a realm of its own. */
function chainOf(error: unknown): readonly Readonly<Record<string, unknown>>[] {
  const chain: Readonly<Record<string, unknown>>[] = [];
  for (let at = error; typeof at === 'object' && at !== null && chain.length < 6;) {
    const { name, message, code, cause } = at as Readonly<Record<string, unknown>>; // any object has them, or undefined
    chain.push({ name, message, code });
    at = cause;
  }
  return chain;
}

/** Our own refusals (the door's, the size's) travel inside the package's connection errors. */
function appErrorIn(error: unknown): AppError | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1) {
    if (isAppError(at)) return at;
  }
  return undefined;
}

/** The system's code of a broken connection, from the innermost cause that has one. */
const codeIn = (error: unknown): string | undefined =>
  chainOf(error)
    .map(({ code }) => code)
    .findLast((code) => typeof code === 'string');

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'that name does not exist',
  EAI_AGAIN: 'the name could not be looked up',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  ETIMEDOUT: 'it did not answer',
};

function unreachable(error: unknown, host: string): Failure {
  const code = codeIn(error);
  const why = (code === undefined ? undefined : words[code]) ?? 'the connection failed';
  const never = code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN';
  return failure(
    'llm-unreachable',
    `The model service at ${host} cannot be reached: ${why}. Check the network, and OPENAI_BASE_URL.`,
    { retry: 'again', tryOther: true, countsAgainst: true, hasLeft: !never },
    { systemCode: code },
  );
}

/** The connection was cut while the body was on its way, or the body's JSON ends in the middle. */
const isBroken = (error: unknown): boolean =>
  chainOf(error).some(
    ({ name, message, code }) =>
      name === 'SyntaxError' || code === 'UND_ERR_SOCKET' || (name === 'TypeError' && message === 'terminated'),
  );

function ofStatus(error: APIError, { apiKey, model, clock }: Asked): Failure {
  const nowMs = epochMs(clock.now());
  const should = error.headers?.get('x-should-retry') ?? null;
  return failureOfStatus({
    status: error.status ?? 0,
    code: typeof error.code === 'string' && /^[a-z0-9_-]{1,50}$/i.test(error.code) ? error.code : null,
    said: redact(error.message, apiKey).replace(/\s+/g, ' ').slice(0, 300),
    isProtocol: typeof error.error === 'object' && error.error !== null,
    toldWaitMs: toldWaitMs(error.headers, nowMs),
    shouldRetry: should === 'true' ? true : should === 'false' ? false : null,
    ...{ model, nowMs },
  });
}

/** An error that came as an event of a stream that had begun well. */
function failedInside(error: APIError, { apiKey }: Asked): Failure {
  const said = redact(error.message, apiKey).slice(0, 300);
  return failure(
    'llm-failed',
    'The model service failed in the middle of its reply. Try again; nothing is wrong here.',
    { retry: 'once', tryOther: true, countsAgainst: true },
    { said },
  );
}

function unexpected(error: unknown, { apiKey }: Asked): Failure {
  const said = redact(
    chainOf(error)
      .map(({ name, message }) => `${String(name)}: ${String(message)}`)
      .join('; '),
    apiKey,
  ).slice(0, 300);
  return failure('llm-unexpected', `The request to the model failed in a way that nobody expected: ${said}`, {
    tryOther: true,
  });
}
