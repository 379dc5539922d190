import { conflict, invalid, notFound } from '@aicmo/core-kernel';
import {
  mailboxBounds,
  type MailServer,
  type MailboxDraft,
  type MailboxField,
  type MailboxLimits,
} from '../../contract/mailbox.ts';
import { parseEmail } from '../leads/email-identity.ts';

const longest = { senderName: 100, signature: 2000, postalAddress: 500, host: 253, user: 254 } as const;

/** A wrong field of the form: `mailbox-<field>`, with the field in the details. */
export const wrongMailbox = (field: MailboxField, message: string) =>
  invalid({ code: `mailbox-${field.toLowerCase()}`, message, details: { field } });

/** A mailbox as it is kept. Throws `invalid` (`mailbox-…`) with the field that is wrong. */
export function checkedMailbox(draft: MailboxDraft): MailboxDraft {
  const address = addressOf('address', draft.address);
  const replyTo = draft.replyTo.trim() === '' ? '' : addressOf('replyTo', draft.replyTo);
  const senderName = oneLine('senderName', draft.senderName.trim());
  if (senderName === '')
    throw wrongMailbox('senderName', 'Write the name that recipients see: whoever writes says who they are.');
  assertLength('signature', draft.signature);
  assertLength('postalAddress', draft.postalAddress);
  return {
    ...{ address, senderName, replyTo, providerId: draft.providerId, certificate: certificateOf(draft.certificate) },
    ...{ signature: draft.signature.trimEnd(), postalAddress: draft.postalAddress.trim() },
    smtp: checkedServer('smtp', draft.smtp),
    imap: draft.imap === null ? null : checkedServer('imap', draft.imap),
    limits: checkedLimits(draft.limits),
  };
}

function addressOf(field: 'address' | 'replyTo', text: string): string {
  const parsed = parseEmail(text);
  if (parsed) return parsed.address;
  throw wrongMailbox(field, `Found “${text.trim().slice(0, 80)}”; expected one address like anna@example.com.`);
}

function assertLength(field: 'senderName' | 'signature' | 'postalAddress', text: string): void {
  if (text.length > longest[field])
    throw wrongMailbox(field, `Found ${text.length} characters; expected at most ${longest[field]}.`);
}

function oneLine(field: 'senderName', text: string): string {
  assertLength(field, text);
  if (/\p{Cc}/u.test(text)) throw wrongMailbox(field, 'A name stands in one line. Take the line break out of it.');
  return text;
}

function certificateOf(text: string): string {
  const pem = text.trim();
  if (pem === '' || /^-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----$/.test(pem)) return pem;
  throw wrongMailbox(
    'certificate',
    'Expected a certificate that begins with “-----BEGIN CERTIFICATE-----”, or nothing.',
  );
}

function checkedServer(which: 'smtp' | 'imap', server: MailServer): MailServer {
  const host = server.host.trim().toLowerCase();
  const name = (field: 'Host' | 'Port' | 'Security' | 'User' | 'Proxy') => `${which}${field}` as const;
  if (host === '' || host.length > longest.host || !/^[a-z0-9.:_-]+$/.test(host) || host.includes('://'))
    throw wrongMailbox(
      name('Host'),
      `Found “${host.slice(0, 80)}”; expected the name of a server like mail.example.com.`,
    );
  if (!Number.isInteger(server.port) || server.port < 1 || server.port > 65_535)
    throw wrongMailbox(name('Port'), `Found the port ${server.port}; expected a whole number from 1 to 65535.`);
  if (server.security === 'none' && !isThisMachine(host))
    throw wrongMailbox(name('Security'), 'A password never goes unencrypted over a network. Choose TLS or STARTTLS.');
  const user = server.user.trim();
  if ((user === '' && (which === 'imap' || !isThisMachine(host))) || user.length > longest.user || /\p{Cc}/u.test(user))
    throw wrongMailbox(
      name('User'),
      'Write the user name with which the mailbox logs in; often it is the whole address.',
    );
  const proxy = checkedProxy(server.proxy ?? '', name('Proxy'));
  if (proxy !== undefined && server.security === 'none')
    throw wrongMailbox(name('Security'), 'A password never goes unencrypted through a proxy. Choose TLS or STARTTLS.');
  return { host, port: server.port, security: server.security, user, ...(proxy === undefined ? {} : { proxy }) };
}

/** Undefined: none. A login would stand in the clear beside the mailbox, so a proxy that wants one is not offered. */
function checkedProxy(text: string, field: MailboxField): string | undefined {
  const typed = text.trim();
  if (typed === '') return undefined;
  const proxy = URL.parse(typed);
  const isAddress = proxy !== null && /^(?:https?|socks5):$/.test(proxy.protocol) && proxy.hostname !== '';
  if (!isAddress || proxy.protocol === 'https:' || !/^\/?$/.test(proxy.pathname) || proxy.search !== '')
    throw wrongMailbox(
      field,
      'Expected a proxy like http://proxy.example:3128 or socks5://proxy.example:1080, or nothing.',
    );
  if (proxy.username !== '' || proxy.password !== '')
    throw wrongMailbox(
      field,
      'Leave user and password out: a proxy is used that lets this machine through without them.',
    );
  return `${proxy.protocol}//${proxy.host}`;
}

/** Whether a server is on this machine, where nobody can listen in. */
const isThisMachine = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/.test(host);

function checkedLimits(limits: MailboxLimits): MailboxLimits {
  const within = (field: 'perDay' | 'rampStart' | 'rampStep', what: string): void => {
    const { from, to } = mailboxBounds[field];
    const found = limits[field];
    if (!Number.isInteger(found) || found < from || found > to)
      throw wrongMailbox(field, `Found ${found} ${what}; expected a whole number from ${from} to ${to}.`);
  };
  within('perDay', 'messages a day');
  within('rampStart', 'messages on the first day');
  within('rampStep', 'more messages each day');
  const { from, to } = mailboxBounds.gapMinutes;
  const gaps = [limits.gapFrom, limits.gapTo];
  if (gaps.some((gap) => !Number.isInteger(gap) || gap < from || gap > to) || limits.gapFrom > limits.gapTo)
    throw wrongMailbox(
      'gap',
      `Found ${limits.gapFrom} to ${limits.gapTo} minutes; expected whole minutes from ${from} to ${to}, the shorter first.`,
    );
  assertWindow(limits.window);
  return limits;
}

function assertWindow({ days, spans }: MailboxLimits['window']): void {
  if (days.length === 0 || days.some((day) => !Number.isInteger(day) || day < 1 || day > 7))
    throw wrongMailbox('window', 'Choose at least one day of the week on which messages may go.');
  const isTime = (text: string): boolean => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text) || text === '24:00';
  const wrong = spans.find(({ from, to }) => !isTime(from) || !isTime(to) || from >= to);
  if (spans.length === 0 || wrong)
    throw wrongMailbox(
      'window',
      `Found ${wrong ? `${wrong.from} to ${wrong.to}` : 'no hours'}; expected hours of one day like 09:00 to 17:30.`,
    );
}

/**
 * Messages that a mailbox may send on one of its days of sending, the first being 0. DOMAIN section 4: 10 and 5 more on
 * each day, up to its cap.
 */
export function rampedCap(
  { perDay, rampStart, rampStep }: Pick<MailboxLimits, 'perDay' | 'rampStart' | 'rampStep'>,
  day: number,
): number {
  return Math.min(perDay, rampStart + rampStep * day);
}

/** Where a stored password may go: to the server and user for which a person entered it, and nowhere else. */
export function mustEnterAgain(before: MailServer | null, after: MailServer | null): boolean {
  if (before === null || after === null) return after !== null;
  const isWeaker = before.security !== 'none' && after.security === 'none';
  return before.host !== after.host || before.user !== after.user || isWeaker;
}

/**
 * Since when SPF and DMARC both fail, after another look. What could not be asked changes nothing: it is neither a
 * failure nor its end.
 */
export function failingSinceAfter(
  before: string | null,
  verdicts: readonly ('pass' | 'warn' | 'fail' | 'unknown')[],
  now: string,
): string | null {
  if (verdicts.some((verdict) => verdict === 'pass' || verdict === 'warn')) return null;
  return verdicts.every((verdict) => verdict === 'fail') ? (before ?? now) : before;
}

/** A text without any of these secrets, for what servers say and a person reads. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const forms = secrets.filter((secret) => secret.length > 3);
  const all = forms.flatMap((secret) => [secret, Buffer.from(secret, 'utf8').toString('base64')]);
  return all.reduce((shown, secret) => shown.replaceAll(secret, '•••'), text);
}

export const unknownMailbox = () =>
  notFound({ code: 'mailbox-unknown', message: 'There is no such mailbox. Choose one from the list.' });

export const mailboxChanged = () =>
  conflict({
    code: 'mailbox-changed',
    message: 'Somebody changed this mailbox meanwhile. Reload it; what you typed stays here.',
  });
