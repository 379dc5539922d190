import type { Tx } from '@aicmo/core-db';
import type { Instant } from '@aicmo/core-kernel';
import type { OutreachAttemptRow } from '../db/outreach-tables.ts';
import { neverDue } from '../outreach/due-queries.ts';
import type { SendingTools } from './sending-tools.ts';

/** From these a lead becomes CONTACTED by the first real message; everything later stays. DOMAIN section 3. */
const beforeContact: readonly string[] = ['NEW', 'ENRICHED', 'QUALIFIED'];

/** A message has really left: the lead was contacted, and its sequence goes on, or is over when nothing is due any more. */
export async function afterSent(
  { sending, outreach, leads, records, events, clock }: SendingTools,
  tx: Tx,
  { leadId, enrolmentId, campaignId, step }: Pick<OutreachAttemptRow, 'leadId' | 'enrolmentId' | 'campaignId' | 'step'>,
  dueAt: Instant | null,
): Promise<void> {
  const now = clock.now();
  await outreach.setDue(tx, enrolmentId, 'LIVE', dueAt ?? neverDue);
  if (dueAt === null) await sending.finish(tx, enrolmentId, now);
  const [lead] = await leads.rows([leadId], tx);
  if (!lead || !beforeContact.includes(lead.state)) return;
  await leads.update(tx, leadId, { state: 'CONTACTED', stateReason: '', updatedAt: now });
  const about = { clientId: lead.clientId, campaignId, subjectKind: 'lead', subjectId: leadId } as const;
  const what = `Moved from ${lead.state.toLowerCase()} to contacted`;
  await records.append(tx, [{ ...about, what, why: `Message ${step} was sent.`, actor: 'orchestrator' }]);
  const payload = { clientId: lead.clientId, from: lead.state, to: 'CONTACTED' };
  await events.publish(tx, { topic: 'cam-lead-moved', subject: leadId, payload });
}
