import { CompiledQuery } from 'kysely';
import type { OpenedDatabase } from '../open-with-parts.ts';
import type { PlainKysely } from './copy-plan.ts';

const begin = {
  // A read begins the snapshot.
  sqlite: ['begin', 'select count(*) from sqlite_master'],
  postgres: [
    'begin isolation level repeatable read read only',
    'set local statement_timeout = 0',
    'set local idle_in_transaction_session_timeout = 0',
  ],
} as const;

/** Reads a database as it is at one moment, however long the work takes and whatever others write meanwhile. */
export async function inOneView<T>(db: OpenedDatabase, work: (view: PlainKysely) => Promise<T>): Promise<T> {
  return db.raw.connection().execute(async (view) => {
    for (const text of begin[db.dialect]) await view.executeQuery(CompiledQuery.raw(text));
    try {
      return await work(view);
    } finally {
      await view.executeQuery(CompiledQuery.raw('rollback'));
    }
  });
}
