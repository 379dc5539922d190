import * as z from 'zod/mini';
import { ColumnMapping } from '../../contract/lead-import.ts';
import { readJsonColumn } from '../db/json-column.ts';

const Stored = z.object({
  header: z.array(z.string()),
  mapping: ColumnMapping,
  /** Missing in imports of before other formats could be read. */
  format: z._default(z.enum(['csv', 'tsv', 'xlsx', 'json', 'jsonl']), 'csv'),
  /** Where a person stated the row of names; 0 for none. */
  headerRow: z.optional(z.number()),
});
/** How a batch's file is laid out and what its columns are used for. */
export type ImportShape = z.infer<typeof Stored>;

/** Reads it from the batch. */
export const shapeOf = (batch: { readonly mapping: string }): ImportShape =>
  readJsonColumn(Stored, batch.mapping, 'cam_import_batch.mapping');
