import type { DrillRow } from './drill-row.ts';

/** The rows that were asked for, by their names, their sections, or as "short"; all by default. */
export function chooseRows(
  rows: readonly DrillRow[],
  only: string | undefined,
): { readonly rows: readonly DrillRow[] } | { readonly unknown: string } {
  if (only === undefined) return { rows };
  const wanted = only.split(',').map((each) => each.trim());
  const unknown = wanted.find((word) => !rows.some((row) => isMeant(row, word)));
  if (unknown !== undefined) return { unknown };
  return { rows: rows.filter((row) => wanted.some((word) => isMeant(row, word))) };
}

const isMeant = (row: DrillRow, word: string): boolean => {
  if (word.toLowerCase() === 'short') return 'isShort' in row && row.isShort === true;
  return row.id === word.toUpperCase() || row.id.replace(/\d+$/u, '') === word.toUpperCase();
};
