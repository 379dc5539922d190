import path from 'node:path';

/** The repository, from this file's own place. */
export const repositoryFolder = path.resolve(import.meta.dirname, '../../../..');

/** The variables of a check's own process: those that the shell passed on. */
export const ownVariables = (): Readonly<Record<string, string | undefined>> => process.env;
