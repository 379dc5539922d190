import { internal } from '@aicmo/core-kernel';
import * as z from 'zod/mini';

/**
 * Reads a JSON column. Throws `internal` (code `cam-column-damaged`) naming the column: only a foreign hand or a missing
 * migration can have written what does not fit.
 */
export function readJsonColumn<T>(schema: z.ZodMiniType<T>, text: string, column: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw damaged(column, cause);
  }
  const result = z.safeParse(schema, value);
  if (!result.success) throw damaged(column, result.error);
  return result.data;
}

const damaged = (column: string, cause: unknown) =>
  internal({
    code: 'cam-column-damaged',
    message: `The stored value of ${column} cannot be read. Restore a backup, or run: npx aicmo db bootstrap`,
    cause,
  });
