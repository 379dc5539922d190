import { CompiledQuery, sql } from 'kysely';
import { defineMigrations, type Migration } from '../lib/define-migrations.ts';
import { openWithParts } from '../lib/open-with-parts.ts';

const createShelf: Migration = {
  name: '2026-01-01-create-shelf',
  up: async ({ schema, columns, run }) => {
    await schema
      .createTable('shelf_author')
      .addColumn('id', columns.id, (column) => column.primaryKey())
      .addColumn('name', columns.text, (column) => column.notNull())
      .execute();
    await schema
      .createTable('shelf_book')
      .addColumn('place', columns.sequence)
      .addColumn('title', columns.text, (column) => column.notNull())
      .addColumn('state', columns.text, (column) => column.notNull().defaultTo("it's new"))
      .addColumn('pages', columns.integer, (column) =>
        column
          .notNull()
          .defaultTo(0)
          .check(sql`pages >= 0`),
      )
      .addColumn('author_id', columns.id, (column) => column.references('shelf_author.id').onDelete('cascade'))
      .addUniqueConstraint('shelf_book_once', ['title', 'author_id'])
      .execute();
    await run(sql`create index shelf_book_new on shelf_book (state, pages desc) where state = 'it''s new'`);
    await run(sql`insert into shelf_author (id, name) values ('a', 'Herbert')`);
  },
};
const addPrice: Migration = {
  name: '2026-02-01-add-price',
  up: async ({ schema, columns }) => schema.alterTable('shelf_book').addColumn('price', columns.real).execute(),
};

/** A small schema with everything that ours have: keys, a sequence, a rule, a reference, a partial index, a seeded row. */
export const shelf = {
  /** The first version. */
  first: [defineMigrations('shelf', [createShelf])],
  /** The second, with one more column. */
  second: [defineMigrations('shelf', [createShelf, addPrice])],
} as const;

/** Runs statements in a database, as somebody with a console would. */
export async function typeSql(
  url: string,
  ...statements: readonly string[]
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const db = openWithParts(url, { mustExist: true });
  try {
    let last: readonly Readonly<Record<string, unknown>>[] = [];
    for (const each of statements)
      last = (await db.raw.executeQuery<Record<string, unknown>>(CompiledQuery.raw(each))).rows;
    return last;
  } finally {
    await db.close();
  }
}

/** Every row of the shelf, in order, as one text. */
export async function everyRow(url: string): Promise<string> {
  const books = await typeSql(url, 'select * from shelf_book order by place');
  const authors = await typeSql(url, 'select * from shelf_author order by id');
  return JSON.stringify([books, authors]);
}

/** Puts books with every awkward value on the shelf. */
export const fillShelf = (url: string): Promise<unknown> =>
  typeSql(
    url,
    `insert into shelf_author (id, name) values ('b', 'Ünal 😀'), ('c', 'two
lines')`,
    `insert into shelf_book (title, pages, author_id) values ('Dune', 9007199254740991, 'a'), ('', 0, null), ('O''Brien', 7, 'b')`,
    `update shelf_book set state = 'read' where title = 'Dune'`,
  );
