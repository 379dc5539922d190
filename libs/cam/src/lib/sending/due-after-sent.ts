import type { Tx } from '@aicmo/core-db';
import type { Instant } from '@aicmo/core-kernel';
import type { ClientStore } from '../clients/client-store.ts';
import type { OutreachAttemptRow } from '../db/outreach-tables.ts';
import { nextStepOf } from '../outreach/facts-of.ts';
import type { OutreachStore } from '../outreach/outreach-store.ts';
import { usableZone } from '../outreach/send-window.ts';
import type { SequenceStore } from '../sequences/sequence-store.ts';

/** What the next step is found by. */
interface Parts {
  readonly outreach: Pick<OutreachStore, 'load'>;
  readonly sequences: Pick<SequenceStore, 'ofWay'>;
  readonly clients: Pick<ClientStore, 'find'>;
}

/** When an enrolment is due next after a message whose new state is stored already; null: it was the last one. */
export async function dueAfterSent(
  { outreach, sequences, clients }: Parts,
  tx: Tx,
  { enrolmentId, clientId }: Pick<OutreachAttemptRow, 'enrolmentId' | 'clientId'>,
): Promise<Instant | null> {
  const loaded = await outreach.load(tx, enrolmentId, 'LIVE');
  if (!loaded) return null;
  const sequence = await sequences.ofWay(loaded.enrolment, tx);
  const client = await clients.find(clientId, tx);
  const zone = usableZone(loaded.lead.timeZone, client?.timeZone ?? '');
  return nextStepOf(loaded, sequence?.steps ?? [], zone)?.dueAt ?? null;
}
