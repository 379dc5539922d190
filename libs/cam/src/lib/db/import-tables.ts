/** A row of a file that was about somebody who was a lead already: the lead's further source. */
export interface ImportTouchRow {
  batchId: string;
  rowNumber: number;
  leadId: string;
  /** UPDATED or KNOWN (the row brought nothing new, or known people were to be left alone). */
  outcome: string;
  /** The columns that the row changed, as they were; `{}` for KNOWN, and for leads that the same file made. */
  before: string;
  /** The same columns as the row left them. */
  after: string;
  /** Identities that the lead got by the row: `["phone +4930…"]`. */
  identities: string;
}
