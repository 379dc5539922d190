import path from 'node:path';

/** The repository's root folder, from which a relative AICMO_HOME is taken. */
export const repositoryFolder = path.resolve(import.meta.dirname, '../../../..');
