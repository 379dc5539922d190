/*
 * The rows of strategy's tables as the database gives them: instants are ISO text, JSON is text that the store parses.
 */

/** A brief: which client it belongs to and which version is its newest. */
export interface BriefRow {
  id: string;
  clientId: string;
  /** The newest version: a save succeeds only while it is still the one that was edited. */
  version: number;
  createdAt: string;
}

/** One stored version of a brief; never changed. */
export interface BriefVersionRow {
  briefId: string;
  version: number;
  /** BriefContent. */
  content: string;
  savedBy: string;
  savedAt: string;
}

/** The strategy of a brief. One brief has one strategy, in versions. */
export interface DocumentRow {
  id: string;
  clientId: string;
  briefId: string;
  /** The newest version; 0 only inside the transaction that makes the first. */
  version: number;
  createdAt: string;
}

/** One stored version of a strategy; only its state changes. */
export interface DocumentVersionRow {
  strategyId: string;
  version: number;
  briefVersion: number;
  /** StrategyState. */
  state: string;
  /** The name of the company when it was made. */
  company: string;
  /** StrategyLayer[]. */
  layers: string;
  /** SHA-256 over the canonical form of the layers. */
  hash: string;
  madeBy: string;
  madeAt: string;
}

/** Strategy's tables. */
export interface StrategyTables {
  strategyBrief: BriefRow;
  strategyBriefVersion: BriefVersionRow;
  strategyDocument: DocumentRow;
  strategyDocumentVersion: DocumentVersionRow;
}
