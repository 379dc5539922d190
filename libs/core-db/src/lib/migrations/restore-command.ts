/** What a person types to go back to a backup from a database that is there; a name with more than plain letters in it is quoted for the shell. */
export const restoreCommand = (file: string): string =>
  `npx aicmo db restore ${/^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", String.raw`'\''`)}'`} --replace`;
