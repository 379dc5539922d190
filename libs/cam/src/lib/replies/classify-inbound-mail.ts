import type { InboundMail } from './inbound-mail.ts';
import { findAutoReply, findBounce, findComplaint, returnedHeader, type MachineFinding } from './machine-rules.ts';
import { first, readMail, type ReadMail } from './read-mail.ts';
import { readReply } from './reply-rules.ts';
import { newTextOf } from './reply-text.ts';

/**
 * What an incoming message is: a person's answer and what it means, an absence, another automatic answer, a message of
 * ours that came back or arrived, or a complaint. It says what decided and how sure it is. Nothing is looked up, and
 * nothing in a message makes it throw.
 *
 * The order is the rule: what a machine reports about our message (complaint, RFC 5965; delivery status, RFC 3464)
 * goes first, then what answers by itself (RFC 3834), and what is left was written by a person. A person's answer that
 * quotes a bounce stays a person's: only new text is read, and servers must be recognised by more than one sign.
 * @param raw the message as it was received (RFC 5322); text is taken as UTF-8. Only its first megabyte is read.
 */
export async function classifyInboundMail(raw: Uint8Array | string): Promise<InboundMail> {
  return classifyReadMail(await readMail(raw));
}

/** The same for a message that was taken apart already. */
export function classifyReadMail(mail: ReadMail): InboundMail {
  const text = newTextOf(mail.text);
  const found =
    findComplaint(mail) ??
    findOptOutByMachine(mail) ??
    findBounce(mail, text) ??
    findAutoReply(mail, text) ??
    readReply(mail.subject, text);
  const rest: MachineFinding = found;
  return {
    ...{ kind: rest.kind, permanent: rest.permanent ?? false, reason: rest.reason ?? '', status: rest.status ?? '' },
    ...{
      recipient: rest.recipient ?? '',
      originalMessageId: originalMessageId(mail),
      returnsOn: rest.returnsOn ?? null,
    },
    ...{
      confidence: rest.confidence,
      evidence: rest.evidence.map((each) => each.replaceAll(/\s+/g, ' ').slice(0, 200)),
    },
    text,
  };
}

/** Mail programs unsubscribe for their user: the mark is Apple's own, the answer is the person's. */
function findOptOutByMachine(mail: ReadMail): MachineFinding | undefined {
  if (first(mail.headers, 'x-apple-unsubscribe') === '') return undefined;
  return { kind: 'UNSUBSCRIBE', confidence: 0.98, evidence: ['X-Apple-Unsubscribe'] };
}

/** Which message of ours it is about: by the answer's own headers, else by the message that was sent back. */
function originalMessageId(mail: ReadMail): string {
  const candidates = [
    first(mail.headers, 'in-reply-to'),
    returnedHeader(mail, 'message-id'),
    first(mail.headers, 'references').trim().split(/\s+/).at(-1) ?? '',
    /^[ \t>]{0,20}message-id[ \t]{0,9}:\s{0,9}(<[^<>\s]{3,300}>)/im.exec(mail.text)?.[1] ?? '',
  ];
  const id = candidates.map((each) => /<([^<>\s]{3,300})>/.exec(each)?.[1]).find((each) => each !== undefined);
  return id ?? '';
}
