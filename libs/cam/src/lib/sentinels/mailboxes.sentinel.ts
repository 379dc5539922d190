import type { Database } from '@aicmo/core-db';
import type { Vault } from '@aicmo/core-effects';
import { defineSentinel, toAppError, type Sentinel } from '@aicmo/core-kernel';
import type { CamTables } from '../db/cam-tables.ts';
import { createMailboxSecrets } from '../mailboxes/mailbox-secrets.ts';
import { createMailboxStore } from '../mailboxes/mailbox-store.ts';

/** Whether the passwords of all mailboxes can be read with the key that is here. Connects to nobody. */
export const mailboxesSentinel = (db: Database, vault: Vault): Sentinel =>
  defineSentinel({
    id: 'cam-mailboxes',
    title: 'Passwords of mailboxes can be read',
    severity: 'error',
    reasons: {
      'cam-mailboxes-none': {
        cause: 'No mailbox was added yet.',
        cure: 'Add one under Monitoring, System, when mail is to be sent: docs/mail.md.',
      },
      'cam-mailboxes-unreadable': {
        cause:
          'The key file keys/mail.key is missing or another one than that with which passwords were stored, as after a move without it.',
        cure: 'Put the key file back, or enter the passwords of the mailboxes again.',
      },
    },
    run: async () => {
      const rows = await createMailboxStore(db.handle<CamTables>('cam')).list(null);
      const evidence = { mailboxes: rows.length };
      if (rows.length === 0)
        return { verdict: 'skipped', reason: 'cam-mailboxes-none', summary: 'There is no mailbox.', evidence };
      const secrets = createMailboxSecrets(vault);
      const read = await Promise.all(
        rows.map((row) =>
          secrets.assertReadable(row).then(
            () => undefined,
            (error: unknown) => toAppError(error).message,
          ),
        ),
      );
      const [why, ...others] = read.filter((message) => message !== undefined);
      if (why === undefined)
        return { verdict: 'pass', summary: `The passwords of all ${rows.length} can be read.`, evidence };
      const unreadable = others.length + 1;
      return {
        verdict: 'fail',
        reason: 'cam-mailboxes-unreadable',
        summary: `The passwords of ${unreadable} of ${rows.length} mailboxes cannot be read. ${why}`,
        evidence: { ...evidence, unreadable },
        remedy: { text: 'Put the key file back, or enter the passwords of the mailboxes again.', commands: [] },
      };
    },
  });
