import type { Dialect, QueryCompiler } from 'kysely';
import type { BulkTarget } from '../bulk/bulk-rows.ts';
import type { Columns } from '../columns.ts';
import type { CompilerWatch } from '../portable/house-compilers.ts';
import type { LeasingDriver } from './leasing-driver.ts';

/** What differs between the databases, as data and small functions; nothing else in the house asks which one it is. */
export interface DatabaseDialect {
  readonly name: 'sqlite' | 'postgres';
  readonly kysely: Dialect;
  /** The compiler of `kysely`, with somebody who watches it. */
  compiler(watch: CompilerWatch): QueryCompiler;
  /** The driver that Kysely uses too. */
  readonly driver: LeasingDriver;
  readonly columns: Columns;
  /** Lists the tables of the application's schema: one column, `name`, in order. */
  readonly listTablesSql: string;
  /** Run first inside the migration's transaction, so that a second migrator waits; null where the transaction itself does that. */
  readonly migrationLockSql: string | null;
  /** How many rows get in fastest: the statement that takes `BulkRows` as its one parameter, and how many at once. */
  readonly bulk: { readonly rowsAtOnce: number; statement(target: BulkTarget): string };
}
