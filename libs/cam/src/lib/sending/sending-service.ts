import type { EgressLedger } from '@aicmo/core-effects';
import type { Tx } from '@aicmo/core-db';
import { conflict, invalid, notFound } from '@aicmo/core-kernel';
import type { OutreachAttempt } from '../../contract/outreach-attempt.ts';
import type { SendingTry, SentSearch, UncertainDecision, UncertainMessage } from '../../contract/sending.ts';
import { SendingTry as SendingTrySchema } from '../../contract/sending.ts';
import type { ClientStore } from '../clients/client-store.ts';
import { blockedDue } from '../outreach/due-queries.ts';
import type { AttemptStore } from '../outreach/attempt-store.ts';
import type { SequenceStore } from '../sequences/sequence-store.ts';
import { afterSent } from './after-sent.ts';
import { dueAfterSent } from './due-after-sent.ts';
import { recoverMail } from './recover-mail.ts';
import type { SendingStore } from './sending-store.ts';
import type { SendingTools } from './sending-tools.ts';
import type { SentFinder } from './sent-finder.ts';

/** Messages that leave, and those of which nobody knows whether they did. */
export interface SendingService {
  /** The oldest first, 500 at most; of one client or (null) all. */
  uncertain(clientId: string | null): Promise<readonly UncertainMessage[]>;
  /** Every try at sending a message, the oldest first. */
  tries(attemptId: string): Promise<readonly SendingTry[]>;
  /** Looks for an uncertain message in the mailbox's folder of sent mail. Throws `not-found` (`message-unknown`). */
  find(attemptId: string): Promise<SentSearch>;
  /**
   * A person says whether an uncertain message left. When it did, the lead was contacted and the sequence goes on; else
   * it stays unsent, and somebody decides how it goes on. Throws `not-found` (`message-unknown`), `conflict`
   * (`message-not-uncertain`), `invalid` (`message-reason`).
   */
  resolve(attemptId: string, decision: UncertainDecision, by: string): Promise<OutreachAttempt>;
  /** Mailboxes that were taken out of use by their servers, and for which messages wait. */
  stoppedMailboxes(): ReturnType<SendingStore['waitingForMailboxes']>;
  /** Finds what was leaving when a worker ended: its lease is over, or it was `leftBy`. Gives how many it were. */
  recover(leftBy?: string): Promise<number>;
}

interface Deps {
  readonly tools: SendingTools;
  readonly ledger: Pick<EgressLedger, 'tries'>;
  readonly attempts: AttemptStore;
  readonly sequences: Pick<SequenceStore, 'ofWay'>;
  readonly clients: Pick<ClientStore, 'find'>;
  readonly finder: SentFinder;
}

const most = 500;

/** Builds the service of sending. */
export function createSendingService(deps: Deps): SendingService {
  const { tools, attempts, ledger, finder } = deps;
  return {
    uncertain: async (clientId) => {
      const filter = { mode: 'LIVE', state: 'UNCERTAIN', ...(clientId === null ? {} : { clientId }) } as const;
      const found = await attempts.list(filter, most, 0);
      const all = await Promise.all(found.map((message) => uncertainMessage(tools, message)));
      return all.sort((one, other) => (one.since < other.since ? -1 : 1));
    },
    tries: async (attemptId) =>
      (await ledger.tries(attemptId)).flatMap(({ evidence, reasons, ...each }) => {
        const read = SendingTrySchema.safeParse({ ...each, reasons: [...reasons], conversation: [...evidence] });
        return read.success ? [read.data] : []; // a simulation or a proof is no try
      }),
    find: async (attemptId) => {
      const row = await tools.sending.find(attemptId);
      if (!row) throw unknownMessage();
      return finder.find(row);
    },
    resolve: async (attemptId, decision, by) => {
      const reason = decision.reason.trim();
      if (reason === '')
        throw invalid({
          code: 'message-reason',
          message: 'Write in a few words how you know.',
          details: { field: 'reason' },
        });
      await tools.db.transaction((tx) => resolveIn(deps, tx, attemptId, { ...decision, reason }, by), {
        durable: true,
      });
      const found = await attempts.find(attemptId);
      if (found) return found;
      throw unknownMessage();
    },
    stoppedMailboxes: () => tools.sending.waitingForMailboxes(),
    recover: (leftBy) =>
      tools.db.transaction((tx) => recoverMail(tools, tx, leftBy === undefined ? {} : { leftBy }), { durable: true }),
  };
}

async function uncertainMessage(tools: SendingTools, message: OutreachAttempt): Promise<UncertainMessage> {
  const row = await tools.sending.find(message.id);
  const mailbox = row?.mailboxId ? await tools.mailboxes.row(row.mailboxId) : undefined;
  const since = message.settledAt ?? message.updatedAt;
  return { message, since, mailbox: mailbox?.address ?? null, messageId: row?.messageId ?? null };
}

async function resolveIn(
  deps: Deps,
  tx: Tx,
  attemptId: string,
  { outcome, reason }: UncertainDecision,
  by: string,
): Promise<void> {
  const { tools } = deps;
  const row = await tools.sending.row(tx, attemptId);
  if (!row) throw unknownMessage();
  if (row.status !== 'UNCERTAIN' || row.ledgerId === null) throw notUncertain();
  await tools.door.resolve(tx, row.ledgerId, { outcome, by, reason });
  const told = { code: 'decided', text: `${by} decided: ${reason}`, liftedBy: 'person' };
  const change = {
    ...{ status: outcome, updatedAt: tools.clock.now() },
    reasons: JSON.stringify(outcome === 'SENT' ? [] : [told]),
  };
  await tools.sending.move(tx, attemptId, 'UNCERTAIN', change);
  const what = outcome === 'SENT' ? 'was sent after all' : 'did not leave';
  await tools.records.append(tx, [
    {
      ...{ clientId: row.clientId, campaignId: row.campaignId, subjectKind: 'lead', subjectId: row.leadId },
      ...{ what: `Message ${row.step} ${what}: ${row.subject}`, why: reason, actor: by, data: { attemptId } },
    },
  ]);
  const dueAt = await dueAfterSent({ ...deps, outreach: tools.outreach }, tx, row);
  if (outcome === 'SENT') return afterSent(tools, tx, [{ ...row, dueAt }]);
  await tools.outreach.setDue(tx, row.enrolmentId, 'LIVE', blockedDue);
  if (dueAt === null) await tools.sending.giveUp(tx, row.enrolmentId, tools.clock.now());
}

const unknownMessage = () =>
  notFound({ code: 'message-unknown', message: 'There is no such message. Choose one from the list.' });

const notUncertain = () =>
  conflict({
    code: 'message-not-uncertain',
    message: 'Nobody has to decide this any more. Reload the page to see how it ended.',
  });
