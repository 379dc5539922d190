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

/**
 * Whether an answer whose reservation is committed may still leave, asked right before DATA: an opt-out or an entry on the
 * list may have been committed since.
 */
export async function isStillWelcome(deps: AnswerGateDeps, tx: Tx, row: InboundRow): Promise<boolean> {
  const { lead, hits } = await whoIsAnswered(deps, tx, row);
  return hits.length === 0 && lead?.consent !== 'DO_NOT_CONTACT';
}

/** Asks the one gate about an answer to this message, with facts read now. */
export async function askGate(deps: AnswerGateDeps, tx: Tx, row: InboundRow): Promise<AnswerVerdict> {
  if (readByNobody.includes(row.kind)) return { binding: [toMachine], lastInch: [] };
  const { clock, mailboxes, answers } = deps;
  const now = clock.now();
  const { lead, hits } = await whoIsAnswered(deps, tx, row);
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

/** The lead, if one is known, and what stands on the list of those never contacted about them or their address. */
async function whoIsAnswered({ leads, suppression }: AnswerGateDeps, tx: Tx, row: InboundRow) {
  const [lead] = row.leadId === null ? [] : await leads.rows([row.leadId], tx);
  const { clientId, fromAddress: email, fromKey } = row;
  const sender = { clientId, email, emailKey: fromKey === '' ? null : fromKey, linkedinKey: null, phoneKey: null };
  const hits = (await suppression.hits(lead === undefined ? [sender] : [sender, lead], tx)).flat();
  return { lead, hits };
}
