import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import {
  bootstrapDatabaseSchema,
  containing,
  defineMigrations,
  foldCase,
  keyset,
  openDatabase,
  startingWith,
  type Database,
  type DbHandle,
  type Migration,
} from '@aicmo/core-db';
import { freshDatabaseUrl } from '../testing/fresh-database-url.ts';

interface Note {
  readonly id: string;
  readonly title: string | null;
  readonly folded: string | null;
  readonly madeAt: string | null;
  readonly facts: string | null;
  readonly isRead: number | null;
  readonly count: number | null;
  readonly priceCents: number | null;
  readonly share: number | null;
}
interface Tables {
  plainNote: Note;
}

const createNotes: Migration = {
  name: '2026-01-01-create-notes',
  up: async ({ schema, columns }) => {
    await schema
      .createTable('plain_note')
      .addColumn('id', columns.id, (column) => column.primaryKey())
      .addColumn('title', columns.text)
      .addColumn('folded', columns.text)
      .addColumn('made_at', columns.instant)
      .addColumn('facts', columns.json)
      .addColumn('is_read', columns.boolean)
      .addColumn('count', columns.integer)
      .addColumn('price_cents', columns.money)
      .addColumn('share', columns.real)
      .execute();
  },
};
const migrations = [defineMigrations('plain', [createNotes])];

const undo: (() => Promise<void>)[] = [];
const both: { readonly name: string; readonly db: Database; readonly notes: DbHandle<Tables> }[] = [];
beforeAll(async () => {
  for (const name of ['sqlite', 'postgres'] as const) {
    const url = await freshDatabaseUrl(name, (step) => undo.push(step));
    await bootstrapDatabaseSchema({ url, migrations });
    const db = await openDatabase(url);
    both.push({ name, db, notes: db.handle<Tables>('plain') });
    undo.push(() => db.close());
  }
});
afterAll(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});
beforeEach(async () => {
  for (const { notes } of both) await notes.in().deleteFrom('plainNote').execute();
});

const empty = { title: null, folded: null, madeAt: null, facts: null, isRead: null, count: null, priceCents: null };
const aNote = (id: string, change: Partial<Note> = {}): Note => ({ id, ...empty, share: null, ...change });

type Work = (notes: DbHandle<Tables>, db: Database) => Promise<unknown>;

/** Does the same on both, and gives what came out when it was the same, byte for byte. */
async function onBoth(work: Work): Promise<unknown> {
  const results: string[] = [];
  for (const { db, notes } of both)
    results.push(
      JSON.stringify((await work(notes, db)) ?? null, (_key, value: unknown) =>
        typeof value === 'bigint' ? Number(value) : value,
      ),
    );
  expect(results[1]).toBe(results[0]);
  return JSON.parse(results[0] ?? '');
}

/** The code of the error that both throw. */
const refusalOf = (work: Work): Promise<unknown> =>
  onBoth((notes, db) =>
    work(notes, db).then(
      () => 'nothing was refused',
      (error: unknown) => (error as { code?: string }).code,
    ),
  );

const insert = (notes: DbHandle<Tables>, rows: readonly Note[]) =>
  notes
    .in()
    .insertInto('plainNote')
    .values([...rows])
    .execute();
const all = (notes: DbHandle<Tables>) => notes.in().selectFrom('plainNote').selectAll().orderBy('id').execute();

/** Writes titles, and reads them as a statement gives them. */
const titlesBy =
  (
    titles: readonly (string | null)[],
    read: (notes: DbHandle<Tables>) => Promise<readonly { title: string | null }[]>,
  ): Work =>
  async (notes) => {
    await insert(
      notes,
      titles.map((title, index) => aNote(String(index).padStart(3, '0'), { title })),
    );
    return (await read(notes)).map(({ title }) => title);
  };

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
    const read = (notes: DbHandle<Tables>) =>
      notes.in().selectFrom('plainNote').select('title').orderBy('id').execute();
    expect(await onBoth(titlesBy(titles, read))).toEqual(titles);
    const blanks = (notes: DbHandle<Tables>) =>
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
    const asked = (notes: DbHandle<Tables>) =>
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

describe('a comparison means the same on both databases', () => {
  const mixed = ['b', 'B', 'a', 'A', 'ä', 'Z', 'z', '', ' ', '_', '10', '9', 'é', 'e\u0301', 'ﬀ', '\uffee', '😀', '株'];

  test('texts are ordered byte by byte in UTF-8, whatever the server’s language', async () => {
    const byBytes = [...mixed].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    const read = (notes: DbHandle<Tables>) =>
      notes.in().selectFrom('plainNote').select('title').orderBy('title').execute();
    expect(await onBoth(titlesBy(mixed, read))).toEqual(byBytes);
    const least = (notes: DbHandle<Tables>) =>
      notes
        .in()
        .selectFrom('plainNote')
        .select(({ fn }) => [fn.min('title').as('least'), fn.max('title').as('most')])
        .execute();
    expect(await onBoth(least)).toEqual([{ least: '', most: '😀' }]);
    const between = (notes: DbHandle<Tables>) =>
      notes
        .in()
        .selectFrom('plainNote')
        .select('title')
        .where('title', '>', 'Z')
        .where('title', '<=', 'b')
        .orderBy('title')
        .execute();
    expect(await onBoth(between)).toEqual(['_', 'a', 'b'].map((title) => ({ title })));
  });

  test('equal texts have equal bytes: case, accents and blanks at the end count', async () => {
    const read = (notes: DbHandle<Tables>) =>
      notes.in().selectFrom('plainNote').select('title').where('title', 'in', ['A', 'é', 'a ']).orderBy('id').execute();
    expect(await onBoth(titlesBy(['a', 'A', 'A ', 'a ', 'é', 'e\u0301'], read))).toEqual(['A', 'a ', 'é']);
  });

  test('LIKE tells upper from lower case, and a backslash takes the meaning from a sign', async () => {
    const titles = ['100%', '100 %', '100x', 'ABC', 'abc', 'a_c', 'a\\c', 'ÄB', 'äb'];
    for (const [pattern, found] of [
      ['100\\%', ['100%']],
      ['100_', ['100%', '100x']],
      ['a%', ['abc', 'a_c', 'a\\c']],
      ['a\\_c', ['a_c']],
      ['a\\\\c', ['a\\c']],
      ['%b', ['äb']],
    ] as const) {
      const read = (notes: DbHandle<Tables>) =>
        notes.in().selectFrom('plainNote').select('title').where('title', 'like', pattern).orderBy('id').execute();
      await Promise.all(both.map(({ notes }) => notes.in().deleteFrom('plainNote').execute()));
      expect(await onBoth(titlesBy(titles, read))).toEqual(found);
    }
  });

  test('what a person types is looked for as it stands, inside of a text or at its beginning', async () => {
    const titles = ['100% wool', '1000 wools', 'a_b', 'axb', 'c:\\temp', '😀 smile', 'smile'];
    for (const [build, typed, found] of [
      [containing, '0% w', ['100% wool']],
      [containing, '_', ['a_b']],
      [containing, '\\', ['c:\\temp']],
      [containing, 'smile', ['😀 smile', 'smile']],
      [containing, '', titles],
      [startingWith, '100', ['100% wool', '1000 wools']],
      [startingWith, '100%', ['100% wool']],
      [startingWith, '😀', ['😀 smile']],
      [startingWith, 'SMILE', []],
    ] as const) {
      const read = (notes: DbHandle<Tables>) =>
        notes.in().selectFrom('plainNote').select('title').where('title', 'like', build(typed)).orderBy('id').execute();
      await Promise.all(both.map(({ notes }) => notes.in().deleteFrom('plainNote').execute()));
      expect(await onBoth(titlesBy(titles, read))).toEqual(found);
    }
  });

  test('a search without regard to case finds every script, through a folded column', async () => {
    const titles = [
      'STRASSE',
      'Straße',
      'ΌΣΟΣ',
      'όσος',
      'Ärzte',
      'ÄRZTE',
      'ЙОД',
      'ﬁsh',
      'Lowe',
      'ÉCOLE',
      'e\u0301cole',
    ];
    const find = (typed: string) => async (notes: DbHandle<Tables>) => {
      const rows = await notes
        .in()
        .selectFrom('plainNote')
        .select('title')
        .where('folded', 'like', containing(foldCase(typed)))
        .orderBy('id')
        .execute();
      return rows.map(({ title }) => title);
    };
    await onBoth(async (notes) => {
      await insert(
        notes,
        titles.map((title, index) => aNote(String(100 + index), { title, folded: foldCase(title) })),
      );
    });
    expect(await onBoth(find('straße'))).toEqual(['STRASSE', 'Straße']);
    expect(await onBoth(find('όσος'))).toEqual(['ΌΣΟΣ', 'όσος']);
    expect(await onBoth(find('ärz'))).toEqual(['Ärzte', 'ÄRZTE']);
    expect(await onBoth(find('йод'))).toEqual(['ЙОД']);
    expect(await onBoth(find('FISH'))).toEqual(['ﬁsh']);
    expect(await onBoth(find('école'))).toEqual(['ÉCOLE', 'e\u0301cole']);
    expect(await onBoth(find('löwe'))).toEqual([]);
  });

  test('null stands where the statement says, and is equal to nothing', async () => {
    const order = (how: 'asc' | 'desc', nulls: 'nullsFirst' | 'nullsLast') => (notes: DbHandle<Tables>) =>
      notes
        .in()
        .selectFrom('plainNote')
        .select('title')
        .orderBy('title', (by) => by[how]()[nulls]())
        .execute();
    expect(await onBoth(titlesBy(['b', null, 'a'], order('asc', 'nullsFirst')))).toEqual([null, 'a', 'b']);
    const again = async (read: Work): Promise<unknown> =>
      ((await onBoth(read)) as { title: string }[]).map(({ title }) => title);
    expect(await again(order('asc', 'nullsLast'))).toEqual(['a', 'b', null]);
    expect(await again(order('desc', 'nullsFirst'))).toEqual([null, 'b', 'a']);
    expect(await again(order('desc', 'nullsLast'))).toEqual(['b', 'a', null]);
    const others = (notes: DbHandle<Tables>) =>
      notes.in().selectFrom('plainNote').select('title').where('title', '!=', 'a').execute();
    expect(await again(others)).toEqual(['b']);
  });
});

describe('a statement means the same on both databases', () => {
  test('an upsert keeps one row for a key, and says which', async () => {
    const upsert = (count: number) => (notes: DbHandle<Tables>) =>
      notes
        .in()
        .insertInto('plainNote')
        .values([aNote('a', { count }), aNote('b', { count })])
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet((eb) => ({ count: eb('plainNote.count', '+', eb.ref('excluded.count')) })),
        )
        .returning(['id', 'count'])
        .execute();
    expect(await onBoth(upsert(1))).toEqual([
      { id: 'a', count: 1 },
      { id: 'b', count: 1 },
    ]);
    expect(await onBoth(upsert(2))).toEqual([
      { id: 'a', count: 3 },
      { id: 'b', count: 3 },
    ]);
    const ignore = (notes: DbHandle<Tables>) =>
      notes
        .in()
        .insertInto('plainNote')
        .values([aNote('b'), aNote('c')])
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow()
        .then(({ numInsertedOrUpdatedRows }) => Number(numInsertedOrUpdatedRows));
    expect(await onBoth(ignore)).toBe(1);
  });

  test('a change and a removal give back the rows that they touched, and how many', async () => {
    await onBoth((notes) =>
      insert(
        notes,
        ['a', 'b', 'c'].map((id) => aNote(id, { title: id })),
      ).then(() => null),
    );
    const changed = (notes: DbHandle<Tables>) =>
      notes
        .in()
        .updateTable('plainNote')
        .set({ title: 'x' })
        .where('id', '>', 'a')
        .returning(['id', 'title'])
        .execute();
    expect(await onBoth(async (notes) => (await changed(notes)).sort((a, b) => (a.id < b.id ? -1 : 1)))).toEqual([
      { id: 'b', title: 'x' },
      { id: 'c', title: 'x' },
    ]);
    const removed = (notes: DbHandle<Tables>) =>
      notes
        .in()
        .deleteFrom('plainNote')
        .where('title', '=', 'x')
        .executeTakeFirstOrThrow()
        .then((result) => Number(result.numDeletedRows));
    expect(await onBoth(removed)).toBe(2);
    const same = (notes: DbHandle<Tables>) =>
      notes
        .in()
        .updateTable('plainNote')
        .set({ title: 'a' })
        .executeTakeFirstOrThrow()
        .then((result) => Number(result.numUpdatedRows));
    expect(await onBoth(same)).toBe(1);
  });

  test('many rows at once leave what single ones leave', async () => {
    const rows = Array.from({ length: 600 }, (_, index) =>
      aNote(`n${String(index).padStart(4, '0')}`, {
        title: `t\t${index}`,
        count: index,
        share: index / 3,
        priceCents: null,
      }),
    );
    const result = await onBoth(async (notes, db) => {
      const counts = await db.transaction((tx) => notes.insertMany(tx, 'plainNote', rows));
      const skipped = await db.transaction((tx) =>
        notes.insertMany(tx, 'plainNote', rows.slice(0, 3), { onConflict: 'skip' }),
      );
      return [counts, skipped, await all(notes)];
    });
    expect(result).toEqual([{ inserted: 600, skipped: 0 }, { inserted: 0, skipped: 3 }, rows]);
  });

  test('a group, a distinct, a case and a set of rows are the same', async () => {
    const result = await onBoth(async (notes) => {
      await insert(
        notes,
        ['b', 'a', 'b', null, null].map((title, index) => aNote(`n${index}`, { title, count: index })),
      );
      return notes
        .in()
        .selectFrom('plainNote')
        .select(({ fn, eb }) => [
          eb.fn.coalesce('title', sql.lit('none')).as('title'),
          fn.countAll().as('rows'),
          fn.count('title').distinct().as('titles'),
          eb.case().when(fn.sum('count'), '>', 3).then('many').else('few').end().as('size'),
        ])
        .groupBy('title')
        .orderBy('title', (by) => by.asc().nullsLast())
        .execute();
    });
    expect(result).toEqual([
      { title: 'a', rows: 1, titles: 1, size: 'few' },
      { title: 'b', rows: 2, titles: 1, size: 'few' },
      { title: 'none', rows: 2, titles: 0, size: 'many' },
    ]);
  });
});

describe('a list is read page by page in the same order on both databases', () => {
  const rows = Array.from({ length: 23 }, (_, index) =>
    aNote(`n${String(index).padStart(2, '0')}`, {
      title: 'bäBA'.charAt(index % 4),
      share: index % 5 === 0 ? null : (index % 3) / 4,
    }),
  );
  const orders = {
    'the id': [{ column: 'id', direction: 'asc' }],
    'the id, newest first': [{ column: 'id', direction: 'desc' }],
    'a title, then the id': [
      { column: 'title', direction: 'desc' },
      { column: 'id', direction: 'desc' },
    ],
    'a title upwards, then the id downwards': [
      { column: 'title', direction: 'asc' },
      { column: 'id', direction: 'desc' },
    ],
    'a share that may be null, best first': [
      { column: 'share', direction: 'desc', isNullable: true },
      { column: 'id', direction: 'desc' },
    ],
    'a share that may be null, worst first': [
      { column: 'share', direction: 'asc', isNullable: true },
      { column: 'id', direction: 'asc' },
    ],
  } as const;

  test.each(Object.keys(orders) as (keyof typeof orders)[])('by %s: every row once', async (name) => {
    const pages = keyset(orders[name]);
    const result = await onBoth(async (notes) => {
      await insert(notes, rows);
      const whole = await pages.from(notes.in().selectFrom('plainNote').select('id'), null).execute();
      const read: string[] = [];
      for (let cursor: string | null = null; ;) {
        const page: Note[] = await pages
          .from(notes.in().selectFrom('plainNote').selectAll(), cursor)
          .limit(4)
          .execute();
        read.push(...page.map(({ id }) => id));
        const last = page.at(-1);
        if (!last) return [whole.map(({ id }) => id), read];
        cursor = pages.cursorOf(last);
      }
    });
    const [whole, read] = result as [string[], string[]];
    expect(read).toEqual(whole);
    expect(new Set(read).size).toBe(rows.length);
  });

  test('a row that is inserted behind us does not shift the pages, and a cursor of something else is refused', async () => {
    const pages = keyset(orders['a title, then the id']);
    const page = (cursor: string | null) => (notes: DbHandle<Tables>) =>
      pages
        .from(notes.in().selectFrom('plainNote').select(['title', 'id']), cursor)
        .limit(3)
        .execute();
    await onBoth((notes) => insert(notes, rows));
    const first = (await onBoth(page(null))) as Note[];
    const cursor = pages.cursorOf(first.at(-1) ?? {});
    expect(cursor).toMatch(/^[\w-]+$/);
    const before = await onBoth(page(cursor));
    await onBoth((notes) => insert(notes, [aNote('zzz', { title: 'ä' })]));
    expect(await onBoth(page(cursor))).toEqual(before);
    for (const wrong of [
      '',
      'x',
      'bnVsbA',
      Buffer.from('["a"]').toString('base64url'),
      Buffer.from('[{},"a"]').toString('base64url'),
    ])
      expect(await refusalOf(async (notes) => pages.from(notes.in().selectFrom('plainNote'), wrong))).toBe('db-cursor');
  });
});
