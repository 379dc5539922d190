import type { InboundRow } from '../lib/db/inbound-tables.ts';
import { noEffects } from '../lib/inbound/inbound-effects.ts';

/** A message of a person that waits for an answer, written to the mailbox of `aMailboxRow`. Give it an id of its own. */
export const anInboundRow = (over: Partial<InboundRow> & Pick<InboundRow, 'id'>): InboundRow => ({
  ...{ clientId: '01990000-0000-7000-8000-000000000001', mailboxId: '01990000-0000-7000-8000-0000000000a1' },
  ...{ folder: 'INBOX', messageId: `${over.id}@kurier-nord.example`, digest: over.id },
  ...{ receivedAt: '2026-03-02T08:00:00.000Z', fromAddress: 'maja@kurier-nord.example' },
  ...{ fromKey: 'maja@kurier-nord.example', fromName: 'Maja Lindqvist', subject: 'Re: Ten vans' },
  ...{ text: 'That sounds good. When could we talk?', bytes: 900, permanent: 0, bounceReason: '', bounceStatus: '' },
  thread: JSON.stringify(['first@nordlicht.example', `${over.id}@kurier-nord.example`]),
  ...{ kind: 'POSITIVE', machineKind: 'POSITIVE', confidence: 0.93, evidence: '["“sounds good”"]' },
  ...{ aboutKey: '', returnsOn: null, matchedBy: 'SENDER', attemptId: null, enrolmentId: null, campaignId: null },
  ...{ leadId: null, state: 'NEW', waitsSince: over.receivedAt ?? '2026-03-02T08:00:00.000Z', snoozedUntil: null },
  ...{ assignedTo: '', outcome: null, doneAt: null, doneBy: '', effects: JSON.stringify(noEffects), version: 1 },
  ...{ createdAt: '2026-03-02T08:00:05.000Z', updatedAt: '2026-03-02T08:00:05.000Z' },
  ...over,
});
