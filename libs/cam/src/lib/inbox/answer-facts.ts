import { hourMs, parseInstant, plusMs, type Instant } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import { Consent } from '../../contract/lead.ts';
import type { Suppression } from '../../contract/suppression.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import type { InboundRow } from '../db/inbound-tables.ts';
import type { MailboxRow } from '../db/mailbox-tables.ts';
import { domainOf } from '../outreach/book-queries.ts';
import { hitOf } from '../outreach/facts-of.ts';
import { outreachMailboxOf } from '../outreach/outreach-mailbox.ts';
import type { CapUse, OutreachFacts } from '../outreach/outreach-facts.ts';
import type { LeftMail } from './answer-store.ts';

/**
 * Caps of an answer: those that protect a mailbox and a recipient's server from anything, and not those that space out
 * messages nobody asked for. DOMAIN section 4: a mailbox never above 200 a day, the workspace 500 a day, a recipient
 * domain 5 an hour.
 */
const most = { mailbox: 200, workspace: 500, domain: 5 } as const;

/** What the facts of an answer are made of. */
export interface AnswerSources {
  readonly now: Instant;
  readonly row: InboundRow;
  /** Undefined: nobody knows a lead. */
  readonly lead: LeadRow | undefined;
  /** Undefined: it was removed. */
  readonly mailbox: MailboxRow | undefined;
  readonly suppressions: readonly Suppression[];
  readonly leftFromMailbox: readonly LeftMail[];
  readonly leftAtAll: readonly LeftMail[];
}

/**
 * What the gate looks at when a person answers a person. There is no campaign, window, order or gap in it: the answer was
 * asked for. Whoever must not be contacted is not, also not by a person.
 */
export function answerFacts(sources: AnswerSources): OutreachFacts {
  const { now, row, lead, mailbox } = sources;
  const name = lead?.fullName || row.fromName || row.fromAddress;
  const from = mailbox === undefined ? undefined : outreachMailboxOf(mailbox);
  return {
    ...{ now, mode: 'LIVE', hold: null, content: [], isHumanReply: true, firstLook: null, mailboxReadyAt: null },
    campaign: { name: '', status: 'ACTIVE', mode: 'LIVE', startsAt: null, endsAt: null },
    channel: { channel: 'email', enabled: true, configured: from !== undefined },
    mailbox: from === undefined ? null : { ...from, name: from.address },
    lead: {
      ...{ name, recipient: row.fromAddress === '' ? null : row.fromAddress, reviewReason: null, addressProblem: null },
      consent: lead === undefined ? 'UNKNOWN' : z.parse(Consent, lead.consent),
    },
    suppressions: sources.suppressions.map(hitOf),
    enrolment: { status: 'ACTIVE', reason: '', pausedUntil: null },
    step: { step: 1, previous: null, dueAt: now },
    window: { zone: 'UTC', isOpen: true, opensAt: now },
    caps: capsOf(sources),
    senderDomain: { name: domainOf(mailbox?.address ?? ''), failingForHours: null },
  };
}

function capsOf({ now, row, mailbox, leftFromMailbox, leftAtAll }: AnswerSources): readonly CapUse[] {
  const domain = domainOf(row.fromAddress);
  const lastHour = leftAtAll.filter(({ at, recipient }) => at > plusMs(now, -hourMs) && domainOf(recipient) === domain);
  const use = (cap: CapUse['cap'], of: string, limit: number, used: readonly LeftMail[], spanMs: number): CapUse => {
    const oldest = used.map(({ at }) => at).sort()[Math.max(0, used.length - limit)];
    const freeAt = oldest === undefined ? now : plusMs(parseInstant(oldest), spanMs);
    return { cap, of, limit, used: used.length, freeAt };
  };
  return [
    use('mailbox', mailbox?.address ?? '', most.mailbox, leftFromMailbox, 24 * hourMs),
    use('recipient-domain', domain, most.domain, lastHour, hourMs),
    use('workspace', '', most.workspace, leftAtAll, 24 * hourMs),
  ];
}
