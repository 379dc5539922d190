import type { Tx } from '@aicmo/core-db';
import type { Clock, Refusal } from '@aicmo/core-kernel';
import type { InboundRow } from '../db/inbound-tables.ts';
import type { LeadStore } from '../leads/lead-store.ts';
import type { MailboxStore } from '../mailboxes/mailbox-store.ts';
import { outreachGate } from '../outreach/outreach-gate.ts';
import { decideOutreach } from '../outreach/verdict-rules.ts';
import type { SuppressionService } from '../suppression/suppression-service.ts';
import { answerFacts } from './answer-facts.ts';
import type { AnswerStore } from './answer-store.ts';

/** What the gate says to an answer. */
export interface AnswerVerdict {
  /** What stops it in proof mode too. */
  readonly binding: readonly Refusal[];
  /** What stops it only where it would really leave: its mailbox is paused, or was never tested. */
  readonly lastInch: readonly Refusal[];
}

/** Where the gate reads its facts. */
export interface AnswerGateDeps {
  readonly clock: Clock;
  readonly answers: AnswerStore;
  readonly mailboxes: Pick<MailboxStore, 'row'>;
  readonly leads: Pick<LeadStore, 'rows'>;
  readonly suppression: Pick<SuppressionService, 'hits'>;
}

/** Kinds whose sender is a program that throws answers away. */
const readByNobody: readonly string[] = ['BOUNCE', 'COMPLAINT', 'DELIVERED'];
const toMachine: Refusal = {
  ...{ code: 'answer-machine', liftedBy: 'person' },
  text: 'A mail server wrote this, and nobody would read an answer. If a person wrote it, say so first.',
};

/** Asks the one gate about an answer to this message, with facts read now. */
export async function askGate(deps: AnswerGateDeps, tx: Tx, row: InboundRow): Promise<AnswerVerdict> {
  if (readByNobody.includes(row.kind)) return { binding: [toMachine], lastInch: [] };
  const { clock, mailboxes, leads, suppression, answers } = deps;
  const now = clock.now();
  const [lead] = row.leadId === null ? [] : await leads.rows([row.leadId], tx);
  const { clientId, fromAddress: email, fromKey } = row;
  const sender = { clientId, email, emailKey: fromKey === '' ? null : fromKey, linkedinKey: null, phoneKey: null };
  const hits = (await suppression.hits(lead === undefined ? [sender] : [sender, lead], tx)).flat();
  const refusals = outreachGate(
    answerFacts({
      ...{ now, row, lead, mailbox: await mailboxes.row(row.mailboxId, tx) },
      suppressions: [...new Map(hits.map((hit) => [hit.id, hit])).values()],
      leftFromMailbox: await answers.leftFromMailbox(tx, row.mailboxId, now),
      leftAtAll: await answers.leftAtAll(tx, now),
    }),
  );
  const { wouldBe, ...verdict } = decideOutreach('PROOF', refusals);
  return { binding: verdict.go ? [] : verdict.reasons, lastInch: wouldBe };
}
