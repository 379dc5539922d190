/** An answer that somebody writes and has not sent yet. */
export interface InboxDraftRow {
  /** The message that it answers; there is one draft for it. */
  inboundId: string;
  clientId: string;
  leadId: string | null;
  /** Who is answered, as leads are recognised (`identity`); or empty. */
  recipientKey: string;
  text: string;
  writtenBy: string;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** An answer of a person, on its way or gone. Its id is what the egress ledger knows it by. */
export interface InboxAnswerRow {
  id: string;
  clientId: string;
  /** The message that it answers. */
  inboundId: string;
  leadId: string | null;
  mailboxId: string;
  recipient: string;
  /** As leads are recognised (`identity`); or empty. */
  recipientKey: string;
  recipientName: string;
  subject: string;
  /** What the person wrote, without the signature. */
  text: string;
  /** Deterministic: `<id@domain of the mailbox>`, without its brackets. */
  messageId: string;
  /** string[]: the thread that it goes on with, the oldest first. */
  thread: string;
  /** SENDING, SENT, RETRY_SCHEDULED, FAILED, UNCERTAIN, PROOFED, CANCELLED. */
  state: string;
  /** string[]: one plain sentence each. */
  reasons: string;
  /** string[]: what the server said. */
  evidence: string;
  tries: number;
  nextTryAt: string | null;
  ledgerId: string | null;
  writtenBy: string;
  createdAt: string;
  settledAt: string | null;
  updatedAt: string;
}

/** The tables of the inbox. */
export interface InboxTables {
  camInboxDraft: InboxDraftRow;
  camInboxAnswer: InboxAnswerRow;
}
