/** Where many rows go. Names are the database's own: snake_case. */
export interface BulkTarget {
  readonly table: string;
  readonly columns: readonly string[];
  /** What becomes of a row whose key is taken: the whole insert fails, or the row is left out. */
  readonly onConflict: 'fail' | 'skip';
}

/**
 * Many rows as the one parameter of a statement, each a list of cells in the order of the target's columns. Each
 * dialect recognises it and takes its own fastest way, below everything that watches statements.
 */
export class BulkRows {
  readonly target: BulkTarget;
  readonly rows: readonly (readonly unknown[])[];

  constructor(target: BulkTarget, rows: readonly (readonly unknown[])[]) {
    this.target = target;
    this.rows = rows;
  }

  /** A slow-query log or an error may print parameters: never the rows. */
  toJSON(): string {
    return `${this.rows.length} rows`;
  }
}
