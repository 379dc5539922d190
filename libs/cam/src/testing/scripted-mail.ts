import { plusMs, type Instant } from '@aicmo/core-kernel';

/** A message of ours as the other side sees it. */
export interface SeenLetter {
  readonly at: Instant;
  readonly from: string;
  readonly to: string;
  /** Without angle brackets. */
  readonly messageId: string;
  readonly subject: string;
}

/** Something that comes back because of a message. */
export interface ComingBack {
  /** A whole number of seconds later. */
  readonly afterMs: number;
  readonly raw: (at: Instant) => string;
}

/** What the other side does, by what it sees alone: so a played world and real servers do the same. */
export interface MailScript {
  /** Refused at RCPT TO; undefined: accepted. `tries`: how often this address was tried, from 1. */
  recipient(to: string, tries: number): { readonly code: number; readonly text: string } | undefined;
  /** After the whole message. `isCut`: the connection breaks before anybody says whether it was taken. */
  taken(letter: SeenLetter): { readonly isCut?: boolean; readonly back?: readonly ComingBack[] };
}

/** What came back by now and what is still to come, by the mailbox that it comes to. */
export interface PostBag {
  add(letter: SeenLetter, back: readonly ComingBack[]): void;
  arrived(address: string, now: Instant): readonly { readonly at: Instant; readonly raw: string }[];
  nextAt(now: Instant): Instant | null;
}

/** An empty bag. */
export function postBag(): PostBag {
  const all: { readonly to: string; readonly at: Instant; readonly raw: string }[] = [];
  return {
    add: ({ from, at }, back) => {
      for (const { afterMs, raw } of back) {
        const whole = plusMs(at, afterMs + ((1000 - (new Date(at).getTime() % 1000)) % 1000));
        all.push({ to: from, at: whole, raw: raw(whole) });
        all.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
      }
    },
    arrived: (address, now) => all.filter(({ to, at }) => to === address && at <= now),
    nextAt: (now) => all.find(({ at }) => at > now)?.at ?? null,
  };
}

/** Reads of a message what the other side needs to answer it. */
export function seenLetter(
  envelope: { readonly at: Instant; readonly from: string; readonly to: string },
  raw: string,
) {
  const header = (name: string): string =>
    new RegExp(`^${name}: ?(.*(?:\\r?\\n[ \\t].*)*)`, 'im').exec(raw.slice(0, raw.search(/\r?\n\r?\n/)))?.[1] ?? '';
  return { ...envelope, messageId: header('Message-ID').trim().replaceAll(/[<>]/g, ''), subject: header('Subject') };
}

const mail = (headers: Readonly<Record<string, string>>, body: string): string =>
  [...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', body, ''].join('\r\n');

const threadOf = ({ from, to, messageId, subject }: SeenLetter, at: Instant, tag: string) => ({
  ...{ From: to, To: from, Subject: `Re: ${subject}`, Date: new Date(at).toUTCString() },
  'Message-ID': `<${tag}.${messageId}>`,
  ...{ 'In-Reply-To': `<${messageId}>`, References: `<${messageId}>`, 'MIME-Version': '1.0' },
  'Content-Type': 'text/plain; charset=utf-8',
});

/** A person answers. */
export const humanReply = (letter: SeenLetter, text: string) => (at: Instant) =>
  mail(threadOf(letter, at, 'reply'), text);

/** A machine says that the person is away, until a day (`2026-04-07`) or without one. */
export const absenceNotice = (letter: SeenLetter, until: string | null) => (at: Instant) =>
  mail(
    {
      ...threadOf(letter, at, 'away'),
      ...{ 'Auto-Submitted': 'auto-replied', Subject: `Out of office: ${letter.subject}` },
    },
    until === null ? 'I am out of the office.' : `I am out of the office until ${until} and will answer after that.`,
  );

/** The recipient's server gives a message back (RFC 3464). */
export const bounceNotice = (letter: SeenLetter, status: string, diagnostic: string) => (at: Instant) => {
  const edge = 'report-boundary';
  const host = letter.to.slice(letter.to.indexOf('@') + 1);
  return mail(
    {
      ...{ From: `MAILER-DAEMON@mx.${host}`, To: letter.from, Subject: 'Undelivered Mail Returned to Sender' },
      ...{ Date: new Date(at).toUTCString(), 'Message-ID': `<bounce.${letter.messageId}>`, 'MIME-Version': '1.0' },
      ...{ 'Auto-Submitted': 'auto-replied', 'Return-Path': '<>' },
      'Content-Type': `multipart/report; report-type=delivery-status; boundary="${edge}"`,
    },
    [
      ...[`--${edge}`, 'Content-Type: text/plain', '', `Your message could not be delivered: ${diagnostic}`],
      ...[`--${edge}`, 'Content-Type: message/delivery-status', '', `Reporting-MTA: dns; mx.${host}`, ''],
      ...[`Final-Recipient: rfc822; ${letter.to}`, 'Action: failed', `Status: ${status}`],
      ...[`Diagnostic-Code: smtp; 550 ${status} ${diagnostic}`, ''],
      ...[`--${edge}`, 'Content-Type: text/rfc822-headers', '', `Message-ID: <${letter.messageId}>`],
      ...[`To: ${letter.to}`, `--${edge}--`],
    ].join('\r\n'),
  );
};
