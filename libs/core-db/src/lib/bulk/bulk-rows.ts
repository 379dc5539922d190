/** Where many rows go. Names are the database's own: snake_case. */
export interface BulkTarget {
  readonly table: string;
  readonly columns: readonly string[];
  /**
   * Rows are inserted, and one whose key is taken makes the whole fail or is left out; or (`update`) each row's last
   * cell is the id of a row that is there and gets the other cells.
   */
  readonly onConflict: 'fail' | 'skip' | 'update';
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
