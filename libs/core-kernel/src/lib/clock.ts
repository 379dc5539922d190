import { toInstant, type Instant } from './instant.ts';

/** Where "now" comes from. Everything that depends on time takes one, so that tests can hold and move it. */
export interface Clock {
  /** The current moment. */
  now(): Instant;
}

/** The machine's clock: the only place in the product that reads it. */
export const systemClock: Clock = { now: () => toInstant(Date.now()) };
