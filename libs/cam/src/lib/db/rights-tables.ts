/** One change of what a person has allowed; never changed, removed only with the person. */
export interface ConsentEventRow {
  id: string;
  clientId: string;
  leadId: string;
  consentBefore: string;
  consent: string;
  /** Where it comes from, in words: `Web form “Demo”`, `Operator`, a file's name. */
  source: string;
  why: string;
  /** The sentence that the person agreed to, as it was shown; empty where there was none. */
  agreedTo: string;
  actor: string;
  at: string;
}

/** What was erased, without the person: the receipt. */
export interface ErasureRow {
  id: string;
  /** ErasureCount[]. */
  counts: string;
  reason: string;
  /** PERSON (somebody asked) or RETENTION. */
  cause: string;
  erasedBy: string;
  at: string;
}

/** An address, profile or number of somebody who was erased, as a keyed hash: it can be recognised and not read. */
export interface ErasedKeyRow {
  kind: string;
  hash: string;
  erasureId: string;
  at: string;
}

/** A random key of this workspace: `erased-people`, `public-links`. */
export interface SecretRow {
  name: string;
  value: string;
  createdAt: string;
}

/** A setting of how long something is kept; a kind without a row has its defaults. */
export interface RetentionRuleRow {
  kind: string;
  isOn: number;
  days: number;
  changedBy: string;
  changedAt: string;
}

/** One time that a rule was carried out. */
export interface RetentionRunRow {
  id: string;
  kind: string;
  days: number;
  /** What is older went. */
  cutoff: string;
  removed: number;
  error: string;
  startedBy: string;
  startedAt: string;
  endedAt: string;
}

/** A form that people outside fill in. */
export interface CaptureFormRow {
  id: string;
  clientId: string;
  campaignId: string | null;
  /** Random; the form's address. */
  key: string;
  name: string;
  title: string;
  intro: string;
  /** CaptureField[]. */
  fields: string;
  /** The sentence that the person agrees to. */
  consentText: string;
  /** Web addresses whose pages may show the form in a frame. */
  sites: string;
  /** OPEN or CLOSED. */
  status: string;
  version: number;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
}

/** What somebody sent by a form, and how far its confirmation is. */
export interface CaptureSubmissionRow {
  id: string;
  formId: string;
  clientId: string;
  /** Of the page that was filled in: the same page sent twice is one submission. */
  pageNonce: string;
  /** CaptureValues; emptied when it became a lead. */
  answers: string;
  emailKey: string;
  consentText: string;
  /** WAITING, CONFIRMED, HELD (a person must decide), DISCARDED, WITHDRAWN. */
  status: string;
  statusReason: string;
  receivedAt: string;
  /** Until when its link confirms. */
  expiresAt: string;
  confirmedAt: string | null;
  leadId: string | null;
  ledgerId: string | null;
  /** What became of the confirmation message, in words. */
  messageState: string;
}

/** The tables of people's rights and of web forms. */
export interface RightsTables {
  camConsentEvent: ConsentEventRow;
  camErasure: ErasureRow;
  camErasedKey: ErasedKeyRow;
  camSecret: SecretRow;
  camRetentionRule: RetentionRuleRow;
  camRetentionRun: RetentionRunRow;
  camCaptureForm: CaptureFormRow;
  camCaptureSubmission: CaptureSubmissionRow;
}
