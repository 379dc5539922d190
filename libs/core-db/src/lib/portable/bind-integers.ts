/**
 * What better-sqlite3 is to be given: it takes every number for a floating one, so that `pages / 2` would be 2.5 here
 * and 2 on PostgreSQL, and the number 5 in a text "5.0". A bigint is a whole number to it.
 */
export function bindIntegers(parameters: readonly unknown[]): readonly unknown[] {
  for (const value of parameters) if (isWhole(value)) return parameters.map(bindInteger);
  return parameters;
}

/** The same for one value. */
export const bindInteger = (value: unknown): unknown => (isWhole(value) ? BigInt(value) : value);

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);
