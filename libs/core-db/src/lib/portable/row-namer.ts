import { compileFunction } from 'node:vm';
import type { UnknownRow } from 'kysely';

/** Gives a row of the database the house's names. */
export type RowNamer = (row: Readonly<Record<string, unknown>>) => UnknownRow;

/**
 * A namer for rows with these columns, in this order. Written out as a function of its own, because a loop over the
 * names takes as long as reading the row of SQLite does: each name is a property of an object whose shape is known.
 */
export function rowNamer(real: readonly string[], own: readonly string[]): RowNamer {
  // Giving this name a value would set the prototype instead.
  if (own.includes('__proto__')) return namedOneByOne(own);
  const lines = own.map((name, index) => `named[${JSON.stringify(name)}] = row[${JSON.stringify(real[index])}];`);
  // A function of the text above, with quoted names alone in it.
  const fill = compileFunction(`${lines.join('\n')}\nreturn named;`, ['row', 'named']) as FillRow;
  const empty = Object.fromEntries(own.map((name) => [name, null]));
  // The object is made here: one that the function made would have the prototype of its own realm.
  return (row) => fill(row, { ...empty });
}

type FillRow = (row: Readonly<Record<string, unknown>>, named: UnknownRow) => UnknownRow;

/** The same without a function of its own, for rows that are seen once. */
export function namedOneByOne(own: readonly string[]): RowNamer {
  return (row) => {
    const values = Object.values(row);
    return Object.fromEntries(own.map((name, index) => [name, values[index]]));
  };
}
