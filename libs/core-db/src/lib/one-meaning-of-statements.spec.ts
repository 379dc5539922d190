import { describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { containing, foldCase, startingWith, type Database, type DbHandle, type Tx } from '@aicmo/core-db';
import { aNote, all, insert, onBoth, openBoth, titlesBy, type PlainTables, type Work } from '../testing/on-both.ts';

openBoth();

describe('a comparison means the same on both databases', () => {
  const mixed = ['b', 'B', 'a', 'A', 'ä', 'Z', 'z', '', ' ', '_', '10', '9', 'é', 'e\u0301', 'ﬀ', '\uffee', '😀', '株'];

  test('texts are ordered byte by byte in UTF-8, whatever the server’s language', async () => {
    const byBytes = [...mixed].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    const read = (notes: DbHandle<PlainTables>) =>
      notes.in().selectFrom('plainNote').select('title').orderBy('title').execute();
    expect(await onBoth(titlesBy(mixed, read))).toEqual(byBytes);
    const least = (notes: DbHandle<PlainTables>) =>
      notes
        .in()
        .selectFrom('plainNote')
        .select(({ fn }) => [fn.min('title').as('least'), fn.max('title').as('most')])
        .execute();
    expect(await onBoth(least)).toEqual([{ least: '', most: '😀' }]);
    const between = (notes: DbHandle<PlainTables>) =>
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
    const read = (notes: DbHandle<PlainTables>) =>
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
      const read = (notes: DbHandle<PlainTables>) =>
        notes.in().selectFrom('plainNote').select('title').where('title', 'like', pattern).orderBy('id').execute();
      await onBoth((notes) =>
        notes
          .in()
          .deleteFrom('plainNote')
          .execute()
          .then(() => null),
      );
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
      const read = (notes: DbHandle<PlainTables>) =>
        notes.in().selectFrom('plainNote').select('title').where('title', 'like', build(typed)).orderBy('id').execute();
      await onBoth((notes) =>
        notes
          .in()
          .deleteFrom('plainNote')
          .execute()
          .then(() => null),
      );
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
    const find = (typed: string) => async (notes: DbHandle<PlainTables>) => {
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
    const order = (how: 'asc' | 'desc', nulls: 'nullsFirst' | 'nullsLast') => (notes: DbHandle<PlainTables>) =>
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
    const others = (notes: DbHandle<PlainTables>) =>
      notes.in().selectFrom('plainNote').select('title').where('title', '!=', 'a').execute();
    expect(await again(others)).toEqual(['b']);
  });
});

describe('a statement means the same on both databases', () => {
  test('rows can be held until the end of a transaction, so that nobody else writes them meanwhile', async () => {
    const held = async (notes: DbHandle<PlainTables>, db: Database): Promise<number | null | undefined> => {
      await insert(notes, [aNote('a', { count: 1 })]);
      const one = async (tx: Tx) => {
        const row = await notes.in(tx).selectFrom('plainNote').selectAll().where('id', '=', 'a').forUpdate().execute();
        const next = { count: (row[0]?.count ?? 0) + 1 };
        await notes.in(tx).updateTable('plainNote').set(next).where('id', '=', 'a').execute();
      };
      await Promise.all(Array.from({ length: 5 }, () => db.transaction(one)));
      return (await notes.in().selectFrom('plainNote').select('count').executeTakeFirst())?.count;
    };
    expect(await onBoth(held)).toBe(6);
  });

  test('an upsert keeps one row for a key, and says which', async () => {
    const upsert = (count: number) => (notes: DbHandle<PlainTables>) =>
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
    const ignore = (notes: DbHandle<PlainTables>) =>
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
    const changed = (notes: DbHandle<PlainTables>) =>
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
    const removed = (notes: DbHandle<PlainTables>) =>
      notes
        .in()
        .deleteFrom('plainNote')
        .where('title', '=', 'x')
        .executeTakeFirstOrThrow()
        .then((result) => Number(result.numDeletedRows));
    expect(await onBoth(removed)).toBe(2);
    const same = (notes: DbHandle<PlainTables>) =>
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
