import type { BulkRows } from './bulk-rows.ts';

/** Fewer rows are not worth a statement of their own. */
const fewestRows = 100;
/** A longer text is bound. */
const longestText = 200;

/** A statement that says itself what is the same in all of its rows, and the places of the cells that are left to bind. */
export interface ConstantCells {
  readonly literals: readonly (string | null)[];
  readonly bound: readonly number[];
}

/**
 * Which columns have one value in all rows: in an import half of them, and a value in the statement costs a quarter of one
 * that is bound to each row (measured). Null where too little is the same.
 */
export function constantCells({ target, rows }: BulkRows): ConstantCells | null {
  if (rows.length < fewestRows) return null;
  const first = rows[0] ?? [];
  const literals = target.columns.map((_name, index) => (isSame(rows, index) ? literalOf(first[index]) : null));
  const bound = literals.flatMap((literal, index) => (literal === null ? [index] : []));
  return literals.length - bound.length < 4 ? null : { literals, bound };
}

function isSame(rows: readonly (readonly unknown[])[], index: number): boolean {
  const value = rows[0]?.[index];
  for (const row of rows) if (row[index] !== value) return false;
  return true;
}

/** As SQLite writes it; null for what is better bound. */
function literalOf(value: unknown): string | null {
  if (value === null) return 'null';
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : null;
  if (typeof value !== 'string' || value.length > longestText || value.includes('\0') || !value.isWellFormed())
    return null;
  return `'${value.replaceAll("'", "''")}'`;
}
