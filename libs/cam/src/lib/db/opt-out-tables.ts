/** One time that somebody asked not to be contacted any more, however they said it. */
export interface OptOutRow {
  id: string;
  /** Whose message or lead it was; `*`: nobody knows. It counts for every client of the workspace. */
  clientId: string;
  leadId: string | null;
  /** The message that it answers. */
  attemptId: string | null;
  /** Normalised as identities are; empty: there was none. */
  addressKey: string;
  /** link, mail, reply, complaint, operator. */
  source: string;
  /** What was said, or what was done instead of words. */
  words: string;
  actor: string;
  /** OptOutEffects: what it changed, so that it can be lifted. */
  effects: string;
  at: string;
  /** When the person said that it was a mistake. Changes nothing by itself. */
  askedBackAt: string | null;
  liftedAt: string | null;
  liftedBy: string;
  liftedReason: string;
}

/** The table of those who asked not to be contacted. */
export interface OptOutTables {
  camOptOut: OptOutRow;
}
