import * as z from 'zod/mini';
import { CampaignWindow, defaultLimits } from './campaign.ts';
import { MailDomainReport } from './mail-domain-report.ts';

/** Encryption of a connection: from its first byte, asked for in it, or none (this machine only). */
const MailSecurity = z.enum(['tls', 'starttls', 'none']);

/** A server and who logs in there; the password is not here. */
export const MailServer = z.object({
  host: z.string(),
  port: z.number(),
  security: MailSecurity,
  /** Empty: the server asks for none (only for sending). */
  user: z.string(),
  /** `http://host:port` or `socks5://host:port` on the way there, without user and password; missing: directly. */
  proxy: z.optional(z.string()),
});
export type MailServer = z.infer<typeof MailServer>;

/** How much a mailbox may send, and when. DOMAIN section 4. */
export const MailboxLimits = z.object({
  /** Messages a day once it is warm. */
  perDay: z.number(),
  /** Messages on its first day of sending, and how many more on each day after it. */
  rampStart: z.number(),
  rampStep: z.number(),
  /** Minutes between two messages: drawn between these. */
  gapFrom: z.number(),
  gapTo: z.number(),
  /** In the recipient's local time; what the campaign allows besides is smaller still. */
  window: CampaignWindow,
});
export type MailboxLimits = z.infer<typeof MailboxLimits>;

/** What may be chosen, and from where on a person is warned. DOMAIN section 4. */
export const mailboxBounds = {
  perDay: { from: 1, to: 200, warnAbove: 50 },
  rampStart: { from: 1, to: 200 },
  rampStep: { from: 1, to: 50 },
  gapMinutes: { from: 1, to: 240 },
} as const;

/** 30 a day, 10 on the first day and 5 more on each, 10 to 20 minutes between two. DOMAIN section 4. */
export const defaultMailboxLimits: MailboxLimits = {
  ...{ perDay: 30, rampStart: 10, rampStep: 5, gapFrom: 10, gapTo: 20 },
  window: defaultLimits.window,
};

/** What a person decides about a mailbox. */
export const MailboxDraft = z.object({
  address: z.string(),
  /** The name that recipients see. */
  senderName: z.string(),
  /** Where answers go; empty: to the address itself. */
  replyTo: z.string(),
  /** Plain text below each message; may be empty. */
  signature: z.string(),
  /** Empty: the client's. */
  postalAddress: z.string(),
  /** Which preset it was made from; null: none. */
  providerId: z.nullable(z.string()),
  smtp: MailServer,
  /** Null: nothing is read, so neither answers nor bounces are found. */
  imap: z.nullable(MailServer),
  /** Certificates in PEM that are trusted besides the system's, as a bridge on this machine has one; mostly empty. */
  certificate: z.string(),
  limits: MailboxLimits,
});
export type MailboxDraft = z.infer<typeof MailboxDraft>;

/** Passwords on their way in. They never come out again; one that is missing stays as it is stored. */
export const MailboxPasswords = z.object({
  smtp: z.optional(z.string()),
  /** Without one of its own, reading logs in with the password for sending. */
  imap: z.optional(z.string()),
});
export type MailboxPasswords = z.infer<typeof MailboxPasswords>;

const MailboxStatus = z.enum(['ACTIVE', 'PAUSED', 'ARCHIVED']);

/** The field of the form at which a failure has its cause. */
export const MailboxField = z.enum([
  ...(['address', 'senderName', 'replyTo', 'signature', 'postalAddress', 'certificate'] as const),
  ...(['smtpHost', 'smtpPort', 'smtpSecurity', 'smtpUser', 'smtpPassword', 'smtpProxy'] as const),
  ...(['imapHost', 'imapPort', 'imapSecurity', 'imapUser', 'imapPassword', 'imapProxy'] as const),
  ...(['perDay', 'rampStart', 'rampStep', 'gap', 'window'] as const),
]);
export type MailboxField = z.infer<typeof MailboxField>;

/** One part of a test and how it ended. */
export const MailboxTestStep = z.object({
  step: z.enum(['smtp', 'imap', 'message', 'arrival']),
  /** `unknown`: nobody can say; it is never taken for a pass. `skipped`: there was no reason to try. */
  verdict: z.enum(['pass', 'fail', 'unknown', 'skipped']),
  /** One plain sentence. */
  sentence: z.string(),
  field: z.nullable(MailboxField),
});
export type MailboxTestStep = z.infer<typeof MailboxTestStep>;

/** What a test of the connection found. */
export const MailboxTest = z.object({
  at: z.string(),
  steps: z.array(MailboxTestStep),
  /** Names of the folders as the server calls them; null: not found. */
  inbox: z.nullable(z.string()),
  sent: z.nullable(z.string()),
});
export type MailboxTest = z.infer<typeof MailboxTest>;

/** A mailbox of a client, without its secrets. */
export const Mailbox = z.extend(MailboxDraft, {
  id: z.string(),
  clientId: z.string(),
  status: MailboxStatus,
  /** Why it is paused; empty when nobody said. */
  statusReason: z.string(),
  version: z.number(),
  /** Whether a password is stored for each of them. */
  hasSmtpPassword: z.boolean(),
  hasImapPassword: z.boolean(),
  test: z.nullable(MailboxTest),
  report: z.nullable(MailDomainReport),
  /** Since when SPF and DMARC both fail; null: they do not, or nobody knows. */
  failingSince: z.nullable(z.string()),
  /** Where the public half of its own signing key has to stand; null: it signs nothing itself. */
  dkimSelector: z.nullable(z.string()),
  createdAt: z.string(),
});
export type Mailbox = z.infer<typeof Mailbox>;
