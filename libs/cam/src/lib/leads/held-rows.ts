import type { Tx } from '@aicmo/core-db';

/** Rows that are read to be written: in a transaction nobody else changes them before its end. */
export const held = <Query extends { forUpdate(): Query }>(query: Query, tx: Tx | undefined): Query =>
  tx === undefined ? query : query.forUpdate();
