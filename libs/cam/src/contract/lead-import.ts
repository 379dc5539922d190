import * as z from 'zod/mini';
import { Lead } from './lead.ts';

/** The places of a lead that a column of a file can fill. */
export const LeadField = z.enum([
  'firstName',
  'lastName',
  'fullName',
  'email',
  'title',
  'company',
  'companyDomain',
  'industry',
  'employeeCount',
  'revenue',
  'location',
  'country',
  'linkedin',
  'phone',
  'timeZone',
  'language',
  'signals',
  'budget',
  'timeline',
]);
export type LeadField = z.infer<typeof LeadField>;

/** What a column is used for: the place that it fills, or `leave-out` when nobody wants it. */
export const ColumnUse = z.union([LeadField, z.literal('leave-out')]);
export type ColumnUse = z.infer<typeof ColumnUse>;

/** Column number (from 0, as text) → what it is used for. Columns that are not named are kept as own fields. */
export const ColumnMapping = z.record(z.string(), ColumnUse);
export type ColumnMapping = z.infer<typeof ColumnMapping>;

/** One column of the file: what it is called, what stands in it, what it probably is. */
export const ColumnGuess = z.object({
  index: z.number(),
  header: z.string(),
  /** Up to three values that are not empty. */
  samples: z.array(z.string()),
  /** Null: kept as an own field. */
  field: z.nullable(LeadField),
  /** 0–1: 1 = the header says so and the values agree. */
  confidence: z.number(),
  why: z.string(),
});
export type ColumnGuess = z.infer<typeof ColumnGuess>;

/** What happens to a row whose person is known already. */
export const DuplicatePolicy = z.enum(['skip', 'merge', 'overwrite']);
export type DuplicatePolicy = z.infer<typeof DuplicatePolicy>;

/** A row that becomes no lead, with its number in the file (the header is row 1), its text and the reason. */
export const RejectedRow = z.object({ rowNumber: z.number(), raw: z.string(), code: z.string(), reason: z.string() });
export type RejectedRow = z.infer<typeof RejectedRow>;

/** A file looked at, with nothing written yet. */
export const ImportPreview = z.object({
  sha256: z.string(),
  /** What it was read as: `utf-8`, `utf-16le`, `utf-16be`, `windows-1252`. */
  encoding: z.string(),
  /** `,`, `;` or a tab. */
  delimiter: z.string(),
  columns: z.array(ColumnGuess),
  mapping: ColumnMapping,
  /** Rows under the header that are not empty. */
  rows: z.number(),
  valid: z.number(),
  rejected: z.number(),
  /** The same person twice in the file. */
  duplicatesInFile: z.number(),
  /** People who are leads of the client already. */
  duplicatesKnown: z.number(),
  /** The first rows as leads. */
  sample: z.array(Lead),
  /** The first rejected rows. */
  rejectedSample: z.array(RejectedRow),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

/** States of an import. INTERRUPTED: it was running and nothing has moved for two minutes; it can be taken up again. */
export const ImportStatus = z.enum(['RUNNING', 'COMPLETED', 'CANCELLED', 'FAILED', 'INTERRUPTED']);
export type ImportStatus = z.infer<typeof ImportStatus>;

/** One file that was imported: rowsDone = imported + updated + duplicates + rejected. */
export const ImportBatch = z.object({
  id: z.string(),
  clientId: z.string(),
  campaignId: z.nullable(z.string()),
  fileName: z.string(),
  sha256: z.string(),
  status: ImportStatus,
  policy: DuplicatePolicy,
  rowsTotal: z.number(),
  rowsDone: z.number(),
  imported: z.number(),
  updated: z.number(),
  duplicates: z.number(),
  rejected: z.number(),
  /** Leads put in sequence. */
  enrolled: z.number(),
  error: z.string(),
  importedBy: z.string(),
  startedAt: z.string(),
  endedAt: z.nullable(z.string()),
});
export type ImportBatch = z.infer<typeof ImportBatch>;

/** A value that a merge left alone. */
export const MergeConflict = z.object({
  rowNumber: z.number(),
  leadId: z.string(),
  field: z.string(),
  kept: z.string(),
  found: z.string(),
});
export type MergeConflict = z.infer<typeof MergeConflict>;
