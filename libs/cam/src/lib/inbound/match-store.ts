import type { DbHandle, Tx } from '@aicmo/core-db';
import type { Instant } from '@aicmo/core-kernel';
import type { CamTables, LeadRow } from '../db/cam-tables.ts';
import type { OutreachAttemptRow } from '../db/outreach-tables.ts';

/** A message of ours to which something may answer. */
export type SentAttempt = Pick<
  OutreachAttemptRow,
  'id' | 'clientId' | 'campaignId' | 'leadId' | 'enrolmentId' | 'status' | 'recipient' | 'subject' | 'messageId'
>;

/** Every query by which a message that came in finds what it is about. All are by an index. */
export interface MatchStore {
  /** LIVE messages of a client with one of these Message-IDs (without brackets) or ids. */
  attemptsNamed(tx: Tx, clientId: string, messageIds: readonly string[]): Promise<readonly SentAttempt[]>;
  attempt(tx: Tx, id: string): Promise<SentAttempt | undefined>;
  /** To whom answers of people with one of these Message-IDs went. */
  answered(tx: Tx, clientId: string, messageIds: readonly string[]): Promise<readonly (string | null)[]>;
  /** The newest LIVE mail that left for one of these leads until a moment. */
  newestTo(tx: Tx, leadIds: readonly string[], until: Instant): Promise<SentAttempt | undefined>;
  /** The lead itself, or that into which it was merged. */
  lead(tx: Tx, id: string): Promise<LeadRow | undefined>;
  /** Leads of a client that are recognised by a mail address. */
  leadsBy(tx: Tx, clientId: string, emailKey: string): Promise<readonly string[]>;
  /** Whether one of these leads was in a sequence at a moment. */
  wasInSequence(tx: Tx, leadIds: readonly string[], at: Instant): Promise<boolean>;
  /** LIVE messages that left for addresses of a domain from one mailbox since a moment; 200 at most. */
  toDomain(tx: Tx, mailboxId: string, domain: string, since: Instant): Promise<readonly SentAttempt[]>;
}

/** States of a message that left, or may have. */
const leftStates = ['SENT', 'BOUNCED', 'COMPLAINED', 'UNCERTAIN', 'SENDING'];
const attemptColumns = [
  ...(['id', 'clientId', 'campaignId', 'leadId', 'enrolmentId', 'status'] as const),
  ...(['recipient', 'subject', 'messageId'] as const),
] as const;
const idShape = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Opens the store. */
export function createMatchStore(handle: DbHandle<CamTables>): MatchStore {
  const live = (tx: Tx) =>
    handle.in(tx).selectFrom('camOutreachAttempt').select(attemptColumns).where('mode', '=', 'LIVE');
  return {
    attemptsNamed: async (tx, clientId, messageIds) => {
      const wanted = messageIds.slice(0, 100);
      if (wanted.length === 0) return [];
      const both = wanted.flatMap((id) => [id, `<${id}>`]);
      const named = await live(tx).where('messageId', 'in', both).where('clientId', '=', clientId).execute();
      if (named.length > 0) return named;
      // A Message-ID is made of the message's own id, so that it is known also before it was written down.
      const ids = wanted.map((id) => id.split('@')[0] ?? '').filter((id) => idShape.test(id));
      return ids.length === 0 ? [] : live(tx).where('id', 'in', ids).where('clientId', '=', clientId).execute();
    },
    attempt: (tx, id) => live(tx).where('id', '=', id).executeTakeFirst(),
    answered: async (tx, clientId, messageIds) => {
      if (messageIds.length === 0) return [];
      const query = handle.in(tx).selectFrom('camInboxAnswer').select('leadId');
      const found = await query
        .where('messageId', 'in', messageIds.slice(0, 100))
        .where('clientId', '=', clientId)
        .execute();
      return found.map(({ leadId }) => leadId);
    },
    newestTo: async (tx, leadIds, until) => {
      if (leadIds.length === 0) return undefined;
      return live(tx)
        .where('leadId', 'in', leadIds)
        .where('channel', '=', 'email')
        .where('status', 'in', leftStates)
        .where((is) => is.or([is('settledAt', '<=', until), is('settledAt', 'is', null)]))
        .orderBy('settledAt', 'desc')
        .orderBy('step', 'desc')
        .limit(1)
        .executeTakeFirst();
    },
    lead: async (tx, id) => {
      const seen = new Set<string>();
      for (let next: string | null = id; next !== null && !seen.has(next);) {
        seen.add(next);
        const row: LeadRow | undefined = await handle
          .in(tx)
          .selectFrom('camLead')
          .selectAll()
          .where('id', '=', next)
          .forUpdate()
          .executeTakeFirst();
        if (!row || row.mergedInto === null) return row;
        next = row.mergedInto;
      }
      return undefined;
    },
    leadsBy: async (tx, clientId, emailKey) => {
      const query = handle.in(tx).selectFrom('camIdentity').select('leadId').where('kind', '=', 'email');
      const found = await query.where('value', '=', emailKey).where('clientId', '=', clientId).execute();
      return found.map(({ leadId }) => leadId);
    },
    wasInSequence: async (tx, leadIds, at) => {
      if (leadIds.length === 0) return false;
      const query = handle.in(tx).selectFrom('camEnrolment').select('id').where('leadId', 'in', leadIds);
      return (await query.where('startedAt', '<=', at).limit(1).executeTakeFirst()) !== undefined;
    },
    toDomain: (tx, mailboxId, domain, since) =>
      live(tx)
        .where('mailboxId', '=', mailboxId)
        .where('settledAt', '>=', since)
        .where('status', 'in', leftStates)
        .where('recipient', 'like', `%@${domain.replaceAll(/[%_\\]/g, '')}`)
        .orderBy('settledAt', 'desc')
        .limit(200)
        .execute(),
  };
}
