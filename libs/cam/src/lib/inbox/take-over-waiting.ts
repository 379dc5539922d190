import type { DbHandle, Tx } from '@aicmo/core-db';
import type { Instant } from '@aicmo/core-kernel';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { CamTables } from '../db/cam-tables.ts';
import type { InboundRow } from '../db/inbound-tables.ts';
import { held } from '../leads/held-rows.ts';

/** With whom somebody talks: a lead, or, as long as none is known, a sender in one mailbox. */
export type ConversationKey = Pick<InboundRow, 'leadId' | 'mailboxId' | 'fromKey'>;

/** What the newest message of a conversation takes over from those before it. */
export interface TakenOver {
  /** Since when the person waits already, or until when somebody put them off; null: they do not wait. */
  readonly waitsSince: string | null;
  /** A person's name, or empty. */
  readonly assignedTo: string;
}

/** The outcome of a message in whose place a newer one of the same conversation waits. */
export const newerOutcome = 'NEWER';

/**
 * A conversation stands in the inbox once, by its newest message: call it in the transaction that stores a message which
 * will wait for an answer, before it is stored. What waited until now, also what was put off, is DONE.
 */
export async function takeOverWaiting(
  handle: DbHandle<CamTables>,
  tx: Tx,
  key: ConversationKey,
  now: Instant,
): Promise<TakenOver> {
  await oneAtATime(handle, tx, key);
  const ofConversation = handle
    .in(tx)
    .selectFrom('camInbound')
    .select(['id', 'waitsSince', 'receivedAt', 'assignedTo', 'version'])
    .where((is) => inConversation(is, key))
    .where('waitsSince', 'is not', null)
    .orderBy('receivedAt');
  const waiting = await held(ofConversation, tx).execute();
  for (const { id, version } of waiting) {
    const done = { state: 'DONE', waitsSince: null, snoozedUntil: null, outcome: newerOutcome, doneAt: now };
    const change = { ...done, doneBy: 'a newer message', version: version + 1, updatedAt: now };
    await handle.in(tx).updateTable('camInbound').set(change).where('id', '=', id).execute();
  }
  const oldest = waiting[0];
  // Who was put off and writes again waits from now on: a moment that is still to come says nothing any more.
  const since = oldest?.waitsSince && oldest.waitsSince <= now ? oldest.waitsSince : null;
  return { waitsSince: since, assignedTo: waiting.find(({ assignedTo }) => assignedTo !== '')?.assignedTo ?? '' };
}

/** Two readers of two messages of one person would not see each other's: the second waits for the first to end. */
async function oneAtATime(handle: DbHandle<CamTables>, tx: Tx, { leadId, mailboxId }: ConversationKey): Promise<void> {
  const lead = handle.in(tx).selectFrom('camLead').select('id').where('id', '=', leadId);
  const mailbox = handle.in(tx).selectFrom('camMailbox').select('id').where('id', '=', mailboxId);
  await (leadId === null ? held(mailbox, tx).execute() : held(lead, tx).execute());
}

/** The messages of one conversation. Both ways have an index. */
export function inConversation(
  is: ExpressionBuilder<CamTables, 'camInbound'>,
  { leadId, mailboxId, fromKey }: ConversationKey,
): Expression<SqlBool> {
  if (leadId !== null) return is('leadId', '=', leadId);
  return is.and([is('mailboxId', '=', mailboxId), is('fromKey', '=', fromKey), is('leadId', 'is', null)]);
}
