import { toInstant, unavailable, type AppError, type Instant } from '@aicmo/core-kernel';

/** What went wrong with one request, and what to do about it. */
export interface Failure {
  readonly error: AppError;
  /** `once`: a reply was cut off, which happens; `again`: it passes by itself. */
  readonly retry: 'never' | 'once' | 'again';
  /** The wait that the service told; null when it told none. */
  readonly toldWaitMs: number | null;
  /** Another model may do better. */
  readonly tryOther: boolean;
  /** The other side, or the way to it, is at fault: it counts against its circuit. */
  readonly countsAgainst: boolean;
  /** An answer of some kind came, so that the question has left the house for sure. */
  readonly hasLeft: boolean;
}

type Traits = Partial<Omit<Failure, 'error'>>;

/** A failure with its code and message; nothing of what the service wrote stands in it unless it was redacted. */
export const failure = (code: string, message: string, traits: Traits = {}, details: object = {}): Failure => ({
  ...{ retry: 'never', toldWaitMs: null, tryOther: false, countsAgainst: false, hasLeft: true },
  ...traits,
  error: unavailable({ code, message, details: { ...details } }),
});

/** The moment after a wait; undefined without one. */
export const momentAfter = (nowMs: number, waitMs: number | null): Instant | undefined =>
  waitMs === null ? undefined : toInstant(nowMs + waitMs);

/** A page for people answered in place of a service. */
export const webPage = (): Failure =>
  failure(
    'llm-web-page',
    'Instead of the model a web page answered: a sign-in page of the network, or a wrong OPENAI_BASE_URL.',
  );
