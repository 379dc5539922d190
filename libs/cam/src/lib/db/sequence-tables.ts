/* The rows of sequences, their versions, and the wordings of their messages. See cam-tables.ts. */

/** A timed list of messages. */
export interface SequenceRow {
  id: string;
  /** Null: built in, for every client. */
  clientId: string | null;
  /** `aggressive_close` and so on; a copy has one of its own. */
  key: string;
  name: string;
  goal: string;
  /** The tier that is routed here by default, or null. */
  tier: string | null;
  /** The newest one. */
  version: number;
  createdAt: string;
  updatedAt: string;
  archivedAt: string | null;
}

/** A sequence as it was saved once; it never changes, but for who goes on with what. */
export interface SequenceVersionRow {
  sequenceId: string;
  /** From 1. */
  version: number;
  /** How many messages. */
  steps: number;
  /** Their channels in order, each with a space after it: what two versions share when only words differ. */
  shape: string;
  /** The version with whose words those who began with this one go on; null: with its own. Never a chain. */
  carriedTo: number | null;
  savedBy: string;
  savedAt: string;
}

/** One wording of one message of a version. */
export interface StepVariantRow {
  sequenceId: string;
  version: number;
  /** The message, from 1. */
  position: number;
  /** The wording, from 1. Day and channel are the same in all of a message. */
  variant: number;
  /** Days after the start of the enrolment. */
  day: number;
  channel: string;
  subjectTemplate: string;
  bodyTemplate: string;
  /** Null: plain text alone. */
  htmlTemplate: string | null;
  /** Its share is this of the sum of all of the message's. */
  weight: number;
}

/** Cam's tables of sequences, by their names. */
export interface SequenceTables {
  camSequence: SequenceRow;
  camSequenceVersion: SequenceVersionRow;
  camStepVariant: StepVariantRow;
}
