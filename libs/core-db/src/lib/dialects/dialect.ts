import type { DatabaseConnection, Dialect } from 'kysely';
import { translateDriverError } from '../driver-errors.ts';
import type { BulkTarget } from '../bulk/bulk-rows.ts';
import type { Columns } from '../columns.ts';
import { mustBePortable, refuseUnstorable } from '../portable/refuse-unstorable.ts';

/** What differs between the databases, as data and small functions; nothing else in the house asks which one it is. */
export interface DatabaseDialect {
  readonly name: 'sqlite' | 'postgres';
  readonly kysely: Dialect;
  readonly columns: Columns;
  /** Lists the tables of the application's schema: one column, `name`, in order. */
  readonly listTablesSql: string;
  /** Run first inside the migration's transaction, so that a second migrator waits; null where the transaction itself does that. */
  readonly migrationLockSql: string | null;
  /** How many rows get in fastest: the statement that takes `BulkRows` as its one parameter, and how many at once. */
  readonly bulk: { readonly rowsAtOnce: number; statement(target: BulkTarget): string };
}

const translated = new WeakSet<DatabaseConnection>();

/** Makes a connection refuse what only one database would keep, and throw AppErrors; the same connection object is kept, because drivers recognise their own. */
export function translatingConnection(connection: DatabaseConnection): DatabaseConnection {
  if (translated.has(connection)) return connection;
  translated.add(connection);
  const execute = connection.executeQuery.bind(connection);
  connection.executeQuery = async (query, options) => {
    try {
      if (mustBePortable.has(query.queryId)) query.parameters.forEach(refuseUnstorable);
      return await execute(query, options);
    } catch (error) {
      throw translateDriverError(error);
    }
  };
  return connection;
}
