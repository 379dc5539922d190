import type { LostDelivery } from '@aicmo/core-effects';
import type { Tx } from '@aicmo/core-db';
import { parseInstant } from '@aicmo/core-kernel';
import { blockedDue } from '../outreach/due-queries.ts';
import type { SendingTools } from './sending-tools.ts';

const lostWords =
  'The program ended while this was leaving, so nobody knows whether it left. Look into the folder of sent mail.';

/**
 * Whatever mail was leaving when its worker ended becomes UNCERTAIN: its lease is over, or it is named `leftBy`. It is
 * never sent again by itself. Gives how many it were.
 */
export async function recoverMail(
  tools: SendingTools,
  tx: Tx,
  { leftBy }: { readonly leftBy?: string } = {},
): Promise<number> {
  const lost = await tools.door.recover(tx, {
    ...(leftBy === undefined ? {} : { leftBy }),
    kinds: ['mail', 'self-test'],
  });
  const strange: LostDelivery[] = [];
  for (const delivery of lost) {
    if (!(await recoverAttempt(tools, tx, delivery))) strange.push(delivery);
  }
  if (strange.length > 0)
    await tools.loseAnswers(
      tx,
      strange.map(({ subjectRef }) => subjectRef),
    );
  return lost.length;
}

async function recoverAttempt(tools: SendingTools, tx: Tx, { subjectRef, ledgerId }: LostDelivery): Promise<boolean> {
  const row = await tools.sending.row(tx, subjectRef);
  if (row?.status !== 'SENDING' || row.ledgerId !== ledgerId) return row !== undefined;
  const reasons = [{ code: 'uncertain', text: lostWords, liftedBy: 'person' }];
  const now = tools.clock.now();
  // When it was reserved is when it left, if it did: so it keeps its place in the day and the gap.
  const settledAt = parseInstant(row.settledAt ?? now);
  const change = { status: 'UNCERTAIN', settledAt, updatedAt: now, notBefore: null, reasons: JSON.stringify(reasons) };
  await tools.sending.move(tx, row.id, 'SENDING', change);
  await tools.outreach.setDue(tx, row.enrolmentId, 'LIVE', blockedDue);
  await tools.records.append(tx, [
    {
      ...{ clientId: row.clientId, campaignId: row.campaignId, subjectKind: 'lead', subjectId: row.leadId },
      what: `Message ${row.step} may or may not have left: ${row.subject}`,
      ...{ why: lostWords, actor: 'orchestrator', data: { attemptId: row.id, runId: row.runId } },
    },
  ]);
  return true;
}
