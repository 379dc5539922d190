import { describe, expect, test } from '@jest/globals';
import type { DbHandle } from '@aicmo/core-db';
import {
  aNote,
  all,
  insert,
  onBoth,
  openBoth,
  refusalOf,
  titlesBy,
  type Note,
  type PlainTables,
} from '../testing/on-both.ts';

openBoth();

describe('a value means the same on both databases', () => {
  test('texts come back as they were: empty is not null, and long, odd and many-byte signs stay', async () => {
    const titles = [
      '',
      null,
      ' ',
      ' a ',
      'a\r\nb\t\\',
      'Zoë',
      '株式会社',
      '👩‍💻🇩🇪',
      '\u0001\u001f\u007f\u2028\ufeff',
      'é',
      'e\u0301',
      `x${'ü'.repeat(200_000)}`,
    ];
    const read = (notes: DbHandle<PlainTables>) =>
      notes.in().selectFrom('plainNote').select('title').orderBy('id').execute();
    expect(await onBoth(titlesBy(titles, read))).toEqual(titles);
    const blanks = (notes: DbHandle<PlainTables>) =>
      notes.in().selectFrom('plainNote').select('title').where('title', '=', '').execute();
    expect(await onBoth(blanks)).toEqual([{ title: '' }]);
  });

  test('half of a pair of surrogates, which is no character, is kept as the replacement character', async () => {
    expect(await onBoth(titlesBy(['a\ud83d', '\ude00b'], all))).toEqual(['a\ufffd', '\ufffdb']);
  });

  test('instants are in the order of time, and a boolean is 0 or 1', async () => {
    const moments = ['2026-03-02T10:00:00.000Z', '1999-12-31T23:59:59.999Z', '2026-03-02T10:00:00.001Z'];
    const result = await onBoth(async (notes) => {
      await insert(
        notes,
        moments.map((madeAt, index) => aNote(`n${index}`, { madeAt, isRead: index % 2 })),
      );
      return notes
        .in()
        .selectFrom('plainNote')
        .select(['madeAt', 'isRead'])
        .where('madeAt', '>=', '2000-01-01T00:00:00.000Z')
        .orderBy('madeAt', 'desc')
        .execute();
    });
    expect(result).toEqual([
      { madeAt: '2026-03-02T10:00:00.001Z', isRead: 0 },
      { madeAt: '2026-03-02T10:00:00.000Z', isRead: 0 },
    ]);
  });

  test('JSON comes back as the text that was written, in its own order and spacing', async () => {
    const facts = ['{"b":1,"a":[1.10,null,"ü\\u0041"]}', '[ ]', '"text"', 'null'];
    const result = await onBoth(async (notes) => {
      await insert(
        notes,
        facts.map((text, index) => aNote(`n${index}`, { facts: text })),
      );
      return (await all(notes)).map((note) => note.facts);
    });
    expect(result).toEqual(facts);
  });

  test('whole numbers are exact up to 2^53, also when they are counted and added up', async () => {
    const numbers = [0, -1, 2 ** 31, 2 ** 53 - 1, -(2 ** 53 - 1)];
    const result = await onBoth(async (notes) => {
      await insert(
        notes,
        numbers.map((count, index) => aNote(`n${index}`, { count })),
      );
      const [sums] = await notes
        .in()
        .selectFrom('plainNote')
        .select(({ fn }) => [
          fn.sum('count').as('sum'),
          fn.avg('count').as('average'),
          fn.max('count').as('most'),
          fn.countAll().as('rows'),
        ])
        .execute();
      return [(await all(notes)).map((note) => note.count), sums];
    });
    const sum = 2 ** 31 - 1;
    expect(result).toEqual([numbers, { sum, average: sum / 5, most: 2 ** 53 - 1, rows: 5 }]);
  });

  test('money is exact in whole cents, where adding up fractions is not', async () => {
    const result = await onBoth(async (notes) => {
      await insert(
        notes,
        Array.from({ length: 10 }, (_, index) => aNote(`n${index}`, { priceCents: 10, share: 0.1 })),
      );
      return notes
        .in()
        .selectFrom('plainNote')
        .select(({ fn, eb }) => [fn.sum('priceCents').as('cents'), eb(fn.sum('priceCents'), '=', 100).as('isExact')])
        .executeTakeFirstOrThrow()
        .then(({ cents, isExact }) => ({ cents, isExact: Number(isExact) }));
    });
    expect(result).toEqual({ cents: 100, isExact: 1 });
  });

  test('shares keep every digit of a double', async () => {
    const shares = [0.1, 1 / 3, 1e-300, -1.7976931348623157e308, 5e-324, 1e17, 0];
    const result = await onBoth(async (notes) => {
      await insert(
        notes,
        shares.map((share, index) => aNote(`n${index}`, { share })),
      );
      return (await all(notes)).map((note) => note.share);
    });
    expect(result).toEqual(shares);
  });

  test('whole numbers are divided as whole numbers, whether they stand in a column or are given', async () => {
    const result = await onBoth(async (notes) => {
      await insert(notes, [aNote('a', { count: 7, share: 7 })]);
      return notes
        .in()
        .selectFrom('plainNote')
        .select(({ eb }) => [eb('count', '/', 2).as('whole'), eb('share', '/', 2).as('broken')])
        .execute();
    });
    expect(result).toEqual([{ whole: 3, broken: 3.5 }]);
  });
});

describe('what one database would keep and the other would not is refused by both', () => {
  test.each([
    ['the character NUL in a text', { title: 'a\0b' }, 'db-text-nul'],
    ['a number that is none', { share: Number.NaN }, 'db-number'],
    ['a number without end', { share: Number.POSITIVE_INFINITY }, 'db-number'],
    ['a fraction in a column of whole numbers', { count: 1.5 }, 'db-value'],
    ['a whole number beyond 2^63', { count: 2 ** 64 }, 'db-value'],
    ['a text in a column of numbers', { count: 'many' as never }, 'db-value'],
    ['a boolean', { isRead: true as never }, 'db-value'],
    ['a date', { madeAt: new Date(0) as never }, 'db-value'],
    ['an object', { facts: { a: 1 } as never }, 'db-value'],
    ['bytes', { title: new Uint8Array([1]) as never }, 'db-value'],
  ] as const)('%s', async (_what, change, code) => {
    expect(await refusalOf((notes) => insert(notes, [aNote('a', change)]))).toBe(code);
    await onBoth((notes) => insert(notes, [aNote('z')]));
    expect(await refusalOf((notes) => notes.in().updateTable('plainNote').set(change).execute())).toBe(code);
    const [[column, value] = []] = Object.entries(change);
    // The values are what a caller without types could send.
    const asked = (notes: DbHandle<PlainTables>) =>
      notes
        .in()
        .selectFrom('plainNote')
        .selectAll()
        .where(column as 'title', '=', value as string)
        .execute();
    if (code !== 'db-value') expect(await refusalOf(asked)).toBe(code);
    expect(await onBoth(all)).toEqual([aNote('z')]);
  });

  test('rows of one insert that do not have the same columns, which would get nulls here and defaults there', async () => {
    const uneven = [aNote('a'), { id: 'b' } as Note];
    expect(await refusalOf((notes) => insert(notes, uneven))).toBe('db-uneven-rows');
  });

  test('a key that is taken, by one code', async () => {
    await onBoth((notes) => insert(notes, [aNote('a')]));
    expect(await refusalOf((notes) => insert(notes, [aNote('a')]))).toBe('db-unique');
    expect(
      await refusalOf((notes) =>
        notes
          .in()
          .insertInto('plainNote')
          .values({ ...aNote('b'), id: null as never })
          .execute(),
      ),
    ).toBe('db-not-null');
  });
});
