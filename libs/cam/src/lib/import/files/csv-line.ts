/** A list of separated values begins with this, so that Excel reads it as UTF-8. */
export const csvStart = '\ufeff';

/** What a spreadsheet runs when it stands first in a cell, also behind spaces and in its full-width form. OWASP, "CSV injection". */
const formulaStart = /^'*\s*[=+\-@＝＋－＠]|^'*[\t\r\n]/;
/** A plain negative number does nothing. */
const plainNumber = /^-\d+(?:[.,]\d+)?$/;

/**
 * A cell that no spreadsheet runs as a formula: an apostrophe stands before one that could be. Lists that are imported
 * lose that apostrophe again, so what is exported and comes back is the same.
 */
export const defused = (cell: string): string =>
  formulaStart.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell;

/** The cell as it was before `defused`. */
export const undefused = (cell: string): string =>
  cell.charCodeAt(0) === 39 && formulaStart.test(cell.slice(1)) ? cell.slice(1) : cell;

/**
 * One line of a list of separated values, formulas defused, with its line end. Every file of the house that a person may
 * open in a spreadsheet is written with it.
 */
export const csvLine = (cells: readonly string[], delimiter = ','): string =>
  `${cells.map((cell) => quoted(defused(cell), delimiter)).join(delimiter)}\r\n`;

/** A cell in quotes where it needs them. */
export const quoted = (cell: string, delimiter: string): string =>
  cell.includes(delimiter) || /["\n\r]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
