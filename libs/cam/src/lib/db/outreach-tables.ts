/* The rows of ways through sequences, of their messages, and of the runs that make them. See cam-tables.ts. */

/** One lead's way through one sequence. At most one ACTIVE or PAUSED for a lead and campaign. */
export interface EnrolmentRow {
  id: string;
  clientId: string;
  campaignId: string;
  leadId: string;
  sequenceId: string;
  /** The version with which it began; null: the newest one, whichever that is. */
  sequenceVersion: number | null;
  tier: string | null;
  status: string;
  statusReason: string;
  pausedUntil: string | null;
  startedAt: string;
  endedAt: string | null;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
  /** When it is due next in each mode; null: not looked at yet in that mode. */
  dueSimulation: string | null;
  dueProof: string | null;
  dueLive: string | null;
  /** The import that put the lead in sequence; null: a person or a later decision, which has a record. */
  batchId: string | null;
  /** The mailbox from which it is written to, once one was chosen: a lead stays at its mailbox. */
  mailboxId: string | null;
  /** Its place among first messages: 1 minus the lead's score, as it was scored last. The smallest goes first. */
  rank: number;
}

/** One step of one enrolment in one mode; (enrolmentId, step, mode) is unique. */
export interface OutreachAttemptRow {
  id: string;
  clientId: string;
  campaignId: string;
  leadId: string;
  enrolmentId: string;
  sequenceId: string;
  stepId: string;
  /** The step's position, from 1. */
  step: number;
  /** SIMULATION, PROOF or LIVE. */
  mode: string;
  channel: string;
  status: string;
  notBefore: string | null;
  /** Refusal[]. */
  reasons: string;
  recipient: string;
  subject: string;
  /** Plain text. */
  body: string;
  /** The same as HTML; null: the step has none. */
  bodyHtml: string | null;
  /** Which variant of the step's texts it was written with; null: the step has one text only. */
  variantId: string | null;
  /** The mailbox that it goes from; null: none is in use, which only a simulation does without. */
  mailboxId: string | null;
  /** Its Message-ID with the angle brackets; null: it is no mail, or nothing of it has left. */
  messageId: string | null;
  /** The operator's task that it became, on a channel that nothing sends by itself. */
  taskId: string | null;
  /** Who looked at it and let it go, and the hash of what was looked at. */
  approvedBy: string | null;
  approvedAt: string | null;
  approvedHash: string | null;
  ledgerId: string | null;
  runId: string | null;
  fencingToken: number | null;
  retryCount: number;
  /** When it is tried again, for RETRY_SCHEDULED. */
  nextTryAt: string | null;
  evidence: string;
  plannedAt: string;
  settledAt: string | null;
  createdAt: string;
  updatedAt: string;
}

/** One claimed pass over a campaign's due work. */
export interface OrchestratorRunRow {
  id: string;
  clientId: string;
  campaignId: string;
  mode: string;
  status: string;
  worker: string;
  leaseUntil: string;
  fencingToken: number;
  /** RunCounters. */
  counters: string;
  outcome: string;
  error: string;
  startedBy: string;
  startedAt: string;
  heartbeatAt: string;
  endedAt: string | null;
}

/** Who holds a campaign now; one row for a campaign, whose token only grows. */
export interface OrchestratorClaimRow {
  campaignId: string;
  runId: string;
  worker: string;
  leaseUntil: string;
  fencingToken: number;
}

/** What a run did to a message: SIMULATED, PROOFED, SCHEDULED or BLOCKED. Never changed, so that counters keep their rows. */
export interface OrchestratorRunItemRow {
  runId: string;
  attemptId: string;
  outcome: string;
}

/** Counts every booking of a place in a mode. */
export interface OutreachTurnRow {
  mode: string;
  turn: number;
}

/** Cam's tables of outreach, by their names. */
export interface OutreachTables {
  camEnrolment: EnrolmentRow;
  camOutreachAttempt: OutreachAttemptRow;
  camOrchestratorRun: OrchestratorRunRow;
  camOrchestratorClaim: OrchestratorClaimRow;
  camOrchestratorRunItem: OrchestratorRunItemRow;
  camOutreachTurn: OutreachTurnRow;
}
