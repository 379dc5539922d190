import type { DatabaseDialect } from '../dialects/dialect.ts';

/** Where the indexes that were taken away wait for their return; the table is there only as long as one waits. */
export const deferredTable = 'core_db_deferred_index';

/** What each database is asked about its indexes, in its own words. */
interface IndexSql {
  /** Those that say nothing about what is allowed: `name`, `tableName`, `definition`. */
  readonly plainIndexes: string;
  /** A row where indexes were taken away. */
  readonly hasDeferred: string;
  /** Run first in the transaction that builds one. */
  readonly beforeBuilding: readonly string[];
}

export const indexSql: Readonly<Record<DatabaseDialect['name'], IndexSql>> = {
  sqlite: {
    plainIndexes: `select m.name, m.tbl_name as table_name, m.sql as definition
      from sqlite_master m join pragma_index_list(m.tbl_name) i on i.name = m.name
      where m.type = 'index' and m.sql is not null and i."unique" = 0 order by m.name`,
    hasDeferred: `select 1 as found from sqlite_master where type = 'table' and name = 'core_db_deferred_index'`,
    beforeBuilding: [],
  },
  postgres: {
    plainIndexes: `select i.relname as name, t.relname as table_name, pg_get_indexdef(x.indexrelid) as definition
      from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
      join pg_namespace n on n.oid = t.relnamespace
      where n.nspname = current_schema() and not x.indisunique and not x.indisprimary order by i.relname`,
    hasDeferred: `select 1 as found from information_schema.tables where table_schema = current_schema() and table_name = 'core_db_deferred_index'`,
    // An index on millions of rows takes as long as it takes.
    beforeBuilding: ['set local statement_timeout = 0'],
  },
};
