import type { Vault } from '@aicmo/core-effects';
import { defaultMailboxLimits } from '../contract/mailbox.ts';
import type { MailboxRow } from '../lib/db/mailbox-tables.ts';

/** A mailbox in use whose server stands on this machine and asks for no password. */
export const aMailboxRow = (smtpPort: number, over: Partial<MailboxRow> = {}): MailboxRow => ({
  ...{ id: '01990000-0000-7000-8000-0000000000a1', clientId: '01990000-0000-7000-8000-000000000001' },
  ...{ address: 'anna@nordlicht.example', addressKey: 'anna@nordlicht.example', senderName: 'Anna Berg', replyTo: '' },
  ...{ signature: 'Anna', postalAddress: 'Hafenstr. 1, 20359 Hamburg', providerId: null, imap: null, certificate: '' },
  smtp: JSON.stringify({ host: 'localhost', port: smtpPort, security: 'none', user: '' }),
  limits: JSON.stringify(defaultMailboxLimits),
  ...{ smtpSecret: null, imapSecret: null, dkimSelector: null, dkimSecret: null, status: 'ACTIVE', statusReason: '' },
  ...{ test: aPassedTest, report: null, failingSince: null, version: 1, createdBy: 'Anna' },
  ...{ createdAt: '2026-03-01T10:00:00.000Z', updatedAt: '2026-03-01T10:00:00.000Z' },
  ...over,
});

/** MailboxTest: both servers answered. */
const aPassedTest = JSON.stringify({
  ...{ at: '2026-03-01T10:00:00.000Z', inbox: 'INBOX', sent: 'Sent' },
  steps: [{ step: 'smtp', verdict: 'pass', sentence: 'Logging in for sending works.', field: null }],
});

/** A vault for mailboxes without secrets: there is nothing in it. */
export const anEmptyVault: Vault = {
  seal: async (_owner, secret) => secret,
  open: async (_owner, sealed) => sealed,
};
