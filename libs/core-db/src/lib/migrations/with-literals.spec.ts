import { expect, test } from '@jest/globals';
import { withLiterals } from './with-literals.ts';

test.each([
  ['insert into "a" values (?, ?, ?)', [1, "O'Brien", null], `insert into "a" values (1, 'O''Brien', null);`],
  [
    `update a set b = $2 where c = $1 and d = 'why $1?'`,
    ['x', 7n],
    `update a set b = 7 where c = 'x' and d = 'why $1?';`,
  ],
  [`select "a?" from b where c = 'it''s ?' and d = ?`, [true], `select "a?" from b where c = 'it''s ?' and d = 1;`],
])('%s is shown with its values in their places', (sql, parameters, shown) => {
  expect(withLiterals({ sql, parameters })).toBe(shown);
});
