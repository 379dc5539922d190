import type { Database } from '@aicmo/core-db';
import type { Clock } from '@aicmo/core-kernel';
import { openByHand } from '../by-hand/open-by-hand.ts';
import type { OutreachTasks } from '../by-hand/outreach-tasks.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { noAcquisitionEvents } from '../events/acquisition-events.ts';

/** The people of a simulation: who do at once what a task asks of them, or leave it. */
export interface PlayedHands {
  readonly tasks: OutreachTasks;
  /** Does what was asked since the last call; says whether that was anything. */
  work(): Promise<boolean>;
}

/** Hands over one database. `isDiligent`: they do what they are asked. */
export function playedHands(db: Database, clock: Clock, isDiligent: boolean): PlayedHands {
  const byHand = openByHand({ db, handle: db.handle<CamTables>('cam'), clock, events: noAcquisitionEvents });
  const asked: string[] = [];
  return {
    tasks: {
      open: async (_tx, { attemptId }) => {
        asked.push(attemptId);
        return attemptId;
      },
      close: async () => undefined,
    },
    work: async () => {
      const now = asked.splice(0);
      if (!isDiligent || now.length === 0) return false;
      for (const attemptId of now)
        await db.transaction((tx) => byHand.done(tx, { attemptId, by: 'somebody', note: 'Done at once.', url: null }));
      return true;
    },
  };
}
