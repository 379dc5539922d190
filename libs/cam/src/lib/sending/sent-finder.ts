import type { EgressDoor, ImapMailbox } from '@aicmo/core-effects';
import { isAppError } from '@aicmo/core-kernel';
import type { SentSearch } from '../../contract/sending.ts';
import type { OutreachAttemptRow } from '../db/outreach-tables.ts';
import type { MailboxSecrets } from '../mailboxes/mailbox-secrets.ts';
import type { MailboxStore } from '../mailboxes/mailbox-store.ts';

/** Looks for messages where a mailbox keeps what it sent. */
export interface SentFinder {
  find(row: Pick<OutreachAttemptRow, 'mailboxId' | 'messageId'>): Promise<SentSearch>;
}

interface Deps {
  readonly door: Pick<EgressDoor, 'openMailbox'>;
  readonly secrets: Pick<MailboxSecrets, 'imapSettings'>;
  readonly mailboxes: Pick<MailboxStore, 'row'>;
}

/** Where copies of sent mail lie. */
const uses: readonly (string | null)[] = ['sent', 'all', 'archive'];

/** Builds the finder. */
export function createSentFinder({ door, secrets, mailboxes }: Deps): SentFinder {
  return {
    find: async ({ mailboxId, messageId }) => {
      const mailbox = mailboxId === null ? undefined : await mailboxes.row(mailboxId);
      if (!mailbox || messageId === null) return unknown('It is not known from which mailbox it would have gone.');
      const settings = await secrets.imapSettings(mailbox);
      if (!settings) return unknown(`Reading is switched off for ${mailbox.address}, so nobody can look there.`);
      let opened: ImapMailbox | undefined;
      try {
        opened = await door.openMailbox(settings);
        return await search(opened, messageId);
      } catch (error) {
        if (!isAppError(error)) throw error;
        return unknown(error.message);
      } finally {
        await opened?.close();
      }
    },
  };
}

async function search(mailbox: ImapMailbox, messageId: string): Promise<SentSearch> {
  const folders = (await mailbox.folders()).filter(({ use }) => uses.includes(use)).map(({ path }) => path);
  if (folders.length === 0) return unknown('This mailbox has no folder of sent mail.');
  const [folder] = await mailbox.foldersWith(messageId, folders);
  const names = folders.map((path) => `“${path}”`).join(', ');
  return folder === undefined
    ? {
        ...{ found: 'no', folder: null },
        sentence: `It is not in ${names}. Many servers keep no copy of what programs send, so this alone proves nothing.`,
      }
    : { found: 'yes', folder, sentence: `It was found in “${folder}”: it left.` };
}

const unknown = (sentence: string): SentSearch => ({ found: 'unknown', folder: null, sentence });
