/*
 * The rows of what is known about leads that may be one person, and of merges. Instants are ISO text, JSON text that the
 * store parses.
 */

/** Two leads that may be one person, and what a person said to it; (leadA, leadB) is unique and in order. */
export interface MatchSuggestionRow {
  id: string;
  /** NEAR: they look alike. CONFLICT: one row of a file named both. PERSON: leads of two clients. */
  kind: string;
  /** Of the first one. */
  clientId: string;
  leadA: string;
  leadB: string;
  /** 0–1; .5 where a person begins to be asked. */
  sureness: number;
  /** Evidence[]. */
  evidence: string;
  /** OPEN, NOT_SAME, MERGED, LINKED. */
  status: string;
  /** The merge that settled it. */
  mergeId: string | null;
  /** The merge that brought it over from the absorbed lead. */
  madeByMerge: string | null;
  createdAt: string;
  decidedAt: string | null;
  decidedBy: string;
}

/** One search for leads that may be one person. */
export interface MatchRunRow {
  id: string;
  /** Null: every client. */
  clientId: string | null;
  /** ALL, NEW (only those made since the last search). */
  scope: string;
  /** RUNNING, COMPLETED, CANCELLED, FAILED. */
  status: string;
  /** How much is done, 0–1. */
  share: number;
  leads: number;
  compared: number;
  found: number;
  /** The newest lead that was looked at. */
  uptoId: string;
  error: string;
  startedBy: string;
  startedAt: string;
  heartbeatAt: string;
  endedAt: string | null;
}

/** A lead that another one took over. Not undone: the absorbed one is hidden. */
export interface LeadMergeRow {
  id: string;
  clientId: string;
  keptId: string;
  absorbedId: string;
  /** MergeChange[]: what it changed in the one that stays. */
  changes: string;
  mergedBy: string;
  mergedAt: string;
  undoneAt: string | null;
  undoneBy: string;
}

/** A row that a merge gave to the lead that stays. */
export interface LeadMergeMovedRow {
  mergeId: string;
  /** The table, or `person`. */
  place: string;
  rowId: string;
  /** The absorbed lead, or whose person it was. */
  leadId: string;
  /** With `person`: who it was before. */
  before: string;
}

/** The tables of this page, by the names that queries use. */
export interface MatchTables {
  camMatchSuggestion: MatchSuggestionRow;
  camMatchRun: MatchRunRow;
  camLeadMerge: LeadMergeRow;
  camLeadMergeMoved: LeadMergeMovedRow;
}
