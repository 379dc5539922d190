import { notFound, type Instant } from '@aicmo/core-kernel';
import type { InboundMessage } from '../../contract/inbound.ts';
import type { MailReading } from '../../contract/mail-reading.ts';
import { classifyInboundMail } from '../replies/classify-inbound-mail.ts';
import type { InboundMail } from '../replies/inbound-mail.ts';
import { createReader, type MailReader, type ReaderDeps } from './reader.ts';
import { receiveMail, type ReceivedAs } from './receive-mail.ts';

/** What comes in: reading mailboxes, and what was found. */
export interface InboundService extends MailReader {
  /**
   * Takes one message in as if it had been read from a mailbox. Throws `not-found` (`mailbox-unknown`).
   * @param raw as it was received (RFC 5322)
   * @param receivedAt when the server took it; now by default
   */
  receive(mailboxId: string, raw: Uint8Array | string, receivedAt?: Instant): Promise<ReceivedAs>;
  /** Only says what a message is; nothing is looked up or kept. */
  classify(raw: Uint8Array | string): Promise<InboundMail>;
  /** Throws `not-found` (`inbound-unknown`). */
  get(id: string): Promise<InboundMessage>;
  /** Everything from and about a lead, newest first; 200 at most. */
  ofLead(leadId: string): Promise<readonly InboundMessage[]>;
  /** The newest that came in, whatever it is. */
  newest(
    filter: { readonly clientId?: string; readonly waiting?: boolean },
    limit: number,
  ): Promise<readonly InboundMessage[]>;
  /** Positive answers that wait at a moment, the one that waits longest first. */
  interested(at: Instant, limit: number): Promise<readonly InboundMessage[]>;
  /** How reading of each mailbox goes. */
  readings(): Promise<readonly MailReading[]>;
}

/** Builds the service. */
export function createInboundService(deps: ReaderDeps): InboundService {
  const { receive: parts, readings } = deps;
  return {
    ...createReader(deps),
    receive: async (mailboxId, raw, receivedAt) => {
      const row = await readings.anyMailbox(mailboxId);
      if (!row)
        throw notFound({ code: 'mailbox-unknown', message: 'There is no such mailbox. Choose one from the list.' });
      const bytes = typeof raw === 'string' ? new TextEncoder().encode(raw) : raw;
      const { id, clientId, address } = row;
      const lying = { mailbox: { id, clientId, address }, folder: 'INBOX', raw: bytes, bytes: bytes.length };
      return receiveMail(parts, { ...lying, receivedAt: receivedAt ?? null }, null);
    },
    classify: (raw) => classifyInboundMail(raw),
    get: async (id) => {
      const message = await parts.store.find(id);
      if (message) return message;
      throw notFound({ code: 'inbound-unknown', message: 'There is no such message. Choose one from the list.' });
    },
    ofLead: (leadId) => parts.store.ofLeads([leadId], 200),
    newest: (filter, limit) => parts.store.newest(filter, limit),
    interested: (at, limit) => parts.store.interested(at, limit),
    readings: async () => {
      const known = new Map((await readings.all()).map((row) => [row.mailboxId, row]));
      return (await readings.mailboxes()).map(({ id, address }) => {
        const row = known.get(id);
        return {
          ...{ mailboxId: id, address, readAt: row?.readAt ?? null, failingSince: row?.failingSince ?? null },
          ...{ failure: row?.failure ?? '', nextTryAt: row?.nextTryAt ?? null },
          ...{ seen: row?.seen ?? 0, kept: row?.kept ?? 0 },
        };
      });
    },
  };
}
