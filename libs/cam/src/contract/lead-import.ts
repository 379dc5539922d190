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
  // Rows that say yes here become no lead.
  'optOut',
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
  field: z.nullable(ColumnUse),
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

/** What a file is and what each of its columns probably is, from a look at its first rows. */
export const ListLook = z.object({
  format: z.enum(['csv', 'tsv', 'xlsx', 'json', 'jsonl']),
  /** What it was read as: `utf-8`, `utf-16le`, `utf-16be`, `windows-1252`, `mixed`. */
  encoding: z.string(),
  /** `,`, `;`, a tab or `|`; empty for workbooks and JSON. */
  delimiter: z.string(),
  sizeBytes: z.number(),
  /** Names of the sheets of a workbook; empty for other formats. */
  sheets: z.array(z.string()),
  /** The sheet that is read. */
  sheet: z.nullable(z.string()),
  /** The row in which the names of the columns stand; 0 in JSON; null when it has none and they were made up. */
  headerRow: z.nullable(z.number()),
  /** The product whose export it looks like (`Apollo`). */
  product: z.nullable(z.string()),
  /** Set when the choice for an earlier list with the same columns was taken over. */
  remembered: z.nullable(
    z.object({ fileName: z.string(), chosenBy: z.string(), chosenAt: z.string(), isOwn: z.boolean() }),
  ),
  columns: z.array(ColumnGuess),
  mapping: ColumnMapping,
});
export type ListLook = z.infer<typeof ListLook>;

/** A file looked at, with nothing written yet. */
export const ImportPreview = z.extend(ListLook, {
  sha256: z.string(),
  /** Rows under the header that are not empty. */
  rows: z.number(),
  valid: z.number(),
  rejected: z.number(),
  /** Rejected rows by the code of their reason, the most frequent first. */
  rejectedBy: z.array(z.object({ code: z.string(), count: z.number() })),
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

/**
 * States of an import. INTERRUPTED: whoever ran it is gone, or nothing has moved for two minutes; it can be taken up
 * again. UNDOING and UNDONE: a person took it back.
 */
export const ImportStatus = z.enum([
  ...(['RUNNING', 'COMPLETED', 'CANCELLED', 'FAILED', 'INTERRUPTED'] as const),
  ...(['UNDOING', 'UNDONE'] as const),
]);
export type ImportStatus = z.infer<typeof ImportStatus>;

/** What taking an import back did. */
export const ImportUndo = z.object({
  by: z.string(),
  startedAt: z.string(),
  /** Null: it is under way. */
  endedAt: z.nullable(z.string()),
  /** Leads that the file had made and that are gone. */
  removed: z.number(),
  /** Leads that were there before and have their former values again. */
  restored: z.number(),
  /** Leads that stay, because somebody went on with them. */
  kept: z.number(),
});
export type ImportUndo = z.infer<typeof ImportUndo>;

/** A lead that an undo of its import leaves as it is. */
export const StayingLead = z.object({
  leadId: z.string(),
  name: z.string(),
  /** One plain sentence. */
  why: z.string(),
});
export type StayingLead = z.infer<typeof StayingLead>;

/** What an undo would do, before anything is done. */
export const ImportUndoPlan = z.object({
  removes: z.number(),
  restores: z.number(),
  keeps: z.number(),
  /** The first of those that stay, by their row in the file. */
  staying: z.array(StayingLead),
});
export type ImportUndoPlan = z.infer<typeof ImportUndoPlan>;

/** One file that was imported: rowsDone = imported + updated + duplicates + rejected. */
export const ImportBatch = z.object({
  id: z.string(),
  clientId: z.string(),
  campaignId: z.nullable(z.string()),
  fileName: z.string(),
  sha256: z.string(),
  status: ImportStatus,
  policy: DuplicatePolicy,
  sizeBytes: z.number(),
  /** How much of the file is done; against `sizeBytes` for a bar. */
  bytesDone: z.number(),
  /** Estimated from the file's size while it runs; what was counted once it has ended. */
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
  /** Null: nobody took it back. */
  undo: z.nullable(ImportUndo),
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
