import type { Database } from '@aicmo/core-db';
import { defineSentinel, hourMs, plusMs, type Sentinel } from '@aicmo/core-kernel';
import type { CamTables } from '../db/cam-tables.ts';
import { createReadingStore } from '../inbound/reading-store.ts';

/** Whether every mailbox was read within the last hour: answers and opt-outs that nobody reads are lost time and trust. */
export const readingSentinel = (db: Database): Sentinel =>
  defineSentinel({
    id: 'cam-reading',
    title: 'Mailboxes are read',
    severity: 'error',
    reasons: {
      'cam-reading-none': {
        cause: 'No mailbox is to be read.',
        cure: 'Add one with its server for reading under Monitoring, System, when mail is to be sent: docs/mail.md.',
      },
      'cam-reading-silent': {
        cause: 'Neither the operator app nor a worker runs, everything is stopped, or a server does not let us in.',
        cure: 'Keep npm start or npx aicmo worker running, and test the mailbox that is named.',
      },
    },
    run: async ({ clock }) => {
      const store = createReadingStore(db.handle<CamTables>('cam'));
      const mailboxes = await store.mailboxes();
      const evidence = { mailboxes: mailboxes.length };
      if (mailboxes.length === 0)
        return { verdict: 'skipped', reason: 'cam-reading-none', summary: 'No mailbox is to be read.', evidence };
      const readings = new Map((await store.all()).map((row) => [row.mailboxId, row]));
      const hourAgo = plusMs(clock.now(), -hourMs);
      const silent = mailboxes.filter(({ id, createdAt }) => (readings.get(id)?.readAt ?? createdAt) < hourAgo);
      const [first] = silent;
      if (!first) return { verdict: 'pass', summary: 'Every mailbox was read within the hour.', evidence };
      const why = readings.get(first.id)?.failure ?? '';
      const others = silent.length === 1 ? '' : ` So were ${silent.length - 1} others.`;
      return {
        verdict: 'fail',
        reason: 'cam-reading-silent',
        summary:
          `${first.address} was not read for more than an hour, so answers and opt-outs wait unseen. ${why}${others}`.trim(),
        evidence: { ...evidence, silent: silent.length },
        remedy: {
          text: 'Keep the operator app or a worker running, and test the mailbox.',
          commands: ['npx aicmo worker', `npx aicmo mailbox test ${first.address}`],
        },
      };
    },
  });
