import type { SmtpOutcome, SmtpStage } from './smtp-settings.ts';

/** An error of the SMTP library or of the socket. */
export interface SmtpError extends Error {
  readonly code?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

/** Where a conversation is, by what was said last. `message`: the server asked for it, and has not answered since. */
export function stageOf(transcript: readonly string[]): SmtpStage {
  const said =
    transcript
      .filter((line) => line.startsWith('C: '))
      .at(-1)
      ?.slice(3) ?? '';
  if (/^DATA\b/i.test(said)) return isAskedFor(transcript) ? 'message' : 'data';
  if (/^RCPT\b/i.test(said)) return 'recipient';
  if (/^MAIL\b/i.test(said)) return 'sender';
  if (/^STARTTLS\b/i.test(said)) return 'tls';
  if (/^(?:EHLO|HELO)\b/i.test(said)) return 'greeting';
  return said === '' ? 'connect' : 'login';
}

/** “354 go ahead”: from then on the message itself is on the wire. */
function isAskedFor(transcript: readonly string[]): boolean {
  const data = transcript.findLastIndex((line) => /^C: DATA\b/i.test(line));
  return transcript.slice(data + 1).some((line) => /^S: [23]\d\d/.test(line));
}

/** A refusal by the server, when the error is one. */
export function smtpRefusal(
  error: SmtpError,
  transcript: readonly string[],
): Extract<SmtpOutcome, { outcome: 'refused' }> | undefined {
  const response = error.response ?? '';
  const code = error.responseCode ?? Number(/^\d{3}/.exec(response)?.[0] ?? 0);
  if (code < 400 || code > 599) return undefined;
  const stage = stageOf(transcript);
  return {
    ...{ outcome: 'refused', code, response, isTemporary: code < 500, transcript: [...transcript] },
    stage: stage === 'data' ? 'data' : stage,
    status: /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(response)?.[0] ?? '',
  };
}

/** An end without an answer, in words; only for a conversation that had not come to the message. */
export function smtpFailure(
  error: SmtpError,
  transcript: readonly string[],
): Extract<SmtpOutcome, { outcome: 'failed' }> {
  const found = causes.find(([pattern]) => pattern.test(`${error.code ?? ''} ${error.message}`));
  const [, why, isTemporary, at] = found ?? [/./, 'The connection ended before the message was sent.', true, undefined];
  return { outcome: 'failed', stage: at ?? stageOf(transcript), why, isTemporary, transcript: [...transcript] };
}

/** What went wrong, in a sentence, and whether waiting helps. Node's and nodemailer's own codes. */
const causes: readonly (readonly [RegExp, string, boolean, SmtpStage?])[] = [
  [/ENOTFOUND|EAI_|EDNS/, 'The name of the mail server is not known. Look for a mistake in it.', true, 'connect'],
  [/ECONNREFUSED/, 'Nothing answers at this server and port.', true, 'connect'],
  [/EHOSTUNREACH|ENETUNREACH/, 'The mail server cannot be reached from here.', true, 'connect'],
  [
    /CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME|certificate|EPROTO.*alert/i,
    'The certificate of the mail server cannot be trusted, so nothing was said to it.',
    false,
    'tls',
  ],
  [
    /wrong version number|ETLS|EPROTO|SSL/i,
    'The server does not speak TLS here. Choose STARTTLS for port 587, and TLS for port 465.',
    false,
    'tls',
  ],
  [/STARTTLS/i, 'The server offers no encryption, so nothing was said to it.', false, 'tls'],
  [/Greeting never received/i, 'The mail server accepted the connection and said nothing.', true, 'greeting'],
  [/EAUTH|Missing credentials/i, 'The mail server wants a user and a password.', false, 'login'],
  [/larger than allowed/i, 'The message is larger than the server takes.', false, 'sender'],
  [/EPROXY|proxy|socks/i, 'The proxy did not connect to the mail server.', true, 'connect'],
  [/ETIMEDOUT|timeout/i, 'The mail server did not answer in time.', true],
  [/ECONNRESET|EPIPE|ECONNECTION|ESOCKET|closed/i, 'The connection to the mail server broke.', true],
];
