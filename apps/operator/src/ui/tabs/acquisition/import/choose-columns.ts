import { LeadField, type ColumnGuess, type ColumnMapping, type ColumnUse } from '@aicmo/cam/contract';

/** The choice for a column without a place of its own. */
export const kept = 'kept';

/** A place that is given to another column is taken from the first, which is then kept as it is called. */
export function chooseColumn(mapping: ColumnMapping, index: number, value: string): ColumnMapping {
  const use = placeOf(value);
  const others = Object.entries(mapping).filter(
    ([key, other]) => key !== String(index) && (use === undefined || use === 'leave-out' || other !== use),
  );
  return Object.fromEntries(use === undefined ? others : [...others, [String(index), use]]);
}

function placeOf(value: string): ColumnUse | undefined {
  return value === 'leave-out' ? value : LeadField.options.find((option) => option === value);
}

/** Leaves out, or keeps, every column that has no place. */
export function chooseRest(mapping: ColumnMapping, columns: readonly ColumnGuess[], isKept: boolean): ColumnMapping {
  const placed = Object.entries(mapping).filter(([, use]) => use !== 'leave-out');
  const known = new Set(placed.map(([index]) => index));
  const rest = columns.filter(({ index }) => !known.has(String(index)));
  return Object.fromEntries([
    ...placed,
    ...(isKept ? [] : rest.map(({ index }): [string, ColumnUse] => [String(index), 'leave-out'])),
  ]);
}

/** How many columns fill a place, are kept as own fields, and are left out. */
export function countColumns(columns: readonly ColumnGuess[], mapping: ColumnMapping) {
  const uses = columns.map(({ index }) => mapping[String(index)]);
  const leftOut = uses.filter((use) => use === 'leave-out').length;
  const placed = uses.filter((use) => use !== undefined).length - leftOut;
  return { placed, leftOut, kept: columns.length - placed - leftOut };
}

/** Above this, a list of columns is looked through rather than read. */
export const manyColumns = 40;

/** The columns to show: those whose name or values have the words, at most `most`. */
export function findColumns(
  columns: readonly ColumnGuess[],
  mapping: ColumnMapping,
  asked: { readonly search: string; readonly isPlacedOnly: boolean },
): readonly ColumnGuess[] {
  const words = asked.search.trim().toLowerCase();
  return columns.filter(({ index, header, samples }) => {
    const use = mapping[String(index)];
    if (words !== '') return [header, ...samples].some((text) => text.toLowerCase().includes(words));
    return !asked.isPlacedOnly || (use !== undefined && use !== 'leave-out');
  });
}
