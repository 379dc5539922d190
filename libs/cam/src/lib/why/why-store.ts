import type { Database, Tx } from '@aicmo/core-db';
import type { AttemptMode } from '../../contract/outreach-attempt.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { EnrolmentRow } from '../db/outreach-tables.ts';

/** Every query by which it is told why something is not sent. */
export interface WhyStore {
  /** Whether anybody is in sequence, paused or not. */
  hasPeople(campaignId: string): Promise<boolean>;
  /** The reasons of the messages that wait, as they are stored; of 5,000 at most. */
  waitingReasons(campaignId: string, mode: AttemptMode): Promise<readonly string[]>;
  /** A lead's ways through sequences, those that go on first, then the newest; 20 at most. */
  waysOf(leadId: string, tx?: Tx): Promise<readonly EnrolmentRow[]>;
}

const mostWaiting = 5000;
const mostWays = 20;

/** Opens the store. */
export function createWhyStore(db: Database): WhyStore {
  const handle = db.handle<CamTables>('cam');
  return {
    hasPeople: async (campaignId) => {
      const anybody = handle
        .in()
        .selectFrom('camEnrolment')
        .select('id')
        .where('campaignId', '=', campaignId)
        .where('status', 'in', ['ACTIVE', 'PAUSED'])
        .limit(1);
      return (await anybody.executeTakeFirst()) !== undefined;
    },
    waitingReasons: async (campaignId, mode) => {
      const rows = await handle
        .in()
        .selectFrom('camOutreachAttempt')
        .select('reasons')
        .where('campaignId', '=', campaignId)
        .where('mode', '=', mode)
        .where('status', 'in', ['SCHEDULED', 'BLOCKED', 'RETRY_SCHEDULED'])
        .limit(mostWaiting)
        .execute();
      return rows.map(({ reasons }) => reasons);
    },
    waysOf: async (leadId, tx) => {
      const rows = await handle
        .in(tx)
        .selectFrom('camEnrolment')
        .selectAll()
        .where('leadId', '=', leadId)
        .orderBy('startedAt', 'desc')
        .orderBy('id', 'desc')
        .limit(mostWays)
        .execute();
      const goesOn = ({ status }: EnrolmentRow) => Number(status === 'ACTIVE' || status === 'PAUSED');
      return rows.toSorted((one, other) => goesOn(other) - goesOn(one));
    },
  };
}
