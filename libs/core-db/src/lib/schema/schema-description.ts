import type { Kysely } from 'kysely';

/** Whatever can run a statement: an open database's plain builder, or a transaction of it. */
export type SchemaReader = Kysely<Record<string, Record<string, unknown>>>;

/** A column as the database itself describes it. */
export interface ColumnDescription {
  readonly name: string;
  /** The database's own word, lower case, with its collation where it is not the type's own. */
  readonly type: string;
  readonly isNullable: boolean;
  /** The default's expression; null without one. */
  readonly default: string | null;
  /** `autoincrement`, `generated always as identity`, …; null where rows bring the value. */
  readonly generated: string | null;
}

/** A rule over the rows of a table, in a wording that does not depend on how it was typed. */
export interface ConstraintDescription {
  readonly kind: 'primary key' | 'unique' | 'foreign key' | 'check' | 'exclusion';
  /** PostgreSQL's name, which later migrations may need; null on SQLite, where nothing refers to it. */
  readonly name: string | null;
  readonly definition: string;
}

/** An index that is not part of a primary key or unique constraint. */
export interface IndexDescription {
  readonly name: string;
  /** Uniqueness, keys with their order, condition: `unique (client_id, score desc) where state = 'NEW'`. */
  readonly definition: string;
  /** The statement that makes it, without semicolon. */
  readonly sql: string;
}

/** A table with everything that belongs to it. */
export interface TableDescription {
  readonly name: string;
  /** In the order of the table. */
  readonly columns: readonly ColumnDescription[];
  readonly constraints: readonly ConstraintDescription[];
  readonly indexes: readonly IndexDescription[];
  /** The statement that makes it, a definition a line, without foreign keys on PostgreSQL and without semicolon. */
  readonly sql: string;
}

/** A view, trigger, function or sequence; this house makes none but what a text index consists of on SQLite. */
export interface OtherObject {
  readonly kind: 'view' | 'trigger' | 'function' | 'sequence' | 'virtual table';
  readonly name: string;
  /** The statement that makes it, without semicolon. */
  readonly sql: string;
}

/** The schema of a database, read from its own catalogue; tables and indexes by name. */
export interface SchemaDescription {
  readonly dialect: 'sqlite' | 'postgres';
  readonly tables: readonly TableDescription[];
  readonly others: readonly OtherObject[];
}
