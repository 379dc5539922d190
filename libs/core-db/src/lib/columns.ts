import { sql, type ColumnDataType, type Expression } from 'kysely';

/** A column type that means the same on both databases. */
export type ColumnType = ColumnDataType | Expression<unknown>;

/** The column types that migrations use; each has one meaning on SQLite and PostgreSQL. */
export interface Columns {
  /** A UUID in text, compared byte by byte. */
  readonly id: ColumnType;
  /** Text, compared byte by byte on both databases. */
  readonly text: ColumnType;
  /** An `Instant`: 24 characters, so that text order is time order. */
  readonly instant: ColumnType;
  /** JSON kept as text, parsed and checked by the store that reads it. */
  readonly json: ColumnType;
  /** 0 or 1. */
  readonly boolean: ColumnType;
  /** A whole number up to 2⁵³ − 1. */
  readonly integer: ColumnType;
  /** An amount of money in whole minor units (cents) of the currency beside it, exact; also for its sums. */
  readonly money: ColumnType;
  /** A double: for scores and shares, which may be off in the last digit; never for money. */
  readonly real: ColumnType;
  /** The primary key of a list that only grows: numbered by the database, upwards, with gaps. */
  readonly sequence: ColumnType;
}

/** SQLite compares text byte by byte without being asked. */
export const sqliteColumns: Columns = {
  id: 'text',
  text: 'text',
  instant: 'text',
  json: 'text',
  boolean: 'integer',
  integer: 'integer',
  money: 'integer',
  real: 'real',
  sequence: sql`integer primary key autoincrement`,
};

const byteText = sql`text collate "C"`;

/** PostgreSQL needs the collation "C" for the same order, whatever the server's locale is. */
export const postgresColumns: Columns = {
  id: byteText,
  text: byteText,
  instant: byteText,
  json: byteText,
  boolean: 'smallint',
  integer: 'bigint',
  money: 'bigint',
  real: 'double precision',
  sequence: sql`bigint generated always as identity primary key`,
};
