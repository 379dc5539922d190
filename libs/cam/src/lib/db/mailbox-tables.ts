/** A mailbox of a client. Secrets are sealed by the vault, whose key is not in the database. */
export interface MailboxRow {
  id: string;
  clientId: string;
  address: string;
  /** The address in lower case while the mailbox is in use, so that no two have the same; null: archived. */
  addressKey: string | null;
  senderName: string;
  replyTo: string;
  signature: string;
  postalAddress: string;
  providerId: string | null;
  /** MailServer. */
  smtp: string;
  /** MailServer, or null. */
  imap: string | null;
  certificate: string;
  /** MailboxLimits. */
  limits: string;
  smtpSecret: string | null;
  imapSecret: string | null;
  dkimSelector: string | null;
  dkimSecret: string | null;
  /** ACTIVE, PAUSED, ARCHIVED. */
  status: string;
  statusReason: string;
  /** MailboxTest, or null. */
  test: string | null;
  /** MailDomainReport, or null. */
  report: string | null;
  failingSince: string | null;
  version: number;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
}

/** The table of mailboxes. */
export interface MailboxTables {
  camMailbox: MailboxRow;
}
