import { expect, test } from '@jest/globals';
import { namedOneByOne, rowNamer } from './row-namer.ts';

const row = { id: 1, created_at: 'now', 'a"b\\c\u2028': null, __proto__x: 2 };
const real = Object.keys(row);

test('a row gets the house’s names, values and order unchanged, whatever is in a name', () => {
  const own = ['id', 'createdAt', 'a"b\\c\u2028', 'protoX'];
  const expected = { id: 1, createdAt: 'now', 'a"b\\c\u2028': null, protoX: 2 };
  for (const name of [rowNamer(real, own), namedOneByOne(own)]) {
    const named = name(row);
    expect(named).toEqual(expected);
    expect(Object.keys(named)).toEqual(own);
  }
});

test('a column with the name of the prototype is a value like any other', () => {
  const named = rowNamer(['id'], ['__proto__'])({ id: { admin: true } });
  expect(Object.getPrototypeOf(named)).toBe(Object.prototype);
  expect(Object.entries(named)).toEqual([['__proto__', { admin: true }]]);
});

test('a name cannot become a part of the function', () => {
  const evil = '"]; throw new Error("taken over"); //';
  expect(rowNamer([evil], [evil])({ [evil]: 1 })).toEqual({ [evil]: 1 });
});
