interface Dialect {
  readonly dialect: 'sqlite' | 'postgres';
}

/**
 * By what a row that one part of a statement has found in an index is found again in another part, so that it is read
 * only where all that the index knows of it fits: SQLite's rowid. Null for PostgreSQL, which weighs by itself what it
 * reads first. The text is SQL; `table` is a name of our own.
 */
export const rowMark = ({ dialect }: Dialect, table: string): string | null =>
  dialect === 'sqlite' ? `${table}.rowid` : null;

/** So many entries of an index are counted in few milliseconds: PostgreSQL looks at each row besides. */
export const quicklyCounted = ({ dialect }: Dialect): number => (dialect === 'sqlite' ? 30_000 : 2000);
