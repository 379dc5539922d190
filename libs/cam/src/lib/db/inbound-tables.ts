/** A message that came in about our outreach: what a person or a machine answered. Others are never kept. */
export interface InboundRow {
  id: string;
  clientId: string;
  mailboxId: string;
  /** Where it lay when it was read. */
  folder: string;
  /** Its own Message-ID without angle brackets; empty: it had none. */
  messageId: string;
  /** SHA-256 over who wrote what when, without what servers add on the way: (mailboxId, digest) is unique. */
  digest: string;
  /** When the server took it, else when it was read. */
  receivedAt: string;
  /** As it was written, in lower case. */
  fromAddress: string;
  /** The address as leads are recognised by it (`identity`); empty: none that can be read. */
  fromKey: string;
  fromName: string;
  subject: string;
  /** What was written new: without quotes and signature. */
  text: string;
  /** string[]: the Message-IDs that an answer to it has to name, oldest first; its own is the last. */
  thread: string;
  /** Its whole length. */
  bytes: number;
  /** What it is now: InboundKind. */
  kind: string;
  /** What the machine took it for, and how sure it was (0–1). */
  machineKind: string;
  confidence: number;
  /** string[]: the words and headers that decided. */
  evidence: string;
  /** Of bounces: 1 when writing again can never work. */
  permanent: number;
  /** Of bounces: why it came back. */
  bounceReason: string;
  /** Enhanced status code of a bounce, or empty. */
  bounceStatus: string;
  /** Whom a bounce, delivery notice or complaint is about, as leads are recognised; or empty. */
  aboutKey: string;
  /** Of an absence: the day of return, or null. */
  returnsOn: string | null;
  /** InboundMatch: by what it was recognised as an answer to ours. */
  matchedBy: string;
  attemptId: string | null;
  enrolmentId: string | null;
  campaignId: string | null;
  leadId: string | null;
  /** NEW (nobody looked), OPEN, SNOOZED, DONE. What machines wrote is DONE from the beginning. */
  state: string;
  /** Since when it waits for a person's answer; null: it does not. */
  waitsSince: string | null;
  snoozedUntil: string | null;
  /** A person's name, or empty. */
  assignedTo: string;
  /** What a person made of it, or null. */
  outcome: string | null;
  doneAt: string | null;
  /** A person's name, or what settled it; empty: nobody yet. */
  doneBy: string;
  /** InboundEffects: what was done because of it, enough to take it back. */
  effects: string;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** How far a folder of a mailbox was read. Kept in the transaction that keeps its messages. */
export interface InboundMarkRow {
  mailboxId: string;
  folder: string;
  uidValidity: string;
  lastUid: number;
  updatedAt: string;
}

/** How reading of a mailbox goes. */
export interface InboundReadingRow {
  mailboxId: string;
  /** When it was last read to its end; null: never. */
  readAt: string | null;
  /** Since when it fails without a break; null: it does not. */
  failingSince: string | null;
  failures: number;
  /** One plain sentence; empty: it works. */
  failure: string;
  /** Not before then it is tried again; null: at once. */
  nextTryAt: string | null;
  /** Messages that were read, and of them those that were kept. */
  seen: number;
  kept: number;
}

/** A rule that paused or completed a campaign by itself. */
export interface GuardrailEventRow {
  id: string;
  clientId: string;
  campaignId: string;
  /** BOUNCES, COMPLAINTS, GOAL. */
  kind: string;
  /** One plain sentence with the figures. */
  reason: string;
  /** GuardrailFigures. */
  figures: string;
  at: string;
  /** When a person took note of it; null: it waits on the Command Center. */
  seenAt: string | null;
  seenBy: string;
}

/** When a campaign stops by itself; a campaign without a row has the defaults and no goal. */
export interface GuardrailSettingRow {
  campaignId: string;
  /** Shares, 0–1. */
  bounceLimit: number;
  complaintLimit: number;
  /** Below so many messages of seven days nothing is judged. */
  fromSends: number;
  /** REPLIES, MEETINGS, CLIENTS; null: it has no goal. */
  goalKind: string | null;
  goalTarget: number | null;
  version: number;
  changedBy: string;
  changedAt: string;
}

/** The tables of what comes in. */
export interface InboundTables {
  camInbound: InboundRow;
  camInboundMark: InboundMarkRow;
  camInboundReading: InboundReadingRow;
  camGuardrailEvent: GuardrailEventRow;
  camGuardrailSetting: GuardrailSettingRow;
}
