/* Cam's rows as the database gives them. Instants are ISO text, dates `YYYY-MM-DD`, booleans 0 or 1, money whole
 * cents, JSON text that the store parses. Words in capitals are those of DOMAIN section 3. */
import type { ImportShapeTables } from './import-shape-tables.ts';
import type { ImportTouchRow } from './import-tables.ts';
import type { InboundTables } from './inbound-tables.ts';
import type { InboxTables } from './inbox-tables.ts';
import type { LeadListTables } from './lead-list-tables.ts';
import type { LeadWorkTables } from './lead-work-tables.ts';
import type { MailboxTables } from './mailbox-tables.ts';
import type { MatchTables } from './match-tables.ts';
import type { GoLiveTables } from './go-live-tables.ts';
import type { OptOutTables } from './opt-out-tables.ts';
import type { OutreachTables } from './outreach-tables.ts';
import type { RightsTables } from './rights-tables.ts';
import type { ScoringTables } from './scoring-tables.ts';
import type { SequenceTables } from './sequence-tables.ts';
import type { UndoTables } from './undo-tables.ts';

/** A company that the agency works for; the agency itself has `isAgency` 1. */
export interface ClientRow {
  id: string;
  name: string;
  isAgency: number;
  /** IANA name: `Europe/Berlin`. */
  timeZone: string;
  senderName: string;
  senderAddress: string;
  postalAddress: string;
  /** BrandKit. */
  brandKit: string;
  createdAt: string;
  updatedAt: string;
  archivedAt: string | null;
}

/** A time-boxed push for one client. */
export interface CampaignRow {
  id: string;
  clientId: string;
  name: string;
  objective: string;
  /** Channel[]. */
  channels: string;
  startsOn: string | null;
  endsOn: string | null;
  cadence: string;
  callToAction: string;
  /** Why the person is written to: said in every message. */
  reasonForContact: string;
  budgetCents: number | null;
  currency: string;
  /** IdealCustomer. */
  icp: string;
  /** CampaignLimits. */
  limits: string;
  /** Below it, a lead is not routed; null: every lead is. */
  lowestScore: number | null;
  /** Dates without sends. */
  holidays: string;
  /** Sequence id for each tier; a tier that is missing takes the built-in sequence. */
  sequenceByTier: string;
  /** Null: the client's. */
  senderName: string | null;
  senderAddress: string | null;
  /** How many first messages wait for a person once it is LIVE; 0: none. */
  approveFirst: number;
  mode: string;
  status: string;
  statusReason: string;
  statusAt: string;
  createdAt: string;
  updatedAt: string;
}

/** A person at a company, of one client. */
export interface LeadRow {
  id: string;
  clientId: string;
  /** Whoever it is, in the whole workspace: the leads of one person at several clients share it. */
  personId: string;
  /** The lead that took it over, or null. A merged one is shown nowhere and kept, so that merging can be undone. */
  mergedInto: string | null;
  /** The campaign for which it is scored; null: none yet. */
  campaignId: string | null;
  firstName: string;
  lastName: string;
  fullName: string;
  title: string;
  company: string;
  companyDomain: string;
  industry: string;
  employeeCount: number | null;
  revenueCents: number | null;
  location: string;
  country: string;
  email: string;
  /** Normalised, or null: see lead-identity. */
  emailKey: string | null;
  linkedin: string;
  linkedinKey: string | null;
  phone: string;
  phoneKey: string | null;
  /** IANA name, or null: the client's. */
  timeZone: string | null;
  language: string;
  /** Names, company and address in lower case, for the search. */
  searchText: string;
  /** The displayed name and the company, case-folded: what lists are sorted by. */
  sortName: string;
  sortCompany: string;
  /** Signal[]: why now might be a good moment. */
  signals: string;
  budgetKnown: number;
  timelineKnown: number;
  score: number | null;
  fit: number | null;
  opportunity: number | null;
  tier: string | null;
  grade: string | null;
  /** Factor[]. */
  factors: string;
  scoredAt: string | null;
  /** The version of the client's scoring rules; null: those that are built in. */
  scoreVersion: number | null;
  /** UNCHECKED, VALID, RISKY, INVALID, UNKNOWN (it could not be checked). */
  emailCheck: string;
  /** One plain sentence. */
  emailCheckWhy: string;
  emailCheckedAt: string | null;
  state: string;
  stateReason: string;
  consent: string;
  consentSource: string;
  consentAt: string | null;
  needsReview: number;
  reviewReason: string;
  /** Since when it waits for a person; null: it does not. */
  reviewSince: string | null;
  source: string;
  batchId: string | null;
  batchRow: number | null;
  /** Columns of the file that have no place of their own: name → text. */
  fields: string;
  createdAt: string;
  updatedAt: string;
}

/** One way in which a lead is recognised; (kind, value, clientId) is unique. */
export interface IdentityRow {
  kind: string;
  value: string;
  clientId: string;
  leadId: string;
}

/** One file that was imported, or whose import was begun. */
export interface ImportBatchRow {
  id: string;
  clientId: string;
  campaignId: string | null;
  fileName: string;
  sha256: string;
  sizeBytes: number;
  /** RUNNING, COMPLETED, CANCELLED, FAILED, UNDOING, UNDONE; a RUNNING one whose runner is gone was interrupted. */
  status: string;
  policy: string;
  encoding: string;
  delimiter: string;
  mapping: string;
  rowsTotal: number;
  /** Rows that are finished, whatever became of them: where a resumed import goes on. */
  rowsDone: number;
  imported: number;
  updated: number;
  duplicates: number;
  rejected: number;
  enrolled: number;
  error: string;
  importedBy: string;
  startedAt: string;
  heartbeatAt: string;
  endedAt: string | null;
  /** The sheet of a workbook; empty: its first. */
  sheet: string;
  /** The process that works on it, as `process-mark` says it; empty: none. */
  runner: string;
  /** The last row of the file that is finished. */
  lastRow: number;
  /** How much of the file that is. */
  bytesDone: number;
  /** CALM, STEP (full pace), FRESH (full pace into an empty workspace: indexes and identities come at the end). */
  loadMode: string;
  /** ImportUndo, once it was begun; null: never. */
  undo: string | null;
}

/** A row that became no lead. */
export interface ImportRejectionRow {
  batchId: string;
  rowNumber: number;
  raw: string;
  code: string;
  reason: string;
}

/** A value that a merge did not take over, because the lead already had another one. */
export interface ImportConflictRow {
  batchId: string;
  rowNumber: number;
  leadId: string;
  field: string;
  kept: string;
  found: string;
}

/** Somebody who is never contacted again. */
export interface SuppressionRow {
  id: string;
  /** A client's id, or `*`: the whole workspace. */
  scope: string;
  /** email, domain, linkedin, phone. */
  kind: string;
  /** Normalised as the identities of leads are. */
  value: string;
  reason: string;
  source: string;
  createdBy: string;
  createdAt: string;
  removedAt: string | null;
  removedBy: string;
  removedReason: string;
}

/** Why something was decided: what, why, by whom, when, about what. */
export interface RecordRow {
  id: string;
  clientId: string;
  campaignId: string | null;
  /** client, campaign, lead, enrolment, attempt, run, batch, suppression, sequence. */
  subjectKind: string;
  subjectId: string;
  what: string;
  why: string;
  actor: string;
  /** Facts for the reader, as JSON. */
  data: string;
  at: string;
}

/** All of cam's tables, by their names. */
export interface CamTables
  extends
    ImportShapeTables,
    InboundTables,
    InboxTables,
    LeadListTables,
    LeadWorkTables,
    MailboxTables,
    MatchTables,
    GoLiveTables,
    OptOutTables,
    OutreachTables,
    ScoringTables,
    RightsTables,
    SequenceTables,
    UndoTables {
  camClient: ClientRow;
  camCampaign: CampaignRow;
  camLead: LeadRow;
  camIdentity: IdentityRow;
  camImportBatch: ImportBatchRow;
  camImportRejection: ImportRejectionRow;
  camImportConflict: ImportConflictRow;
  camImportTouch: ImportTouchRow;
  camSuppression: SuppressionRow;
  camRecord: RecordRow;
}
