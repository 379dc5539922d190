import * as z from 'zod/mini';
import type { InboundRow } from '../db/inbound-tables.ts';
import type { NewRecord } from '../records/record-store.ts';

/** The undoer that takes acts on conversations back. */
export const inboxUndoKind = 'inbox';

const Worked = z.object({
  ...{ state: z.string(), waitsSince: z.nullable(z.string()), snoozedUntil: z.nullable(z.string()) },
  ...{ outcome: z.nullable(z.string()), doneAt: z.nullable(z.string()), doneBy: z.string() },
  ...{ assignedTo: z.string(), kind: z.string(), effects: z.string() },
});
/** What people change of a message that came in. */
export type Worked = z.infer<typeof Worked>;

/** What one act did: enough to take it back, and to see whether it still stands. */
export const InboxChange = z.object({
  inboundId: z.string(),
  before: Worked,
  /** The row's version after the act. */
  version: z.number(),
  /** The act on the lead that went with it; null: none. */
  leadUndoId: z.nullable(z.string()),
  /** The opt-out that went with it; null: none. */
  optOutId: z.nullable(z.string()),
});
export type InboxChange = z.infer<typeof InboxChange>;

/** What people change, as it stands in a row. */
export const workedOf = (row: InboundRow): Worked => ({
  ...{ state: row.state, waitsSince: row.waitsSince, snoozedUntil: row.snoozedUntil, outcome: row.outcome },
  ...{ doneAt: row.doneAt, doneBy: row.doneBy, assignedTo: row.assignedTo, kind: row.kind, effects: row.effects },
});

/** What a record of an act is about: the lead, or, as long as none is known, the client. */
export const subjectOf = ({
  clientId,
  campaignId,
  leadId,
}: InboundRow): Pick<NewRecord, 'clientId' | 'campaignId' | 'subjectKind' | 'subjectId'> => ({
  ...{ clientId, campaignId, subjectKind: leadId === null ? 'client' : 'lead', subjectId: leadId ?? clientId },
});
