import { describe, expect, test } from '@jest/globals';
import { keyset, type DbHandle } from '@aicmo/core-db';
import { aNote, insert, onBoth, openBoth, refusalOf, type Note, type PlainTables } from '../../testing/on-both.ts';

openBoth();

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
    const page = (cursor: string | null) => (notes: DbHandle<PlainTables>) =>
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
