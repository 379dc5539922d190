import type { Tx } from '@aicmo/core-db';
import type { Instant } from '@aicmo/core-kernel';
import type { LeadRow } from '../db/cam-tables.ts';
import type { OutreachAttemptRow } from '../db/outreach-tables.ts';
import { neverDue } from '../outreach/due-queries.ts';
import type { NewRecord } from '../records/record-store.ts';
import type { SendingTools } from './sending-tools.ts';

/** A message that has really left. */
export interface SentMessage extends Pick<OutreachAttemptRow, 'leadId' | 'enrolmentId' | 'campaignId' | 'step'> {
  /** When its enrolment is due next; null: it was the last one. */
  readonly dueAt: Instant | null;
}

/** From these a lead becomes CONTACTED by the first real message; everything later stays. DOMAIN section 3. */
const beforeContact: readonly string[] = ['NEW', 'ENRICHED', 'QUALIFIED'];

/** Messages have really left: their leads were contacted, and their sequences go on, or are over. */
export async function afterSent(tools: SendingTools, tx: Tx, sent: readonly SentMessage[]): Promise<void> {
  const now = tools.clock.now();
  await tools.outreach.setDues(
    tx,
    'LIVE',
    sent.map(({ enrolmentId, dueAt }) => ({ enrolmentId, due: dueAt ?? neverDue })),
  );
  for (const { enrolmentId, dueAt } of sent) if (dueAt === null) await tools.sending.finish(tx, enrolmentId, now);
  const messageTo = new Map(sent.map((message) => [message.leadId, message]));
  const leads = await tools.leads.rows([...messageTo.keys()], tx);
  const fresh = leads.filter(({ state }) => beforeContact.includes(state));
  if (fresh.length > 0) await contacted(tools, tx, fresh, messageTo);
}

async function contacted(
  { leads, records, events, clock }: SendingTools,
  tx: Tx,
  rows: readonly LeadRow[],
  messageTo: ReadonlyMap<string, SentMessage>,
): Promise<void> {
  const ids = rows.map(({ id }) => id);
  await leads.updateMany(tx, ids, { state: 'CONTACTED', stateReason: '', updatedAt: clock.now() });
  const told = rows.map(({ id, clientId, state }): NewRecord => {
    const message = messageTo.get(id);
    const about = { clientId, campaignId: message?.campaignId ?? null, subjectKind: 'lead', subjectId: id } as const;
    const what = `Moved from ${state.toLowerCase()} to contacted`;
    return { ...about, what, why: `Message ${message?.step ?? 1} was sent.`, actor: 'orchestrator' };
  });
  await records.append(tx, told);
  for (const { id, clientId, state } of rows) {
    const payload = { clientId, from: state, to: 'CONTACTED' };
    await events.publish(tx, { topic: 'cam-lead-moved', subject: id, payload });
  }
}
