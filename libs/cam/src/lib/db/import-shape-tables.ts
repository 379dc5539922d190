/** What was chosen for the columns of the lists of one client that have the same column names. */
export interface ImportShapeRow {
  clientId: string;
  /** `ListFile.shapeKey`. */
  shapeKey: string;
  /** Column name → place, `leave-out`, or null for an own field; as JSON. */
  choices: string;
  /** The list for which it was chosen last. */
  fileName: string;
  chosenBy: string;
  chosenAt: string;
}

/** The tables of remembered lists. */
export interface ImportShapeTables {
  camImportShape: ImportShapeRow;
}
