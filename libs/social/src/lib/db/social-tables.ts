/*
 * The rows of social's tables as the database gives them: instants are ISO text, JSON is text that the store parses.
 */

/** A place that we listen to, with what came of its last reading. */
export interface SourceRow {
  id: string;
  clientId: string;
  name: string;
  url: string | null;
  /** The canonical address, or the name of a source without one: what makes it the same source for a client. */
  identity: string;
  /** FeedFormat; null until it was read. */
  format: string | null;
  failure: string | null;
  readAt: string | null;
  triedAt: string | null;
  createdAt: string;
  archivedAt: string | null;
}

/** An item that a source carried. Only its correction changes. */
export interface MentionRow {
  id: string;
  clientId: string;
  sourceId: string;
  identity: string;
  url: string | null;
  title: string;
  text: string;
  author: string | null;
  language: string | null;
  publishedAt: string | null;
  seenAt: string;
  /** Sentiment's label, for filters: as corrected, else as computed. */
  label: string;
  /** Sentiment as computed. */
  sentiment: string;
  correctedBy: string | null;
  correctedAt: string | null;
}

/** A report as it was made; never changed. */
export interface ReportRow {
  id: string;
  clientId: string;
  madeAt: string;
  madeBy: string;
  /** ListeningReport. */
  report: string;
}

/** A post. */
export interface PostRow {
  id: string;
  version: number;
  clientId: string;
  campaignId: string | null;
  platform: string;
  account: string;
  text: string;
  /** string[]. */
  links: string;
  /** PostMedia[]. */
  media: string;
  state: string;
  plannedAt: string | null;
  /** string[]. */
  stoppedBy: string;
  ledgerId: string | null;
  createdAt: string;
  updatedAt: string;
}

/** A line of a post's story. */
export interface PostEventRow {
  /** Numbered by the database, upwards. */
  seq?: number;
  postId: string;
  at: string;
  by: string;
  what: string;
  why: string | null;
}

/** Social's tables. */
export interface SocialTables {
  socialSource: SourceRow;
  socialMention: MentionRow;
  socialReport: ReportRow;
  socialPost: PostRow;
  socialPostEvent: PostEventRow;
}
