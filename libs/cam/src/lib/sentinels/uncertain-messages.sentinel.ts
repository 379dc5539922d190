import type { Database } from '@aicmo/core-db';
import { dayMs, defineSentinel, plusMs, type Sentinel } from '@aicmo/core-kernel';
import type { CamTables } from '../db/cam-tables.ts';
import { createSendingStore } from '../sending/sending-store.ts';

/** Whether somebody decides messages that may or may not have left: their sequences stand still until then. */
export const uncertainMessagesSentinel = (db: Database): Sentinel =>
  defineSentinel({
    id: 'cam-uncertain-messages',
    title: 'Nobody waits for an uncertain message',
    severity: 'warning',
    reasons: {
      'cam-uncertain-old': {
        cause: 'A program or a connection ended while a message was leaving, and nobody has decided since.',
        cure: 'Look into the folder of sent mail, and say under Publishing, Uncertain mail, whether it left.',
      },
    },
    run: async ({ clock }) => {
      const { count, oldest } = await createSendingStore(db.handle<CamTables>('cam')).countUncertain();
      const evidence = { uncertain: count, oldest: oldest ?? '' };
      if (oldest === null || oldest > plusMs(clock.now(), -dayMs)) {
        const summary =
          count === 0
            ? 'No message is uncertain.'
            : `${count === 1 ? '1 is' : `${count} are`} uncertain, none for a day yet.`;
        return { verdict: 'pass', summary, evidence };
      }
      const many = count === 1 ? '1 message' : `${count} messages`;
      return {
        verdict: 'fail',
        reason: 'cam-uncertain-old',
        summary: `${many} may or may not have left, the oldest for more than a day.`,
        evidence,
        remedy: {
          text: 'Say of each whether it left: it is never sent again by itself.',
          commands: ['npx aicmo messages uncertain --look'],
        },
      };
    },
  });
