import { DnsRecord, MailDomainReport, Mailbox, MailboxDraft, MailboxPasswords, MailboxTest } from '@aicmo/cam/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** How reading of a mailbox goes. */
const MailReading = z.object({
  mailboxId: z.string(),
  /** When it was last read to its end, to five minutes; null: never. */
  readAt: z.nullable(z.string()),
  /** One plain sentence; empty: it works. */
  failure: z.string(),
  nextTryAt: z.nullable(z.string()),
  /** Messages that were looked at, and those that were about our outreach. */
  seen: z.number(),
  kept: z.number(),
});
export type MailReading = z.infer<typeof MailReading>;

const versioned = z.object({ version: z.number() });

/** From which clients write. Passwords go in and never come out. */
export const mailboxEndpoints = defineEndpoints({
  mailboxes: {
    method: 'GET',
    path: '/api/monitoring/mailboxes',
    query: z.object({ client: z.optional(z.string()) }),
    result: z.object({ mailboxes: z.array(Mailbox) }),
    summary: 'The mailboxes of a client or of all, by address',
  },
  mailboxReadings: {
    method: 'GET',
    path: '/api/monitoring/mailbox-readings',
    result: z.object({ readings: z.array(MailReading) }),
    summary: 'How reading of each mailbox goes',
  },
  mailboxAdd: {
    method: 'POST',
    path: '/api/monitoring/mailboxes',
    body: z.object({ client: z.string(), draft: MailboxDraft, passwords: MailboxPasswords }),
    result: Mailbox,
    summary: 'Add a mailbox',
  },
  mailboxEdit: {
    method: 'POST',
    path: '/api/monitoring/mailboxes/:id',
    body: z.object({ version: z.number(), draft: MailboxDraft, passwords: MailboxPasswords }),
    result: Mailbox,
    summary: 'Change a mailbox; a password that is missing stays',
  },
  mailboxPause: {
    method: 'POST',
    path: '/api/monitoring/mailboxes/:id/pause',
    body: z.object({ version: z.number(), reason: z.string() }),
    result: Mailbox,
    summary: 'Send nothing from a mailbox until it is taken into use again',
  },
  mailboxResume: {
    method: 'POST',
    path: '/api/monitoring/mailboxes/:id/resume',
    body: versioned,
    result: Mailbox,
    summary: 'Take a mailbox into use again',
  },
  mailboxArchive: {
    method: 'POST',
    path: '/api/monitoring/mailboxes/:id/archive',
    body: versioned,
    summary: 'Remove a mailbox and delete its passwords',
  },
  mailboxTest: {
    method: 'POST',
    path: '/api/monitoring/mailboxes/:id/test',
    body: z.object({ message: z.boolean() }),
    result: MailboxTest,
    summary: 'Log in to both servers; with a message, send one to the own address and look for it',
  },
  mailboxDomain: {
    method: 'POST',
    path: '/api/monitoring/mailboxes/:id/domain',
    result: MailDomainReport,
    summary: 'Ask the name servers about SPF, DKIM and DMARC',
  },
  mailboxKey: {
    method: 'POST',
    path: '/api/monitoring/mailboxes/:id/key',
    body: versioned,
    result: DnsRecord,
    summary: 'Make a signing key and say how its public half is published',
  },
});
