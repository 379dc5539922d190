import { invalid } from '@aicmo/core-kernel';

/** A file in which no row stands. */
export const emptyFile = () =>
  invalid({
    code: 'import-empty-file',
    message: 'The file is empty. Choose a list with a row of column names and one row for each person.',
  });
