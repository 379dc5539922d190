import type { DatabaseConnection, Dialect, Driver } from 'kysely';
import { internal } from '@aicmo/core-kernel';

/** A dialect whose only connection is the given one, in a transaction that somebody else began and will end. */
export function levelDialect(dialect: Dialect, connection: DatabaseConnection): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => lending(connection),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

const lending = (connection: DatabaseConnection): Driver => ({
  init: async () => undefined,
  acquireConnection: async () => connection,
  releaseConnection: async () => undefined,
  beginTransaction: refuse,
  commitTransaction: refuse,
  rollbackTransaction: refuse,
  destroy: async () => undefined,
});

/** Kysely's own way to begin a transaction, asked for on a handle inside of one. */
async function refuse(): Promise<never> {
  throw internal({
    code: 'db-nested-transaction',
    message: 'A transaction was begun inside of another one. Use db.savepoint(tx, …) for a part that may fail alone.',
  });
}
