import type { Database, DbHandle } from '@aicmo/core-db';
import type { Clock } from '@aicmo/core-kernel';
import type { ClientService } from '../clients/client-service.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { RecordStore } from '../records/record-store.ts';
import { noMailAccess, type MailAccess } from './mail-access.ts';
import { createMailDomainService } from './mail-domain-service.ts';
import { createMailboxSecrets } from './mailbox-secrets.ts';
import { createMailboxService, type MailboxService } from './mailbox-service.ts';
import { createMailboxStore } from './mailbox-store.ts';
import { createMailboxTester } from './mailbox-tester.ts';

/** What it is built over. */
export interface MailboxParts {
  readonly db: Database;
  readonly handle: DbHandle<CamTables>;
  readonly clock: Clock;
  readonly clients: ClientService;
  readonly records: RecordStore;
  readonly mail: MailAccess | undefined;
  /** How long a test waits for its message, in milliseconds; see the tester. */
  readonly arrivalMs?: number;
}

/** Builds the mailboxes over their store. */
export function openMailboxes({ handle, mail = noMailAccess, ...parts }: MailboxParts): MailboxService {
  const store = createMailboxStore(handle);
  const secrets = createMailboxSecrets(mail.vault);
  const base = { ...parts, store, secrets, door: mail.door };
  return createMailboxService({
    ...base,
    ...{ tester: createMailboxTester(base), domains: createMailDomainService(base) },
  });
}
