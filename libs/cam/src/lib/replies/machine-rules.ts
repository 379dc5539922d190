import { absenceWords, autoSubject } from './absence-words.ts';
import { bounceReason, isPermanent, type BounceReason } from './bounce-reason.ts';
import { bounceSentence, bounceSubject, daemonAddress, daemonName, delaySentence, smtpCode } from './bounce-signs.ts';
import { addressOf, fieldsOf, parseDeliveryStatus, type RecipientStatus } from './delivery-status.ts';
import type { InboundMail } from './inbound-mail.ts';
import { first, type ReadMail } from './read-mail.ts';
import { returnDateIn } from './return-date.ts';

/** What is found out about a message that a machine wrote; the rest is filled in by whoever asks. */
export type MachineFinding = Pick<InboundMail, 'kind' | 'confidence' | 'evidence'> &
  Partial<Pick<InboundMail, 'permanent' | 'reason' | 'status' | 'recipient' | 'returnsOn'>>;

/**
 * Whether a person complained about a message of ours: an abuse report (RFC 5965), or Microsoft's, which has no such
 * part. A report that it was no spam is no complaint.
 */
export function findComplaint(mail: ReadMail): MachineFinding | undefined {
  const fields = fieldsOf(mail.feedback.replaceAll(/\r\n?/g, '\n').replaceAll(/\n{2,}/g, '\n'));
  const type = fields.get('feedback-type')?.toLowerCase() ?? '';
  if (mail.feedback.trim() !== '' && type !== 'not-spam') {
    const about = fields.get('original-rcpt-to') ?? fields.get('removal-recipient') ?? returnedHeader(mail, 'to');
    return {
      ...{ kind: 'COMPLAINT', confidence: 0.99, recipient: addressOf(about) },
      evidence: [`Feedback-Type: ${type === '' ? 'not said' : type}`],
    };
  }
  if (!/^staff@(?:hotmail|outlook)\./.test(mail.from) || !/^complaint about message/i.test(mail.subject))
    return undefined;
  const recipient = addressOf(returnedHeader(mail, 'x-hmxmroriginalrecipient'));
  return { kind: 'COMPLAINT', confidence: 0.97, recipient, evidence: [`${mail.from}: ${mail.subject}`] };
}

/** A header of the message that was sent back. */
export function returnedHeader(mail: ReadMail, name: string): string {
  const head = mail.returned.replaceAll(/\r\n?/g, '\n').trimStart().split('\n\n')[0] ?? '';
  return fieldsOf(head).get(name) ?? '';
}

/**
 * Whether a message of ours came back or was late or was delivered. With a delivery status (RFC 3464) the server says
 * so; without one, its address, subject and words must agree, because a person may quote all of them.
 */
export function findBounce(mail: ReadMail, newText: string): MachineFinding | undefined {
  const isReport = /report-type\s*=\s*"?delivery-status/i.test(first(mail.headers, 'content-type'));
  const recipients = parseDeliveryStatus(mail.deliveryStatus);
  const isFromDaemon = isDaemon(mail);
  // Whoever answers or forwards such a notification with it inside is a person.
  const isTold = recipients.length > 0 && (isReport || isFromDaemon || !isAnswer(mail));
  if (isTold) return fromStatus(mail, recipients);
  return isBySigns(mail, newText, isFromDaemon) ? fromWords(mail) : undefined;
}

function isDaemon(mail: ReadMail): boolean {
  if (mail.from === '')
    return daemonName.test(first(mail.headers, 'from')) || first(mail.headers, 'return-path') === '<>';
  return daemonAddress.test(mail.from) || daemonName.test(mail.fromName);
}

const isAnswer = (mail: ReadMail): boolean =>
  first(mail.headers, 'in-reply-to') !== '' || first(mail.headers, 'references') !== '';

function isBySigns(mail: ReadMail, newText: string, isFromDaemon: boolean): boolean {
  if (first(mail.headers, 'x-failed-recipients') !== '') return true;
  const text = isFromDaemon ? mail.text : newText;
  const saysSo = bounceSentence.test(text.slice(0, 6000));
  const isSubject =
    bounceSubject.test(mail.subject) && !/^\s*(?:re|aw|antw|sv|fw|fwd|wg|tr|rv)\s*:/i.test(mail.subject);
  const hasCode = smtpCode.test(text.slice(0, 8000));
  if (isFromDaemon) return isSubject || saysSo || hasCode;
  // Without a sender that says so: an unknown server, never somebody who answers us.
  return isSubject && saysSo && (hasCode || mail.returned !== '') && !isAnswer(mail);
}

/** The recipient that fared worst speaks for the message: we write to one person at a time. */
function fromStatus(mail: ReadMail, recipients: readonly RecipientStatus[]): MachineFinding {
  const rank = ({ action, status }: RecipientStatus): number =>
    action === 'failed' || status.startsWith('5') ? 3 : action === 'delayed' || status.startsWith('4') ? 2 : 1;
  const worst = recipients.reduce((one, other) => (rank(other) > rank(one) ? other : one));
  const evidence = [`${worst.action || 'no action'} ${worst.status}`.trim(), worst.diagnostic].filter(
    (each) => each !== '',
  );
  const isGood = /^(?:deliver(?:ed|able)|relayed|expanded)$/.test(worst.action) && !/^[45]/.test(worst.status);
  if (isGood) {
    return { kind: 'DELIVERED', confidence: 0.98, status: worst.status, recipient: worst.recipient, evidence };
  }
  const isLate = worst.action === 'delayed' || worst.status.startsWith('4');
  const said = worst.diagnostic.length > 12 ? worst.diagnostic : `${worst.diagnostic}\n${mail.text}`;
  const status = worst.status.endsWith('.0.0') ? (statusIn(said) ?? worst.status) : worst.status;
  // What the command was stands in the human-readable part only, when it stands anywhere.
  const command = commandIn(beforeReturned(mail.text));
  const own = bounceReason(`${said}\n${command}`, status);
  // A diagnostic that says nothing of its own leaves it to the human-readable part.
  const isSilent = own === 'unknown' || isVague(own, said);
  const reason = isSilent ? bounceReason(`${said}\n${beforeReturned(mail.text)}`, status) : own;
  return bounce(reason, isLate, status, worst.recipient, evidence, 0.98);
}

/** “503 need RCPT” or “no valid recipients” below DATA tells that it was the recipient that was refused, and DATA sent along with it. */
const commandIn = (text: string): string =>
  /^[^\n]{0,10}503\b|no valid recipients/im.test(text)
    ? ''
    : (/[^\n]{0,40}(?:in reply to|>>>)[^\n]{0,40}/i.exec(text)?.[0] ?? '');

const isVague = (reason: BounceReason, said: string): boolean => reason === 'policy' && said.length < 60;

function fromWords(mail: ReadMail): MachineFinding {
  const own = beforeReturned(mail.text);
  const status = statusIn(own) ?? '';
  const recipient =
    addressOf(first(mail.headers, 'x-failed-recipients')) || recipientIn(own) || addressOf(returnedHeader(mail, 'to'));
  const line =
    own
      .split('\n')
      .find((each) => smtpCode.test(each))
      ?.trim() ?? '';
  const reason = bounceReason(`${line}\n${own}`, status);
  const isLate = delaySentence.test(own) && !/(?:giving up|permanent)/i.test(own);
  const evidence = [line, `${mail.from || first(mail.headers, 'from')}: ${mail.subject}`].filter((each) => each !== '');
  return bounce(reason, isLate, status, recipient, evidence, 0.93);
}

function bounce(
  reason: BounceReason,
  isLate: boolean,
  status: string,
  recipient: string,
  evidence: readonly string[],
  confidence: number,
): MachineFinding {
  const permanent = isPermanent(reason) && !isLate && !status.startsWith('4');
  return { kind: 'BOUNCE', permanent, reason, status, recipient, evidence, confidence };
}

/** What the server wrote, without the message that it gives back below. */
function beforeReturned(text: string): string {
  const end = text.search(
    /^[ \t]*(?:-{2,}|_{2,}|={2,}|\*{2,})?[ \t]*(?:this is a copy of|below this line is a copy|the (?:header|text|body) (?:page )?(?:of|part)|original message|message (?:header|follows|body)|returned message|copy of|unsent message)/im,
  );
  return end > 20 ? text.slice(0, end) : text;
}

const statusIn = (text: string): string | undefined =>
  /(?:^|[\s(#:<[])([45]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(text)?.[1]?.replace(/^#/, '');

const recipientIn = (text: string): string =>
  addressOf(/<[^\s<>]{1,200}@[^\s<>]{1,200}>|[^\s<>"(),;:]{1,100}@[^\s<>"(),;:]{1,200}/.exec(text)?.[0] ?? '');

const machineHeaders: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['auto-submitted', /^(?!no\b)\S/i], // RFC 3834, section 5
  ['x-autoreply', /\S/],
  ['x-autorespond', /\S/],
  ['x-autoresponse', /\S/],
  ['x-autogenerated', /reply/i],
  ['x-mail-autoreply', /\S/],
  ['x-vacation', /\S/],
  ['x-pobox-autoreply', /\S/],
  ['precedence', /^auto_?reply/i],
  ['x-precedence', /^auto_?reply/i],
  ['preference', /^auto_?reply/i],
  ['delivered-to', /^auto-?responder/i],
];

/**
 * Whether a program answered for a person, and whether because the person is away. By its headers (RFC 3834), else by
 * a subject that only programs write.
 */
export function findAutoReply(mail: ReadMail, newText: string): MachineFinding | undefined {
  const header = machineHeaders.find(([name, pattern]) => pattern.test(first(mail.headers, name)));
  const isSubject = autoSubject.test(mail.subject);
  const isAbsence = absenceWords.test(`${mail.subject}\n${newText.slice(0, 3000)}`);
  const isExchange =
    first(mail.headers, 'x-auto-response-suppress') !== '' && first(mail.headers, 'return-path') === '<>';
  if (!header && !isSubject && !(isExchange && isAbsence)) return undefined;
  const evidence = [
    ...(header ? [`${header[0]}: ${first(mail.headers, header[0])}`] : []),
    ...(isSubject ? [mail.subject] : []),
    ...(isAbsence ? [absenceWords.exec(`${newText}\n${mail.subject}`)?.[0] ?? ''] : []),
  ].filter((each) => each !== '');
  const returnsOn = isAbsence && mail.date !== null ? returnDateIn(newText, mail.date) : null;
  const confidence = header && (isSubject || isAbsence) ? 0.97 : 0.9;
  return { kind: isAbsence ? 'OUT_OF_OFFICE' : 'AUTO_REPLY', confidence, evidence, returnsOn };
}
