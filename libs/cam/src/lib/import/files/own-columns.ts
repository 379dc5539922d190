/** Columns that we add to rejected rows; in a file that comes back corrected they are not the person's. */
export const ownColumns = ['Row in the file', 'Why it was rejected'] as const;

const names: ReadonlySet<string> = new Set(ownColumns);

/** Whether a column was added by us. */
export const isOwnColumn = (name: string): boolean => names.has(name);
