/** One version of a client's scoring rules; (clientId, version) is unique and a version is never changed. */
export interface ScoringRulesRow {
  clientId: string;
  /** From 1. */
  version: number;
  /** ScoringRules. */
  rules: string;
  why: string;
  createdBy: string;
  createdAt: string;
}

/** One pass over many leads: scoring again, checking addresses, or filling what is empty. */
export interface LeadRunRow {
  id: string;
  /** SCORE, CHECK or ENRICH. */
  kind: string;
  clientId: string;
  /** Null: all leads of the client. */
  campaignId: string | null;
  /** RUNNING, COMPLETED, STOPPED, FAILED; a RUNNING one whose `heartbeatAt` is old was interrupted. */
  status: string;
  why: string;
  total: number;
  done: number;
  /** Leads for which something is different now. */
  changed: number;
  /** Numbers by name, as JSON: what the kind counts besides. */
  counts: string;
  /** The lead after which it goes on. */
  afterId: string;
  error: string;
  startedBy: string;
  startedAt: string;
  heartbeatAt: string;
  endedAt: string | null;
}

/** What a domain's name servers said about mail, kept until it expires. */
export interface DomainCheckRow {
  domain: string;
  /** MAIL, NO_MAIL (RFC 7505), NO_DOMAIN, NO_ADDRESS, UNKNOWN. */
  result: string;
  checkedAt: string;
  expiresAt: string;
}

/** A field that was empty and is filled now: by what, and whether that was taken back. */
export interface EnrichmentRow {
  id: string;
  leadId: string;
  clientId: string;
  field: string;
  value: string;
  /** In words: "the address", "the country", or a connector's name. */
  source: string;
  runId: string | null;
  filledBy: string;
  filledAt: string;
  undoneAt: string | null;
}

/** The tables of scoring, checking and enriching. */
export interface ScoringTables {
  camScoringRules: ScoringRulesRow;
  camLeadRun: LeadRunRow;
  camDomainCheck: DomainCheckRow;
  camEnrichment: EnrichmentRow;
}
