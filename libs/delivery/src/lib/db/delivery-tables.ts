/*
 * The rows of delivery's tables as the database gives them: instants are ISO text, JSON is text that the store parses.
 */

/** A document of a client, in versions. */
export interface ArtifactRow {
  id: string;
  clientId: string;
  campaignId: string | null;
  kind: string;
  name: string;
  /** The newest version: a save succeeds only while it is still the one that was edited. */
  version: number;
  createdAt: string;
}

/** One stored version; only its state changes. */
export interface ArtifactVersionRow {
  id: string;
  artifactId: string;
  number: number;
  state: string;
  payload: string;
  hash: string;
  /** string[]: ids of versions. */
  dependsOn: string;
  savedBy: string;
  savedAt: string;
}

/** A line of a version's story. */
export interface VersionEventRow {
  /** Numbered by the database, upwards. */
  seq?: number;
  versionId: string;
  at: string;
  by: string;
  what: string;
  why: string | null;
}

/** A person's decision about exactly one content; never changed. */
export interface ApprovalRow {
  seq?: number;
  subjectKind: string;
  subjectId: string;
  decision: string;
  hash: string;
  /** Record of field → SHA-256. */
  fieldHashes: string;
  by: string;
  why: string | null;
  at: string;
}

/** All checks on exactly one content; never changed. */
export interface QcRow {
  seq?: number;
  subjectKind: string;
  subjectId: string;
  hash: string;
  verdict: string;
  score: number;
  /** QcCheck[]. */
  checks: string;
  at: string;
}

/** Delivery's tables. */
export interface DeliveryTables {
  deliveryArtifact: ArtifactRow;
  deliveryArtifactVersion: ArtifactVersionRow;
  deliveryVersionEvent: VersionEventRow;
  deliveryApproval: ApprovalRow;
  deliveryQc: QcRow;
}
