import type { DatabaseDialect } from '../dialects/dialect.ts';

/** Where the indexes that were taken away wait for their return; made when the first one does. */
export const deferredTable = 'core_db_deferred_index';

/** What each database is asked about its indexes, in its own words. */
interface IndexSql {
  /** Those that say nothing about what is allowed: `name`, `table_name`, `place`, `definition`, `removal`. */
  readonly plainIndexes: string;
  /** A row where indexes were taken away at some time. */
  readonly hasDeferred: string;
  /** Run first in the transaction that builds one. */
  readonly beforeBuilding: readonly string[];
}

export const indexSql: Readonly<Record<DatabaseDialect['name'], IndexSql>> = {
  sqlite: {
    // Of a text index, the triggers go and come back, and it is then made again from all rows.
    plainIndexes: `with text_index as (
        select v.name, t.name as table_name from sqlite_master v
        join sqlite_master t on t.type = 'table' and instr(v.sql, 'content=''' || t.name || '''') > 0
        where v.type = 'table' and lower(v.sql) like 'create virtual table % using fts5%')
      select m.name as name, m.tbl_name as table_name, 1 as place, m.sql as definition,
        'drop index "' || m.name || '"' as removal
      from sqlite_master m join pragma_index_list(m.tbl_name) i on i.name = m.name
      where m.type = 'index' and m.sql is not null and i."unique" = 0
      union all select m.name, m.tbl_name, 2, m.sql, 'drop trigger "' || m.name || '"'
      from sqlite_master m join text_index x on m.tbl_name = x.table_name and m.name like x.name || '\\_%' escape '\\'
      where m.type = 'trigger'
      union all select x.name || ' (text)', x.table_name, 3,
        'insert into "' || x.name || '" ("' || x.name || '") values (''rebuild'')', null
      from text_index x
      order by place, name`,
    hasDeferred: `select 1 as found from sqlite_master where type = 'table' and name = 'core_db_deferred_index'`,
    beforeBuilding: [],
  },
  postgres: {
    plainIndexes: `select i.relname as name, t.relname as table_name, 1 as place, pg_get_indexdef(x.indexrelid) as definition,
        format('drop index %I', i.relname) as removal
      from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
      join pg_namespace n on n.oid = t.relnamespace
      where n.nspname = current_schema() and not x.indisunique and not x.indisprimary order by i.relname`,
    hasDeferred: `select 1 as found from information_schema.tables where table_schema = current_schema() and table_name = 'core_db_deferred_index'`,
    // An index on millions of rows takes as long as it takes.
    beforeBuilding: ['set local statement_timeout = 0'],
  },
};
