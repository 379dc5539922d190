import { defineMigrations, type Migration } from '../lib/define-migrations.ts';
import type { Database } from '../lib/open-database.ts';

/** A row of the table that the specs of bulk statements write to. */
export interface Book {
  readonly id: string;
  readonly shelfMark: string | null;
  readonly pages: number | null;
  readonly weight: number | null;
}

const createBooks: Migration = {
  name: '2026-01-01-create-books',
  up: async ({ schema, columns }) => {
    await schema
      .createTable('shelf_book')
      .addColumn('id', columns.id, (column) => column.primaryKey())
      .addColumn('shelf_mark', columns.text, (column) => column.unique())
      .addColumn('pages', columns.integer)
      .addColumn('weight', columns.real)
      .execute();
  },
};
/** The table of books. */
export const shelfMigrations = [defineMigrations('shelf', [createBooks])];

export const openShelf = (db: Database) => db.handle<{ shelfBook: Book }>('shelf');
export const aBook = (number: number, change: Partial<Book> = {}): Book => ({
  id: `book-${String(number).padStart(5, '0')}`,
  shelfMark: null,
  pages: number,
  weight: number / 8,
  ...change,
});
export const books = (count: number): Book[] => Array.from({ length: count }, (_, number) => aBook(number));
/** All books by their id. */
export const allBooks = (db: Database) =>
  openShelf(db).in().selectFrom('shelfBook').selectAll().orderBy('id').execute();
