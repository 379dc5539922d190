import type { Database, DbHandle } from '@aicmo/core-db';
import type { Clock } from '@aicmo/core-kernel';
import { createClientStore } from '../clients/client-store.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { AcquisitionEvents } from '../events/acquisition-events.ts';
import { noMailAccess, type MailAccess } from '../mailboxes/mail-access.ts';
import { createMailboxSecrets } from '../mailboxes/mailbox-secrets.ts';
import { createMailboxStore } from '../mailboxes/mailbox-store.ts';
import { createAttemptStore } from '../outreach/attempt-store.ts';
import { createSequenceStore } from '../sequences/sequence-store.ts';
import { createSendingService, type SendingService } from './sending-service.ts';
import { openSendingTools } from './sending-tools.ts';
import { createSentFinder } from './sent-finder.ts';

interface Parts {
  readonly db: Database;
  readonly handle: DbHandle<CamTables>;
  readonly clock: Clock;
  readonly events: AcquisitionEvents;
  readonly mail: MailAccess | undefined;
}

/** Builds the service of sending over its stores. */
export function openSending({ db, handle, clock, events, mail = noMailAccess }: Parts): SendingService {
  const { door, vault } = mail;
  return createSendingService({
    tools: openSendingTools({ db, handle, clock, events, door }),
    ledger: door.ledger,
    attempts: createAttemptStore(handle),
    sequences: createSequenceStore(handle),
    clients: createClientStore(handle),
    finder: createSentFinder({ door, secrets: createMailboxSecrets(vault), mailboxes: createMailboxStore(handle) }),
  });
}
