import type { Instant } from '@aicmo/core-kernel';
import type { OutreachFacts } from '../outreach/outreach-facts.ts';

/**
 * Facts of a message against which nothing stands: whoever asks the gate about a part of the house alone puts that part's
 * facts in. The gate itself is the same for every message.
 */
export const unconcernedFacts = (now: Instant): OutreachFacts => ({
  ...{ now, mode: 'LIVE', hold: null, suppressions: [], firstLook: null, content: [], caps: [], isHumanReply: false },
  campaign: { name: '', status: 'ACTIVE', mode: 'LIVE', startsAt: null, endsAt: null },
  channel: { channel: 'email', enabled: true, configured: true },
  mailbox: null,
  lead: { name: '', recipient: 'somebody', consent: 'UNKNOWN', reviewReason: null, addressProblem: null },
  enrolment: { status: 'ACTIVE', reason: '', pausedUntil: null },
  step: { step: 1, previous: null, dueAt: now },
  window: { zone: 'UTC', isOpen: true, opensAt: now },
  mailboxReadyAt: null,
  senderDomain: { name: '', failingForHours: null },
});
