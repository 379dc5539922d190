import { invalid, type AppError } from '@aicmo/core-kernel';

/**
 * Refuses a value that the two databases would keep differently, or that only one of them takes. Storable are text
 * without the character NUL (PostgreSQL has none), finite numbers, bigints and null. Throws `invalid` with the code
 * `db-text-nul`, `db-number` (NaN, ±Infinity) or `db-value` (undefined, booleans, dates, objects, bytes).
 */
export function refuseUnstorable(value: unknown): void {
  switch (typeof value) {
    case 'string':
      if (value.includes('\0')) throw nulRefused();
      return;
    case 'number':
      if (!Number.isFinite(value)) throw numberRefused(value);
      return;
    case 'bigint':
      return;
    default:
      if (value !== null) throw valueRefused(value);
  }
}

const nulRefused = (): AppError =>
  invalid({
    code: 'db-text-nul',
    message:
      'Found the character NUL (U+0000) in a text; PostgreSQL cannot keep it. Remove it before the text is stored.',
  });

const numberRefused = (value: number): AppError =>
  invalid({
    code: 'db-number',
    message: `Found ${value}; expected a finite number. Store null where there is no number.`,
  });

function valueRefused(value: unknown): AppError {
  const found = typeof value === 'object' ? (value?.constructor.name ?? 'an object') : String(value);
  return invalid({
    code: 'db-value',
    message: `Found ${found} for a column; expected text, a number or null. Store 0 or 1 for a boolean, an Instant's text for a date, JSON.stringify(…) for an object.`,
  });
}
