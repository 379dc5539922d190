/** Under this depth, what stands within a record is kept as JSON. */
const deepest = 5;

/**
 * The values of a record under names of their own: `{ address: { city: "Bonn" }, tags: ["a", "b"] }` has `address city`
 * and `tags`; of several objects in an array each has its number (`emails 1 value`).
 */
export function flatten(record: object): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  collect(record, '', 0, values);
  return values;
}

function collect(record: object, prefix: string, depth: number, into: Map<string, string>): void {
  for (const [key, value] of Object.entries(record) as [string, unknown][]) {
    const name = prefix === '' ? key : `${prefix} ${key}`;
    if (typeof value !== 'object' || value === null) into.set(name, textOf(value));
    else if (depth >= deepest) into.set(name, JSON.stringify(value));
    else if (!Array.isArray(value)) collect(value, name, depth + 1, into);
    else if (value.some(isObject)) collect(numbered(value), name, depth + 1, into);
    else into.set(name, value.map(textOf).filter(Boolean).join(', '));
  }
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** From 1, as people count. */
const numbered = (values: readonly unknown[]): object =>
  Object.fromEntries(values.map((value, index) => [String(index + 1), value]));

/** A value as a cell shows it; nothing for null. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean); // JSON has no others
}
