import type { Tx } from '@aicmo/core-db';
import { newId } from '@aicmo/core-kernel';
import type { OutreachAttemptRow } from '../db/outreach-tables.ts';
import { everyClient } from '../suppression/suppression-store.ts';
import type { SendingTools } from './sending-tools.ts';

/** A server said that nobody has this address: it is never written to again, by nobody, and what waits for the lead ends. */
export async function suppressDeadAddress(
  { suppressions, leads, stops, records, clock }: SendingTools,
  tx: Tx,
  { leadId, clientId, campaignId, recipient, id: attemptId }: OutreachAttemptRow,
  why: string,
): Promise<void> {
  const now = clock.now();
  const [lead] = await leads.rows([leadId], tx);
  const reason = `The address does not exist. ${why}`;
  await suppressions.insert(tx, {
    ...{
      id: newId(clock),
      scope: everyClient,
      kind: 'email',
      value: lead?.emailKey ?? recipient.toLowerCase(),
      reason,
    },
    ...{
      source: 'bounce',
      createdBy: 'orchestrator',
      createdAt: now,
      removedAt: null,
      removedBy: '',
      removedReason: '',
    },
  });
  await stops.stop(tx, [leadId], 'The message came back: the address does not exist.', now);
  await records.append(tx, [
    {
      ...{ clientId, campaignId, subjectKind: 'lead', subjectId: leadId, why: reason, actor: 'orchestrator' },
      ...{ what: 'Put on the list of those who are never contacted', data: { attemptId } },
    },
  ]);
}

/**
 * A mailbox that its own server does not let send is taken out of use until a person has looked at it: otherwise every
 * message that is due would run into the same wall. One that somebody changed or paused meanwhile is left alone.
 */
export async function stopMailbox(
  { mailboxes, records, clock }: SendingTools,
  tx: Tx,
  mailboxId: string,
  why: string,
): Promise<void> {
  const mailbox = await mailboxes.row(mailboxId, tx);
  if (mailbox?.status !== 'ACTIVE') return;
  const paused = { status: 'PAUSED', statusReason: why, version: mailbox.version + 1, updatedAt: clock.now() };
  if (!(await mailboxes.update(tx, mailboxId, mailbox.version, paused))) return;
  const about = { clientId: mailbox.clientId, subjectKind: 'client', subjectId: mailbox.clientId } as const;
  const what = `The mailbox ${mailbox.address} was paused: its server does not let it send`;
  await records.append(tx, [{ ...about, what, why, actor: 'orchestrator', data: { mailboxId } }]);
}
