import type { ImapSettings, SmtpSettings, Vault } from '@aicmo/core-effects';
import { MailServer } from '../../contract/mailbox.ts';
import { readJsonColumn } from '../db/json-column.ts';
import type { MailboxRow } from '../db/mailbox-tables.ts';

/** Which secret of a mailbox. */
type Secret = 'smtp' | 'imap' | 'dkim';

/** The secrets of mailboxes: sealed on their way into the database, opened only to log in or to sign. */
export interface MailboxSecrets {
  seal(mailboxId: string, which: Secret, secret: string): Promise<string>;
  /** Throws what the vault throws (`vault-…`). */
  smtpSettings(row: MailboxRow): Promise<SmtpSettings>;
  /** Null: nothing is read from this mailbox. */
  imapSettings(row: MailboxRow): Promise<ImapSettings | null>;
  /** The private half of its signing key (PEM); null: it has none. */
  signingKey(row: MailboxRow): Promise<string | null>;
  /** Opens everything that is stored, to see that it can be; gives nothing out. */
  assertReadable(row: MailboxRow): Promise<void>;
}

const ownerOf = (mailboxId: string, which: Secret): string => `mailbox/${mailboxId}/${which}`;

/** Secrets behind one vault. */
export function createMailboxSecrets(vault: Vault): MailboxSecrets {
  const open = async (row: MailboxRow, which: Secret, sealed: string | null): Promise<string> =>
    sealed === null ? '' : vault.open(ownerOf(row.id, which), sealed);
  const trusted = ({ certificate }: MailboxRow) => (certificate === '' ? {} : { trustedCertificates: certificate });
  const through = (proxyUrl: string | undefined) => (proxyUrl === undefined ? {} : { proxyUrl });
  return {
    seal: (mailboxId, which, secret) => vault.seal(ownerOf(mailboxId, which), secret),
    smtpSettings: async (row) => {
      const { host, port, security, user, proxy } = readJsonColumn(MailServer, row.smtp, 'cam_mailbox.smtp');
      const login = user === '' ? null : { user, password: await open(row, 'smtp', row.smtpSecret) };
      return { host, port, security, login, ...trusted(row), ...through(proxy) };
    },
    imapSettings: async (row) => {
      if (row.imap === null) return null;
      const { host, port, security, user, proxy } = readJsonColumn(MailServer, row.imap, 'cam_mailbox.imap');
      const password =
        row.imapSecret === null ? await open(row, 'smtp', row.smtpSecret) : await open(row, 'imap', row.imapSecret);
      return { host, port, security, login: { user, password }, ...trusted(row), ...through(proxy) };
    },
    signingKey: async (row) => (row.dkimSecret === null ? null : open(row, 'dkim', row.dkimSecret)),
    assertReadable: async (row) => {
      await open(row, 'smtp', row.smtpSecret);
      await open(row, 'imap', row.imapSecret);
      await open(row, 'dkim', row.dkimSecret);
    },
  };
}
