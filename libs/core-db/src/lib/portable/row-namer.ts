import { compileFunction } from 'node:vm';
import type { UnknownRow } from 'kysely';

/** Gives a row of the database the house's names. */
export type RowNamer = (row: Readonly<Record<string, unknown>>) => UnknownRow;

/**
 * A namer for rows with these columns, in this order. Written out as a function of its own, because a loop over the
 * names takes as long as reading the row of SQLite does: 46 columns one by one, or one object of a known shape.
 */
export function rowNamer(real: readonly string[], own: readonly string[]): RowNamer {
  // In an object that is written out, this name would set the prototype instead of a property.
  if (own.includes('__proto__')) return namedOneByOne(own);
  const fields = own.map((name, index) => `${JSON.stringify(name)}: row[${JSON.stringify(real[index])}]`);
  // A function of the text above, with quoted names alone in it.
  return compileFunction(`return { ${fields.join(', ')} };`, ['row']) as RowNamer;
}

/** The same without a function of its own, for rows that are seen once. */
export function namedOneByOne(own: readonly string[]): RowNamer {
  return (row) => {
    const values = Object.values(row);
    return Object.fromEntries(own.map((name, index) => [name, values[index]]));
  };
}
