import type { DbHandle, Tx } from '@aicmo/core-db';
import { MailDomainReport } from '../../contract/mail-domain-report.ts';
import { MailServer, Mailbox, MailboxLimits, MailboxTest } from '../../contract/mailbox.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { readJsonColumn } from '../db/json-column.ts';
import type { MailboxRow } from '../db/mailbox-tables.ts';

/** Every query on mailboxes. */
export interface MailboxStore {
  insert(tx: Tx, row: MailboxRow): Promise<void>;
  /** False when somebody changed it since this version. */
  update(tx: Tx, id: string, version: number, change: Partial<MailboxRow>): Promise<boolean>;
  /** What was found out about it, which is no change by a person. */
  note(tx: Tx, id: string, found: Partial<Pick<MailboxRow, 'test' | 'report' | 'failingSince'>>): Promise<void>;
  row(id: string, tx?: Tx): Promise<MailboxRow | undefined>;
  /** The one in use with this address, in lower case. */
  withAddress(key: string, tx?: Tx): Promise<MailboxRow | undefined>;
  /** By address; without those that are archived; of one client or all. */
  list(clientId: string | null): Promise<readonly MailboxRow[]>;
}

/** Opens the store of mailboxes. */
export function createMailboxStore(handle: DbHandle<CamTables>): MailboxStore {
  const all = (tx?: Tx) => handle.in(tx).selectFrom('camMailbox').selectAll();
  return {
    insert: async (tx, row) => void (await handle.in(tx).insertInto('camMailbox').values(row).execute()),
    update: async (tx, id, version, change) => {
      const update = handle.in(tx).updateTable('camMailbox').set(change).where('id', '=', id);
      return Number((await update.where('version', '=', version).executeTakeFirst()).numUpdatedRows) > 0;
    },
    note: async (tx, id, found) =>
      void (await handle.in(tx).updateTable('camMailbox').set(found).where('id', '=', id).execute()),
    row: (id, tx) => all(tx).where('id', '=', id).executeTakeFirst(),
    withAddress: (key, tx) => all(tx).where('addressKey', '=', key).executeTakeFirst(),
    list: (clientId) => {
      const query = all().where('status', '!=', 'ARCHIVED').orderBy('address').orderBy('id');
      return (clientId === null ? query : query.where('clientId', '=', clientId)).execute();
    },
  };
}

/** A row as others see it: without its secrets. */
export const mailboxOf = (row: MailboxRow): Mailbox => ({
  ...{ id: row.id, clientId: row.clientId, address: row.address, senderName: row.senderName, replyTo: row.replyTo },
  ...{ signature: row.signature, postalAddress: row.postalAddress, providerId: row.providerId },
  ...{ certificate: row.certificate, statusReason: row.statusReason, version: row.version, createdAt: row.createdAt },
  smtp: readJsonColumn(MailServer, row.smtp, 'cam_mailbox.smtp'),
  imap: row.imap === null ? null : readJsonColumn(MailServer, row.imap, 'cam_mailbox.imap'),
  limits: readJsonColumn(MailboxLimits, row.limits, 'cam_mailbox.limits'),
  status: readJsonColumn(Mailbox.shape.status, JSON.stringify(row.status), 'cam_mailbox.status'),
  ...{ hasSmtpPassword: row.smtpSecret !== null, hasImapPassword: (row.imapSecret ?? row.smtpSecret) !== null },
  test: row.test === null ? null : readJsonColumn(MailboxTest, row.test, 'cam_mailbox.test'),
  report: row.report === null ? null : readJsonColumn(MailDomainReport, row.report, 'cam_mailbox.report'),
  ...{ failingSince: row.failingSince, dkimSelector: row.dkimSelector },
});
