import type { SmtpOutcome } from '@aicmo/core-effects';
import type { AppError } from '@aicmo/core-kernel';
import type { MailboxField, MailboxTestStep } from '../../contract/mailbox.ts';

/** What a server said, as a part of a sentence. */
const said = (response: string): string => `“${response.replaceAll(/\s+/g, ' ').trim().slice(0, 300)}”`;

/** How logging in to the server for sending failed, at the field that causes it. */
export function smtpStep(failure: Extract<SmtpOutcome, { outcome: 'refused' | 'failed' }>): MailboxTestStep {
  const sentence =
    failure.outcome === 'failed'
      ? failure.why
      : failure.stage === 'login'
        ? `The server refused user or password: ${said(failure.response)}. Many providers want a password of its own for programs.`
        : `The server refused to go on: ${said(failure.response)}.`;
  return { step: 'smtp', verdict: 'fail', sentence, field: smtpField(failure) };
}

function smtpField({ stage, ...failure }: Extract<SmtpOutcome, { outcome: 'refused' | 'failed' }>): MailboxField {
  switch (stage) {
    case 'connect':
      return failure.outcome === 'failed' && failure.why.startsWith('Nothing answers') ? 'smtpPort' : 'smtpHost';
    case 'tls':
      return 'smtpSecurity';
    case 'greeting':
      return 'smtpPort';
    case 'login':
      return 'smtpPassword';
    case 'sender':
    case 'recipient':
    case 'data':
    case 'message':
      return 'address';
  }
}

/** How reading the mailbox failed; by the codes of `unavailable` (`imap-…`). */
export function imapStep({ code, message }: AppError): MailboxTestStep {
  const fields: Readonly<Record<string, MailboxField>> = {
    'imap-unknown-host': 'imapHost',
    'imap-refused': 'imapPort',
    'imap-silent': 'imapPort',
    'imap-certificate': 'imapSecurity',
    'imap-no-tls': 'imapSecurity',
    'imap-no-starttls': 'imapSecurity',
    'imap-login': 'imapPassword',
  };
  const isTheirs = code.startsWith('imap-');
  const field = fields[code] ?? (isTheirs ? 'imapHost' : null);
  return { step: 'imap', verdict: isTheirs ? 'fail' : 'unknown', sentence: message, field };
}

/** What became of the message to the own address, and how the ledger is told. */
export function messageStep(outcome: SmtpOutcome): MailboxTestStep {
  const step = 'message';
  switch (outcome.outcome) {
    case 'accepted':
      return {
        step,
        verdict: 'pass',
        sentence: `The server took the message: ${said(outcome.response)}.`,
        field: null,
      };
    case 'refused': {
      const sentence = `The server refused the message: ${said(outcome.response)}.`;
      return { step, verdict: 'fail', sentence, field: smtpField(outcome) };
    }
    case 'failed':
      return { step, verdict: 'fail', sentence: outcome.why, field: smtpField(outcome) };
    case 'held':
      return { step, verdict: 'fail', sentence: 'Everything was put on hold before the message left.', field: null };
    case 'unknown':
      return { step, verdict: 'unknown', sentence: `${outcome.why} Nobody knows whether it was taken.`, field: null };
  }
}

/** The same in the words of the ledger. */
export const settlementOf = (outcome: SmtpOutcome) => {
  const left = outcome.outcome === 'accepted' ? 'SENT' : outcome.outcome === 'unknown' ? 'UNCERTAIN' : 'FAILED';
  const reasons = left === 'SENT' ? [] : [messageStep(outcome).sentence];
  return { outcome: left, reasons, evidence: [...outcome.transcript] } as const;
};
