import { sql } from 'kysely';
import { defineMigrations, type Migration, type MigrationSet } from '../lib/define-migrations.ts';
import { library } from './a-library.ts';

/** Where a migration can be held up from outside; what happens there is no part of what it does. */
export interface Holds {
  /** In the middle of a transaction of several migrations. */
  readonly inTransaction?: () => Promise<void>;
  /** In a migration outside of any transaction, after its statements. */
  readonly alone?: () => Promise<void>;
  /** Leave out the one outside of any transaction. Default false. */
  readonly isAloneLeftOut?: boolean;
}

const nothing = async (): Promise<void> => undefined;
const { createBooks, createLoans, addInitial } = library;

/** Five migrations: three in one transaction, one alone, and one more. The same for the database, whatever holds them up. */
export function killableMigrations(holds: Holds = {}): readonly MigrationSet[] {
  const { inTransaction = nothing, alone = nothing, isAloneLeftOut = false } = holds;
  const list: readonly Migration[] = [
    createBooks,
    createLoans,
    {
      ...addInitial,
      data: {
        version: 1,
        run: async (context) => {
          await addInitial.data.run(context);
          await inTransaction();
        },
      },
    },
    {
      name: '2026-01-05-index-alone',
      transactional: false,
      up: async ({ run, concurrently }) => {
        await run(sql`create index ${concurrently} if not exists library_book_by_title on library_book (title)`);
        await run(sql`create index ${concurrently} if not exists library_loan_by_book on library_loan (book_id)`);
      },
      data: { version: 1, run: alone },
    },
    {
      name: '2026-01-06-create-shelves',
      up: async ({ schema, columns }) => {
        await schema.createTable('library_shelf').addColumn('id', columns.id).execute();
      },
    },
  ];
  return [
    defineMigrations(
      'library',
      list.filter(({ transactional = true }) => transactional || !isAloneLeftOut),
    ),
  ];
}
