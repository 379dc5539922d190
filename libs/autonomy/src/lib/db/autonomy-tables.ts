/*
 * The rows of autonomy's tables as the database gives them. Instants are ISO text, JSON is text that the store parses.
 * Words in capitals are those of DOMAIN section 3.
 */

/** A thing that the engine wants to do. */
export interface ActionRow {
  id: string;
  /** What may be proposed only once. */
  uniqueKey: string;
  kind: string;
  clientId: string;
  campaignId: string | null;
  title: string;
  why: string;
  /** Fact[]. */
  evidence: string;
  /** What the action's definition parses. */
  input: string;
  state: string;
  decision: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
  decisionReason: string;
  notBefore: string;
  failures: number;
  lastError: string;
  /** `{ summary, facts }`. */
  result: string | null;
  leaseOwner: string | null;
  leaseUntil: string | null;
  /** Grows with each claim and each recovery; a worker writes only under the number that it claimed with. */
  fence: number;
  proposedAt: string;
  changedAt: string;
}

/** What the engine may do for one client. */
export interface PolicyRow {
  clientId: string;
  mode: string;
  /** Narrowing[]. */
  narrower: string;
  version: number;
  changedBy: string;
  changedAt: string;
  reason: string;
}

/** One row, whose only use is to be locked: claims happen one after the other, so that the limit in flight holds. */
export interface EngineRow {
  name: string;
  claims: number;
}

/** One line of the record. */
export interface EventRow {
  id: string;
  actionId: string | null;
  clientId: string;
  at: string;
  who: string;
  what: string;
  why: string;
}

/** All of autonomy's tables, by the names that queries use. */
export interface AutonomyTables {
  autonomyAction: ActionRow;
  autonomyPolicy: PolicyRow;
  autonomyEngine: EngineRow;
  autonomyEvent: EventRow;
}
