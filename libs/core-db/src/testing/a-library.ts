import { sql } from 'kysely';
import type { Migration } from '../lib/define-migrations.ts';

/** Migrations of a small library, one of each kind; a spec puts them together as it needs them. */
export const library = {
  /** A table. */
  createBooks: {
    name: '2026-01-01-create-books',
    up: async ({ schema, columns }) => {
      await schema
        .createTable('library_book')
        .addColumn('id', columns.id, (column) => column.primaryKey())
        .addColumn('title', columns.text, (column) => column.notNull())
        .execute();
    },
  },
  /** A table that points to another one. */
  createLoans: {
    name: '2026-01-02-create-loans',
    up: async ({ schema, columns }) => {
      await schema
        .createTable('library_loan')
        .addColumn('id', columns.id, (column) => column.primaryKey())
        .addColumn('book_id', columns.id, (column) => column.notNull().references('library_book.id'))
        .execute();
    },
  },
  /** A column, and what old rows have in it: a data step that reads and writes. */
  addInitial: {
    name: '2026-01-03-add-initial',
    up: async ({ schema, columns }) => {
      await schema.alterTable('library_book').addColumn('initial', columns.text).execute();
    },
    data: {
      version: 1,
      run: async ({ read, run }) => {
        const books = await read(sql<{ id: string; title: string }>`select id, title from library_book order by id`);
        for (const { id, title } of books)
          await run(sql`update library_book set initial = ${title.slice(0, 1)} where id = ${id}`);
      },
    },
  },
  /** An index that no transaction may hold on PostgreSQL. */
  indexTitles: {
    name: '2026-01-04-index-titles',
    transactional: false,
    up: async ({ run, concurrently }) => {
      await run(sql`create index ${concurrently} if not exists library_book_by_title on library_book (title)`);
    },
  },
} as const satisfies Readonly<Record<string, Migration>>;

/** Puts sixty long books into it: more than a page of a file holds. */
export const manyBooks = `with recursive n(i) as (select 1 union all select i + 1 from n where i < 60) insert into library_book (id, title) select 'book ' || i, hex(randomblob(400)) from n`;
