/**
 * A text as it is compared without regard to case, in every script: `STRASSE`, `Straße` and `strasse` are one. Neither
 * database can: SQLite folds ASCII alone, PostgreSQL by the server's locale. Keep it in a column of its own beside the
 * text, and fold what is looked for in the same way. Accents stay: `Löwe` is not `Lowe`.
 * By Unicode's compatibility decomposition and full case folding (Unicode Standard, sections 3.11 and 5.18).
 */
export function foldCase(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  // Upper case first: it writes ß as SS and has one sigma, which lower case alone would leave as two.
  return text.normalize('NFKC').toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFKC');
}

const ascii = /^[\x00-\x7f]*$/;

/** The pattern for `like` that finds a text anywhere in another; no sign in it has a meaning. */
export const containing = (text: string): string => `%${escaped(text)}%`;

/** The pattern for `like` that finds what starts with a text; no sign in it has a meaning. */
export const startingWith = (text: string): string => `${escaped(text)}%`;

const escaped = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/**
 * A column, written so that its condition is checked on each row that something else finds: SQLite, which does not know
 * how many rows a value has, would take an index for it, and sort all of those. PostgreSQL counts its values and
 * chooses by itself. The text is SQL: `column` is a name of our own.
 */
export const unindexed = ({ dialect }: { readonly dialect: 'sqlite' | 'postgres' }, column: string): string =>
  dialect === 'sqlite' ? `+${column}` : column;
