/** What stands in a person's message; the rest is as programs write it. */
export interface MailGiven {
  readonly from?: string;
  readonly subject?: string;
  readonly headers?: readonly string[];
  readonly text?: string;
}

/** A message as a person's program writes it. */
export const aMail = ({
  from = 'maja@kurier.example',
  subject = 'Re: Hello',
  headers = [],
  text = 'Hello.',
}: MailGiven): string =>
  [
    ...[`From: <${from}>`, 'To: <anna@nordlicht.example>', `Subject: ${subject}`, ...headers],
    ...[`Message-ID: <${Math.abs(hash(`${from}${subject}${text}${headers.join('')}`))}@away.example>`],
    ...[
      'Date: Mon, 02 Mar 2026 10:00:00 +0000',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      '',
      text,
    ],
  ].join('\r\n');

const hash = (text: string): number => [...text].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) | 0, 7);

interface BounceGiven {
  readonly to: string;
  readonly about: string;
  readonly status: string;
  readonly says: string;
}

/** What a server sends back (RFC 3464). */
export const aBounce = ({ to, about, status, says }: BounceGiven): string =>
  [
    ...['From: Mail Delivery System <MAILER-DAEMON@mx.away.example>', 'To: <anna@nordlicht.example>'],
    ...['Subject: Undelivered Mail Returned to Sender', 'Auto-Submitted: auto-replied', `Message-ID: <b-${about}>`],
    ...['MIME-Version: 1.0', 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', ''],
    ...['--b', 'Content-Type: text/plain', '', `<${to}>: ${says}`, ''],
    ...['--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.away.example', ''],
    ...[`Final-Recipient: rfc822; ${to}`, 'Action: failed', `Status: ${status}`, `Diagnostic-Code: smtp; ${says}`, ''],
    ...['--b', 'Content-Type: message/rfc822', '', `Message-ID: <${about}>`, 'Subject: Hello', '', 'Hello.', '--b--'],
  ].join('\r\n');

/** What a provider sends when somebody presses "this is spam" (RFC 5965). */
export const aComplaint = (about: string, to: string): string =>
  [
    ...['From: <feedback@provider.example>', 'To: <anna@nordlicht.example>', 'Subject: FW: Hello', 'MIME-Version: 1.0'],
    ...[`Message-ID: <c-${about}>`, 'Content-Type: multipart/report; report-type=feedback-report; boundary="b"', ''],
    ...['--b', 'Content-Type: text/plain', '', 'This is an email abuse report.', ''],
    ...[
      '--b',
      'Content-Type: message/feedback-report',
      '',
      'Feedback-Type: abuse',
      'User-Agent: Provider/1',
      'Version: 1',
    ],
    ...[`Original-Rcpt-To: <${to}>`, ''],
    ...[
      '--b',
      'Content-Type: message/rfc822',
      '',
      `Message-ID: <${about}>`,
      `To: <${to}>`,
      'Subject: Hello',
      '',
      'x',
      '--b--',
    ],
  ].join('\r\n');
