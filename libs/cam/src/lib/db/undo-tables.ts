/** An act that can be taken back, with what is needed for it. Written in the transaction of the act. */
export interface UndoRow {
  id: string;
  clientId: string;
  /** Which undoer reads `data`: `lead-edit`, `bulk-state` … */
  kind: string;
  /** What was done, in a plain sentence without a full stop. */
  what: string;
  /** JSON of the undoer's own shape. */
  data: string;
  madeBy: string;
  madeAt: string;
  until: string;
  undoneAt: string | null;
  undoneBy: string;
}

/** The table of acts that can be taken back. */
export interface UndoTables {
  camUndo: UndoRow;
}
