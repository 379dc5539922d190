import type { Database } from '@aicmo/core-db';
import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import type { CamTables } from '../db/cam-tables.ts';
import { createSendingStore } from '../sending/sending-store.ts';

/** Whether messages that were tried wait for a mailbox that was taken out of use, as when a server refuses to log it in. */
export const sendingMailboxesSentinel = (db: Database): Sentinel =>
  defineSentinel({
    id: 'cam-sending-mailboxes',
    title: 'No message waits for a mailbox that cannot send',
    severity: 'error',
    reasons: {
      'cam-mailbox-refused': {
        cause: 'The server of a mailbox refused the log-in, its certificate, or the sender, so the mailbox was paused.',
        cure: 'Enter the password again or correct the server, test the mailbox, and take it into use again.',
      },
    },
    run: async () => {
      const waiting = await createSendingStore(db.handle<CamTables>('cam')).waitingForMailboxes();
      const [first, ...others] = waiting;
      const evidence = { mailboxes: waiting.length };
      if (!first) return { verdict: 'pass', summary: 'No message waits for a mailbox that is out of use.', evidence };
      const more = others.length === 0 ? '' : ` So do messages of ${others.length} more.`;
      return {
        verdict: 'fail',
        reason: 'cam-mailbox-refused',
        summary: `Messages wait for ${first.address}, which is paused: ${first.statusReason}${more}`,
        evidence,
        remedy: {
          text: 'Correct the mailbox, test it, and take it into use again.',
          commands: [`npx aicmo mailbox test ${first.address}`],
        },
      };
    },
  });
