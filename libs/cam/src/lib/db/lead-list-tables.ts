/** How many leads there are of one kind; what a lead lacks (campaign, tier, grade) is the empty text. */
export interface LeadCountRow {
  clientId: string;
  campaignId: string;
  state: string;
  tier: string;
  grade: string;
  needsReview: number;
  consent: string;
  emailCheck: string;
  leads: number;
}

/** The same, summed up for what the screens always show. */
export type LeadSumRow = Pick<LeadCountRow, 'clientId' | 'campaignId' | 'state' | 'tier' | 'needsReview' | 'leads'>;

/** How many leads came with an import and are still there. */
export interface BatchCountRow {
  batchId: string;
  leads: number;
}

/** A list of leads that somebody wants to find again. */
export interface SavedViewRow {
  id: string;
  /** Null: for every client. */
  clientId: string | null;
  name: string;
  /** The address's own words: filters, order, columns. */
  query: string;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
}

/** What one lead was before an act on many, as long as that can be undone. */
export interface BulkChangeRow {
  bulkId: string;
  leadId: string;
  /** JSON of the columns that were changed. */
  before: string;
  /** JSON of what they were changed to. */
  after: string;
}

/** One row: who holds it makes leads of people, and nobody else meanwhile. */
export interface PeopleTurnRow {
  id: string;
}

export interface LeadListTables {
  camLeadCount: LeadCountRow;
  camLeadSum: LeadSumRow;
  camBatchCount: BatchCountRow;
  camSavedView: SavedViewRow;
  camBulkChange: BulkChangeRow;
  camPeopleTurn: PeopleTurnRow;
}
